import pytest

from reviews.importer.document import Kind
from reviews.importer.parser import parse
from reviews.importer.titles import read_title_line
from tests.unit.importer.samples import PARAGRAPH, placed, review


@pytest.mark.parametrize(
    ("line", "title", "year", "subtitle"),
    [
        ("Salt Road (2022)", "Salt Road", 2022, None),
        ("Review: Salt Road (2019-20)", "Salt Road", 2019, None),
        ("K-Drama Review: ‘Salt Road’: Two Charms", "Salt Road", None, "Two Charms"),
        ("[K-DRAMA REVIEW] Salt Road – Dry and slow", "Salt Road", None, "Dry and slow"),
        ("KDRAMA REVIEW | Salt Road", "Salt Road", None, None),
        ("Drama Review #12: “Salt Road” | A thirst", "Salt Road", None, "A thirst"),
        ("Salt Road Korean Drama Review (2022)", "Salt Road", 2022, None),
        ("You are currently viewing Salt Road Korean Drama Review (2022)", "Salt Road", 2022, None),
        ("Salt Road korean drama review", "Salt Road", None, None),
        ("Salt Road – Full Review", "Salt Road", None, None),
        ("🎬Mapo 1977 (2015-2016) Review – The Alley", "Mapo 1977", 2015, "The Alley"),
        ("First Impressions: Salt Road", "Salt Road", None, None),
        ("My honest review of “Salt Road”", "Salt Road", None, None),
        ("Salt Road (tvN, 2022)", "Salt Road", 2022, None),
        ("KDrama to Watch: Salt Road (2022)", "Salt Road", 2022, None),
        ("Hi Bye, Mama! Review", "Hi Bye, Mama!", None, None),
    ],
)
def test_title_line_in_its_parts(line: str, title: str, year: int | None, subtitle: str | None) -> None:
    read = read_title_line(line)
    assert read is not None
    assert (read.title, read.year, read.subtitle) == (title, year, subtitle)
    assert read.is_strong


@pytest.mark.parametrize("line", ["Review", "Full Review:", "...", "(2020)", "x" * 300])
def test_line_without_a_title(line: str) -> None:
    read = read_title_line(line)
    assert read is None or not read.is_strong


def test_native_and_romanised_names_stand_in_brackets() -> None:
    parsed = review(title="Quiet Floor (조용한 층 / Joyonghan Cheung / Silent Storey)")
    assert (parsed.title, parsed.native_title) == ("Quiet Floor", "조용한 층")
    assert parsed.romanized_title == "Joyonghan Cheung"
    assert parsed.also_known_as == ("Silent Storey",)


def test_hangul_title_with_the_english_one_in_brackets() -> None:
    parsed = review("Episodes: 12", title="리뷰: 유리 과수원 (Glass Orchard)")
    assert (parsed.title, parsed.native_title) == ("Glass Orchard", "유리 과수원")


def test_broken_characters_are_no_native_title() -> None:
    parsed = review("| Title | Mapo 1977 (๋งํฌ 1977 / Mapo Chilchil) |", title="๐ฌMapo 1977 (2015) Review")
    assert (parsed.title, parsed.year, parsed.native_title) == ("Mapo 1977", 2015, None)
    assert parsed.romanized_title == "Mapo Chilchil"
    assert [doubt.line for doubt in parsed.warnings] == [1, 3]


def test_title_in_capitals_takes_the_spelling_of_the_text() -> None:
    parsed = review(
        title="[REVIEW] MOON OVER MAPO", text="I saw Moon over Mapo twice, and once with the sound off."
    )
    assert parsed.title == "Moon over Mapo"


def test_title_that_stands_several_times_is_no_text() -> None:
    lines = [
        "paper lanterns",
        "Paper Lanterns (2020)",
        "paper lanterns",
        "Title: Paper Lanterns",
        "Episodes: 16",
    ]
    parsed = parse("\n\n".join([*lines, PARAGRAPH]))
    assert parsed.title == "Paper Lanterns"
    assert [section.heading for section in parsed.sections] == [None]
    assert parsed.leftovers == ()


def test_headline_stands_below_the_title() -> None:
    parsed = parse(
        f"Paper Lanterns (2020)\nA House Full of Aunts\nOctober 11, 2022\nDetails\nEpisodes: 16\n{PARAGRAPH}"
    )
    assert parsed.subtitle == "A House Full of Aunts"
    assert str(parsed.published) == "2022-10-11"


def test_quotation_below_the_title_is_no_headline() -> None:
    quote = "Nobody counts the lanterns, and they are all there. – Aunt Bok-hee"
    parsed = parse(f"Paper Lanterns (2020)\n\n{quote}\n\nEpisodes: 16\n\n{PARAGRAPH}")
    assert (parsed.subtitle, parsed.quote) == (None, quote)
    assert parsed.to_json_dict()["quote"] == {
        "text": "Nobody counts the lanterns, and they are all there.",
        "by": "Aunt Bok-hee",
    }


def test_title_from_the_first_sentence_that_names_the_drama() -> None:
    sentence = "It’s Fine to Be Late is a 2020 drama about a ferry."
    parsed = parse(f"Genre : Comedy\n\nWhat is it about:\n\n{sentence}")
    assert (parsed.title, parsed.year) == ("It’s Fine to Be Late", 2020)
    assert placed(parsed, sentence) == (Kind.BODY, "0")
    assert [doubt.line for doubt in parsed.warnings] == [5]


def test_kind_of_work_is_no_title() -> None:
    assert parse(f"About : Korean Drama\nYear :2020\n\n{PARAGRAPH}").title != "Korean Drama"


def test_byline_and_join_date() -> None:
    parsed = parse(
        f"  • Join Date: August 22, 2021\n\nPaper Lanterns review\nby lanternfan\nOct 18, 2021\n\n{PARAGRAPH}"
    )
    assert (parsed.author, str(parsed.published)) == ("lanternfan", "2021-10-18")


def test_staff_of_the_site_is_not_of_the_drama() -> None:
    parsed = parse(
        f"Review: Paper Lanterns\n\nEdited by Kim Won Mi\nTranslated by Kim Hoyeong\n\n{PARAGRAPH}"
    )
    assert (parsed.directors, parsed.writers, parsed.author) == ((), (), None)


def test_name_of_a_character_is_no_title() -> None:
    profile = ["Characters", *[PARAGRAPH] * 20, "Name: Song I-seul", "Job: lantern maker"]
    parsed = parse("\n\n".join(["Paper Lanterns (2020)", "Episodes: 16", *profile]))
    assert parsed.title == "Paper Lanterns"
    assert placed(parsed, "Name: Song I-seul")[0] is Kind.BODY


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("소금길", "native_title"),
        ("(소금길)", "native_title"),
        ("Sogeum-gil (original title)", "romanized_title"),
    ],
)
def test_line_of_other_names_below_the_title(line: str, field: str) -> None:
    parsed = parse(f"Salt Road (2022)\n{line}\n19 episodes\n\n{PARAGRAPH}")
    assert getattr(parsed, field) == line.strip("()").removesuffix(" (original title")
    assert parsed.subtitle is None


def test_native_title_after_the_title() -> None:
    parsed = review(title="Salt Road (2022) 소금길")
    assert (parsed.title, parsed.native_title) == ("Salt Road", "소금길")


def test_text_above_a_title_stays_in_the_text() -> None:
    parsed = parse(
        f"Older posts\n\n{PARAGRAPH}\n\nKDrama to Watch: Salt Road (2022)\n\nGrade: A\n\n{PARAGRAPH}"
    )
    assert parsed.title == "Salt Road"
    assert [left.line for left in parsed.leftovers] == [1]
    assert [line for section in parsed.sections for block in section.blocks for line in block.lines] == [3, 9]


def test_title_in_quotation_marks_in_a_sentence() -> None:
    parsed = parse(f"Episodes: 16\n\nHere we are. ‘Salt Road’ stars a road and some salt.\n\n{PARAGRAPH}")
    assert parsed.title == "Salt Road"


def test_day_of_publication_from_the_address_of_the_page() -> None:
    parsed = parse(
        f"https://lanterns.example/2021/01/30/review-paper-lanterns/\n\nPaper Lanterns review\n\n{PARAGRAPH}"
    )
    assert str(parsed.published) == "2021-01-30"


@pytest.mark.parametrize(
    "line",
    [
        "Monthly Archives: October 2021",
        "Archive for October 2021",
        "https://example.org/2021/10/lanterns.html",
    ],
)
def test_a_page_that_tells_only_the_month_gives_the_month(line: str) -> None:
    read = parse(f"{line}\n\nPaper Lanterns (2020)\n\n{PARAGRAPH}").to_json_dict()
    assert (read["published"], read["published_month"]) == (None, "2021-10")
    assert [left["text"] for left in read["leftovers"]] == [line]


_LONG = "The photography is wonderful, and the pier scene is lovely to see again and again, even in the rain."


@pytest.mark.parametrize(
    "above",
    [
        ["Hello all", "I am back", "Some notes first"],
        ["I am back.", "It was long."],
        ["- I loved the sea", "- I loved the pier"],
        ["Pros", "", "The sea", "", "Cons", "", "The ferry"],
        ["SPOILERS AHEAD", "", "He dies"],
        [PARAGRAPH],
    ],
)
def test_a_title_further_down_throws_nothing_away(above: list[str]) -> None:
    parsed = parse("\n".join([*above, "", "Review: Paper Lanterns (2020)", "", _LONG]))
    assert parsed.title == "Paper Lanterns"
    assert parsed.leftovers == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{PARAGRAPH}\n\n{_LONG}\n\nReview: Paper Lanterns\n\n{PARAGRAPH[:70]}.",
        f"Thoughts\n\n{PARAGRAPH}\n\nThe ending\n\n{_LONG}\n\nPaper Lanterns (2020)\n\n{PARAGRAPH[:70]}.",
        "\n\n".join(f"{number} {_LONG}" for number in range(30))
        + f"\n\nReview: Paper Lanterns\n\n{PARAGRAPH}",
    ],
)
def test_a_title_below_the_text_is_a_candidate(text: str) -> None:
    parsed = parse(text)
    assert parsed.title is None
    assert [(ask.field, ask.candidates[:1]) for ask in parsed.asks][:1] == [("title", ("Paper Lanterns",))]
    assert parsed.leftovers == ()
