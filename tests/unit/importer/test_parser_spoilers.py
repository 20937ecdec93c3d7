import pytest

from reviews.importer.parser import parse
from tests.unit.importer.samples import PARAGRAPH, TITLE, review, sections

SAFE, SPOILT = False, True


@pytest.mark.parametrize(
    "warning",
    [
        "*Warning: Major Spoilers Ahead*",
        "SPOILERS!",
        "SPOILERS! SPOILERS! SPOILERS!",
        "⚠️ Spoiler alert ⚠️",
        "Spoilers below, read at your own risk.",
        "This review contains spoilers.",
        "Disclaimer: there may be spoilers!",
        "Stop reading here if you do not want to be spoiled.",
        "Contains mild spoilers",
        "The spoiler-free part ends here.",
    ],
)
def test_warning_closes_what_follows_and_nothing_above(warning: str) -> None:
    assert sections("Acting", PARAGRAPH, warning, "The key", PARAGRAPH) == [
        ("Acting", SAFE),
        ("The key", SPOILT),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "This review is spoiler-free, so read on.",
        "No spoilers below, I promise.",
        "I will not spoil the ending for you here.",
        "My sister hates spoilers and I love them, so we watch alone.",
        "A spoilt child inherits the shop of lanterns.",
    ],
)
def test_sentence_about_spoilers_that_warns_of_none(line: str) -> None:
    assert sections("Acting", line, "The key", PARAGRAPH) == [("Acting", SAFE), ("The key", SAFE)]


def test_warning_in_the_middle_of_a_section_closes_the_rest_of_it() -> None:
    assert sections("Acting", PARAGRAPH, "Spoilers ahead!", PARAGRAPH, "Music", PARAGRAPH) == [
        ("Acting", SAFE),
        (None, SPOILT),
        ("Music", SPOILT),
    ]


def test_paragraph_that_ends_with_a_warning_stays_readable() -> None:
    paragraph = "The aunts are wonderful. Be warned: spoilers ahead."
    assert sections("Acting", paragraph, PARAGRAPH) == [("Acting", SAFE), (None, SPOILT)]


def test_paragraph_with_a_warning_inside_is_closed_too() -> None:
    paragraph = "The aunts are wonderful. Spoilers ahead! The seventh is his mother, as the lamp shows."
    assert sections("Acting", PARAGRAPH, paragraph) == [("Acting", SAFE), (None, SPOILT)]


def test_warning_above_the_title_closes_everything() -> None:
    parsed = parse(
        f"Caution: this text has spoilers from first to last.\n\n{TITLE}\n\nEpisodes: 8\n\n{PARAGRAPH}"
    )
    assert [section.spoiler for section in parsed.sections] == [True]


@pytest.mark.parametrize(
    "heading", ["Final Thoughts", "Overall", "Conclusion:", "My Verdict", "Should you watch it?"]
)
def test_closing_heading_after_a_warning_is_asked(heading: str) -> None:
    parsed = parse("\n\n".join([TITLE, "Spoilers ahead", "The key", PARAGRAPH, heading, PARAGRAPH]))
    last = parsed.sections[-1]
    assert (last.spoiler, last.spoiler_ambiguous) == (False, True)
    assert any(doubt.code == "does_it_spoil" and doubt.line == 9 for doubt in parsed.warnings)


def test_closing_heading_without_a_warning_is_simply_safe() -> None:
    last = review("Final Thoughts").sections[-1]
    assert (last.spoiler, last.spoiler_ambiguous) == (False, False)


def test_line_that_ends_the_spoilers_opens_the_rest_for_certain() -> None:
    parsed = parse(
        "\n\n".join([TITLE, "SPOILERS", "The key", PARAGRAPH, "END OF SPOILERS", "Music", PARAGRAPH])
    )
    assert [(section.heading, section.spoiler, section.spoiler_ambiguous) for section in parsed.sections] == [
        ("The key", True, False),
        ("Music", False, False),
    ]


def test_sections_named_by_their_spoilers() -> None:
    assert sections("Spoiler-free review", PARAGRAPH, "Spoiler section", PARAGRAPH, "Music", PARAGRAPH) == [
        ("Spoiler-free review", SAFE),
        ("Spoiler section", SPOILT),
        ("Music", SPOILT),
    ]


def test_warning_for_some_episodes_says_how_far_it_goes() -> None:
    parsed = parse("\n\n".join([TITLE, "Spoilers for episodes 1-8 below!", "The key", PARAGRAPH]))
    assert [(section.spoiler, section.through_episode) for section in parsed.sections] == [(True, 8)]


@pytest.mark.parametrize(
    "heading", ["The Brief Story:", "Highlights of Paper Lanterns", "The Ending", "Episode 3", "Recap"]
)
def test_heading_that_promises_the_plot_is_closed_and_asked(heading: str) -> None:
    parsed = parse("\n\n".join([TITLE, heading, PARAGRAPH, "The music", PARAGRAPH]))
    assert [(section.spoiler, section.spoiler_ambiguous) for section in parsed.sections] == [
        (True, True),
        (False, True),
    ]
    assert any(doubt.line == 3 for doubt in parsed.warnings)


@pytest.mark.parametrize("heading", ["Plot", "Series Summary", "What is it about:", "Premise", "Synopsis"])
def test_heading_of_the_premise_is_safe(heading: str) -> None:
    assert sections(heading, PARAGRAPH) == [(heading.rstrip(":"), SAFE)]


def test_review_for_those_who_have_seen_it_is_closed() -> None:
    text = f"Paper Lanterns – Full Review\n\nEpisodes: 16\n\nThe Leads\n\n{PARAGRAPH}"
    assert [section.spoiler for section in parse(text).sections] == [True]


def test_verdict_among_the_spoilers_is_asked() -> None:
    parsed = parse("\n\n".join([TITLE, "Spoilers ahead", "The key", PARAGRAPH, "Verdict: The aunts did it"]))
    assert parsed.verdict == "The aunts did it"
    assert any(doubt.code == "shown_to_all" and doubt.line == 9 for doubt in parsed.warnings)
