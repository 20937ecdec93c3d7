import pytest

from reviews.importer.document import OtherRating, Rating
from tests.unit.importer.samples import review


@pytest.mark.parametrize(
    ("line", "raw", "value"),
    [
        ("Rating: 9/10", "9/10", 9.0),
        ("My Rating – 8.0/10", "8.0/10", 8.0),
        ("Rating : 4.8/5", "4.8/5", 9.6),
        ("Score: 7,5/10", "7,5/10", 7.5),
        ("Rating: 9 out of 10", "9 out of 10", 9.0),
        ("Score: 85/100", "85/100", 8.5),
        ("Overall 8.5", "8.5", 8.5),
        ("Rating: ★★★★☆ 7.1/10", "7.1/10", 7.1),
        ("★★★★☆ 7.1/10", "7.1/10", 7.1),
        ("★★★★☆", "★★★★☆", 8.0),
        ("★★★½☆", "★★★½☆", 7.0),
        ("Grade: A++", "A++", None),
        ("Rating: 4.5", "4.5", None),
        ("Rating: 11/10", "11/10", None),
        ("My Rating: ❤ ❤ ❤ ❤", "❤ ❤ ❤ ❤", None),
    ],
)
def test_score_as_written_and_of_ten_where_its_scale_is_certain(
    line: str, raw: str, value: float | None
) -> None:
    assert review("Episodes: 16", line).rating == Rating(raw, value)


def test_score_without_a_sure_scale_is_reported() -> None:
    assert [doubt.line for doubt in review("Episodes: 16", "Grade: A++").warnings] == [4]


def test_two_scores_in_the_title_are_kept_as_written() -> None:
    assert review(title="K Drama Review: The Tide Clock (2021) 3.8 || 4.4").rating == Rating(
        "3.8 || 4.4", None
    )


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Rating (Final Episode): 18.8% nationwide", OtherRating("18.8% nationwide", "audience share")),
        ("Ratings: 7.4%", OtherRating("7.4%", "audience share")),
        ("IMDb Rating: 8.1/10", OtherRating("8.1/10", "IMDb")),
        ("IMDb: 8.1/10", OtherRating("8.1/10", "IMDb")),
        ("Ratings: 8.7/10 IMDB", OtherRating("8.7/10", "IMDb")),
        ("Score: 8.3 (scored by 33,000 users)", OtherRating("8.3", "users")),
    ],
)
def test_scores_of_others_are_not_the_writers(line: str, other: OtherRating) -> None:
    parsed = review("Episodes: 16", line)
    assert parsed.rating is None
    assert parsed.other_ratings == (other,)


def test_members_own_score_at_a_site_of_members_is_asked() -> None:
    parsed = review("MyDramaList rating: 8.0/10", "Episodes: 16")
    assert parsed.rating == Rating("8.0/10", 8.0)
    assert [doubt.line for doubt in parsed.warnings] == [3]
    assert [(ask.field, ask.why, ask.candidates) for ask in parsed.asks] == [
        ("rating", "whose_score", ("8.0/10",))
    ]


@pytest.mark.parametrize("line", ["Rating: 15+", "Rating: PG-13", "Overall: A lovely way to spend a winter."])
def test_value_that_is_no_score(line: str) -> None:
    assert review("Episodes: 16", line, "Network: tvN").rating is None


def test_remark_after_the_score_is_the_verdict() -> None:
    parsed = review("Episodes: 16", "My Rating – 7.5/10 (Dry, slow and worth the thirst.)")
    assert parsed.verdict == "Dry, slow and worth the thirst."


def test_scores_for_parts() -> None:
    parsed = review("Overall 8.5", "Story 8.5", "Acting/Cast 9.0", "Music 10.0", "Rewatch Value 4.0")
    assert {sub.name: sub.rating.value_10 for sub in parsed.sub_ratings} == {
        "Story": 8.5,
        "Acting": 9.0,
        "Music": 10.0,
        "Rewatch": 4.0,
    }


def test_score_above_a_paragraph_is_a_heading_that_carries_it() -> None:
    parsed = review(
        "Episodes: 16", "", "Plot: 10/10", text="Two aunts inherit one shop and both of them have the key."
    )
    assert parsed.sections[0].heading == "Plot: 10/10"
    assert [(sub.name, sub.rating.value_10) for sub in parsed.sub_ratings] == [("Plot", 10.0)]


def test_score_in_the_text_is_the_rating_only_where_the_writer_gives_it() -> None:
    assert review(text="I would give it 8/10, and the aunts 11/10.").rating == Rating("8/10", 8.0)
    assert review(text="Why this is almost a 9/10 but not quite: the uncles are missing.").rating is None


def test_verdict_in_a_paragraph_below_its_label() -> None:
    parsed = review("Episodes: 16", "", "THE SHORT VERDICT:", "", "Warm, loud and full of aunts.")
    assert parsed.verdict == "Warm, loud and full of aunts."


@pytest.mark.parametrize(
    "lines",
    [
        ["| Part | Score |", "|---|---|", "| Story | 9/10 |", "| Music | 8/10 |"],
        ["Story: 9/10", "Music: 8/10"],
        ["Story: 9/10  Music: 8/10"],
        ["STORY ~ 9", "MUSIC ~ 8"],
        ["IMDb: 8.1/10", "Story: 9/10", "Music: 8/10"],
    ],
)
def test_scores_for_parts_in_other_layouts(lines: list[str]) -> None:
    parsed = review("Genre: Comedy", *lines)
    assert [(sub.name.title(), sub.rating.value_10) for sub in parsed.sub_ratings] == [
        ("Story", 9.0),
        ("Music", 8.0),
    ]
    assert parsed.synopsis is None
