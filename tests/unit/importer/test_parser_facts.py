from datetime import date
from typing import Any

import pytest

from reviews.importer.document import Kind
from reviews.importer.parser import parse
from tests.unit.importer.samples import leftover_texts, placed, review


@pytest.mark.parametrize(
    "line",
    [
        "Episodes: 16",
        "Episodes : 16",
        "Episodes：16",
        "Episodes:16",
        "Episode: 16",
        "Eps – 16",
        "Episodes\t16",
        "♥# of Episodes: 16",
        "♥ No. of Episodes: 16 episodes",
        "• Number of episodes: 16",
        "**Episodes:** 16",
        "**Total Episodes**: 16 eps",
        "📺 EPISODES: 16",
        "| Episodes | 16 |",
        "\u200e\u00a0Episodes:\u00a016\u200f",
        "16 episodes",
        "2020 • JTBC • 16 episodes",
        "회차: 16부작",
    ],
)
def test_number_of_episodes_is_read_from_any_layout(line: str) -> None:
    parsed = review(line)
    assert parsed.episodes == 16
    assert placed(parsed, line.strip())[0] is Kind.FIELD


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Original Network: tvN", "networks", ("tvN",)),
        ("Distributor : TVN", "networks", ("tvN",)),
        ("Network: MBC TV", "networks", ("MBC TV",)),
        ("Network: Cable Nine", "networks", ("Cable Nine",)),
        ("Where to Watch: Netflix and Viki", "streaming", ("Netflix", "Viki")),
        ("Available on: Somewhere TV", "streaming", ("Somewhere TV",)),
        ("Network: disney+", "streaming", ("Disney+",)),
        ("Genre: Romance | Drama", "genres", ("Romance", "Drama")),
        ("Genre(s): Korean Drama, Slice of Life & Music", "genres", ("Slice of Life", "Music")),
        ("Duration: 1 hr. 10 min.", "duration_minutes", 70),
        ("Running time: approx. 95 minutes each", "duration_minutes", 95),
        ("Runtime: 1h 5m", "duration_minutes", 65),
        ("Runtime: about an hour", "duration_minutes", 60),
        ("Airing Day: Saturday & Sunday", "weekdays", ("Saturday", "Sunday")),
        ("Schedule: Mon-Fri 19:50 KST", "weekdays", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
        ("방송 시간: 월·화요일 밤 10시", "weekdays", ("Monday", "Tuesday")),
        ("Director: Bae Jin Woo, Ahn Seo-jun", "directors", ("Bae Jin Woo", "Ahn Seo-jun")),
        ("Screenplay by: Lee Ga-on and Ji Eun-byul", "writers", ("Lee Ga-on", "Ji Eun-byul")),
        ("Hangul: 종이등", "native_title", "종이등"),
        ("Our Take: A house full of aunts", "verdict", "A house full of aunts"),
        ("TL;DR: Watch it with an aunt.", "verdict", "Watch it with an aunt."),
        ("Tl dr: Watch it with an aunt.", "verdict", "Watch it with an aunt."),
        ("Nombre d’épisodes: 16", "episodes", 16),
        ("Published: 3 March 2021", "published", date(2021, 3, 3)),
    ],
)
def test_labelled_value_goes_to_its_field(line: str, field: str, value: Any) -> None:
    parsed = review("Country: South Korea", line, "Language: Korean")
    assert getattr(parsed, field) == value


def test_broadcaster_and_streaming_service_are_told_apart() -> None:
    parsed = review("Original Network: JTBC, Netflix / TVING (Korea) & Coupang Play")
    assert parsed.networks == ("JTBC",)
    assert parsed.streaming == ("Netflix", "TVING", "Coupang Play")


def test_one_cell_gives_episodes_and_minutes() -> None:
    parsed = review("| Episodes | 20 episodes (approx. 95 minutes each) |")
    assert (parsed.episodes, parsed.duration_minutes) == (20, 95)


@pytest.mark.parametrize(
    "line",
    [
        "Episodes: 16-20",
        "Duration: 60-70 minutes",
        "Aired: some time in spring",
        "Number of Episodes: Drama, Mystery",
    ],
)
def test_value_that_nobody_can_read_is_a_leftover_and_a_warning_at_its_line(line: str) -> None:
    parsed = review("Network: tvN", line, "Genre: Romance")
    assert line in leftover_texts(parsed)
    assert [doubt.line for doubt in parsed.warnings] == [4]
    assert parsed.episodes is None
    assert parsed.duration_minutes is None


def test_facts_that_the_site_does_not_keep_are_leftovers() -> None:
    lines = ["Country: South Korea", "Filming Location: Mokpo", "Type of Entertainment : TV show"]
    parsed = review("Network: tvN", *lines, "Episodes: 16")
    assert leftover_texts(parsed) == lines


def test_second_value_of_a_field_is_kept_out_and_reported() -> None:
    parsed = review("Episodes: 16", "Network: tvN", "Episodes: 20")
    assert parsed.episodes == 16
    assert "Episodes: 20" in leftover_texts(parsed)
    assert any("20" in dict(doubt.values)["value"] and doubt.line == 5 for doubt in parsed.warnings)


def test_label_with_bullets_below_it() -> None:
    parsed = review("  • Director:", "    • Jung Ji Hyun,", "    • Kim Seung Bin", "  • Episodes: 16")
    assert parsed.directors == ("Jung Ji Hyun", "Kim Seung Bin")
    assert parsed.episodes == 16


def test_labels_and_values_on_lines_of_their_own() -> None:
    parsed = review("Episodes", "20", "Network", "JTBC", "Director", "Woo Hye-rim")
    assert (parsed.episodes, parsed.networks, parsed.directors) == (20, ("JTBC",), ("Woo Hye-rim",))


def test_facts_run_together_with_text_are_read_and_the_line_stays_in_the_text() -> None:
    line = (
        "Name: Dear NWriter/director: Lee Seul Bi/ Park Jin Ho & Seo Joo HwanDate: June 2022Number of episodes: 12"
        "Genre: Romance, YouthBased on book/manga?: No Why this one? A letter was on the poster. I open every letter."
    )
    parsed = parse(f"Dear N\n\n{line}")
    assert parsed.title == "Dear N"
    assert parsed.writers == ("Lee Seul Bi",)
    assert parsed.directors == ("Park Jin Ho", "Seo Joo Hwan")
    assert (parsed.episodes, parsed.aired_month, parsed.year) == (12, "2022-06", 2022)
    assert parsed.genres == ("Romance", "Youth")
    assert placed(parsed, line) == (Kind.BODY, "0")


def test_facts_parted_by_bars_are_read() -> None:
    parsed = review("Network: tvN | Episodes: 16 | Genre: Romance, Music")
    assert (parsed.networks, parsed.episodes, parsed.genres) == (("tvN",), 16, ("Romance", "Music"))


def test_table_without_facts_is_text() -> None:
    parsed = parse(
        "Paper Lanterns (2020)\n\nGenre: Comedy\n\nIt has aunts.\n\n| Pro | Con |\n|---|---|\n| aunts | none |"
    )
    assert parsed.sections[0].blocks[-1].text == "| Pro | Con |\n|---|---|\n| aunts | none |"


def test_sentence_that_begins_like_a_label_is_text() -> None:
    sentence = "Cast: I could watch all of them read a phone book, and in the ninth hour they nearly do."
    parsed = review("Episodes: 16", text=sentence)
    assert parsed.sections[0].body == sentence
    assert parsed.cast == ()


def test_synopsis_among_facts_is_a_field_and_below_a_heading_is_text() -> None:
    among = review("Genre: Comedy", "Synopsis: Two aunts inherit one shop.", "Episodes: 16")
    assert among.synopsis == "Two aunts inherit one shop."
    below = review("Genre: Comedy", "", "Synopsis:", "", "Two aunts inherit one shop.")
    assert below.synopsis is None
    assert below.sections[0].heading == "Synopsis"


def test_facts_that_only_prose_states() -> None:
    parsed = parse(
        "Review: Harbor Lights\n\nHarbor Lights aired on SBS from December 20 to January 25, 2020, every Friday "
        "at 22:00, 12 episodes of about 65 minutes. It was directed by Jo Min-kyu and written by Lee Ga-on. "
        "You can stream it on Viki."
    )
    assert (parsed.aired_from, parsed.aired_to) == (date(2019, 12, 20), date(2020, 1, 25))
    assert (parsed.networks, parsed.streaming, parsed.weekdays) == (("SBS",), ("Viki",), ("Friday",))
    assert (parsed.episodes, parsed.duration_minutes) == (12, 65)
    assert (parsed.directors, parsed.writers) == (("Jo Min-kyu",), ("Lee Ga-on",))
