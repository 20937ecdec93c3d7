"""What a first line says: the title, the kind of text, and the episodes it is about."""

import pytest

from reviews.importer.parser import parse
from tests.unit.importer.samples import PARAGRAPH

LINES = [
    ("Salt Road – K-drama Episode 3 Recap & Review", "Salt Road", "recap", (3, 3)),
    ("Salt Road (2021) Episode 3 Recap", "Salt Road", "recap", (3, 3)),
    ("Salt Road: Episode 4 Recap", "Salt Road", "recap", (4, 4)),
    ("Salt Road Episodes 3-4", "Salt Road", "recap", (3, 4)),
    ("Salt Road Ep 3 & 4", "Salt Road", "recap", (3, 4)),
    ("Salt Road S01E03 recap", "Salt Road", "recap", (3, 3)),
    ("Salt Road S2 E3 Recap", "Salt Road Season 2", "recap", (3, 3)),
    ("Salt Road, Episode 3: The Tide Turns", "Salt Road", "recap", (3, 3)),
    ("Salt Road, episode three recap", "Salt Road", "recap", (3, 3)),
    ("Episode 3 recap – Salt Road", "Salt Road", "recap", (3, 3)),
    ("[Recap] Salt Road Ep. 5", "Salt Road", "recap", (5, 5)),
    ("Recap of Episode 3 of Salt Road", "Salt Road", "recap", (3, 3)),
    ("Sunday recap: Salt Road, Ep.9 – Storm", "Salt Road", "recap", (9, 9)),
    ("소금길 3회 리뷰", "소금길", "recap", (3, 3)),
    ("소금길 7-8회 리뷰", "소금길", "recap", (7, 8)),
    ("「ソルトロード」第3話 感想", "ソルトロード", "recap", (3, 3)),
    ("Salt Road Episode 16 (Finale) Recap", "Salt Road", "recap", (16, 16)),
    ("KDrama Thoughts: Salt Road", "Salt Road", "review", None),
    ("Salt Road KDrama", "Salt Road", "review", None),
    ("Kdrama: Salt Road", "Salt Road", "review", None),
    ("My thoughts on “Salt Road”", "Salt Road", "review", None),
    ("리뷰 : <소금길> 바다로 가는 길", "소금길", "review", None),
    ("드라마 <소금길> 리뷰", "소금길", "review", None),
    ("『소금길』 후기", "소금길", "review", None),
    ("[K-Drama Review] Salt Road (2021)", "Salt Road", "review", None),
    ("Korean Drama Review 31: Salt Road", "Salt Road", "review", None),
    ("Reseña de Salt Road", "Salt Road", "review", None),
    ("Ulasan Drama Korea Salt Road", "Salt Road", "review", None),
    ("Top 10 Reasons to Watch Salt Road", "Salt Road", "review", None),
    ("All Things Are Salty: A First Look at “Salt Road”", "Salt Road", "first_impressions", None),
    ("Salt Road – First Impressions (Episodes 1-2)", "Salt Road", "first_impressions", (1, 2)),
    ("I dropped Salt Road at episode 6", "Salt Road", "dropped", (None, 6)),
    ("Why I dropped “Salt Road” after 4 episodes", "Salt Road", "dropped", (None, 4)),
    ("Salt Road (dropped at episode 6)", "Salt Road", "dropped", (None, 6)),
    ("I gave up on Salt Road after episode 4", "Salt Road", "dropped", (None, 4)),
    ("DNF: Salt Road", "Salt Road", "dropped", None),
]


@pytest.mark.parametrize(("line", "title", "kind", "episodes"), LINES, ids=[line for line, *_ in LINES])
def test_first_line(line: str, title: str, kind: str, episodes: tuple[int | None, int] | None) -> None:
    parsed = parse(f"{line}\n\n{PARAGRAPH}")
    assert (parsed.title, parsed.kind) == (title, kind)
    assert (parsed.episode_from, parsed.episode_to) == (episodes or (None, None))


@pytest.mark.parametrize("heading", ["Plot Review", "The Finale", "Episode 3", "Final Thoughts"])
def test_a_heading_is_no_title(heading: str) -> None:
    parsed = parse(f"Salt Road (2021)\n\n{PARAGRAPH}\n\n{heading}\n\n{PARAGRAPH}")
    assert (parsed.title, parsed.kind) == ("Salt Road", "review")


@pytest.mark.parametrize(
    ("lines", "scope"),
    [
        (["Salt Road Episode 3 Recap"], 3),
        (["Salt Road Episodes 3-4 Recap"], 4),
        (["Title: Salt Road", "Episode 5 Recap"], 5),
        (["Salt Road: Series Finale"], 32767),
        (["Salt Road Episode 16 Recap", "Episodes: 16"], 32767),
        (["Recap: Salt Road"], 32767),
        (["I dropped Salt Road at episode 6"], 6),
    ],
)
def test_a_title_closes_what_it_says(lines: list[str], scope: int) -> None:
    parsed = parse("\n".join([*lines, "", PARAGRAPH, "", "Final thoughts", "", PARAGRAPH]))
    assert [section.scope for section in parsed.sections] == [scope, scope]


def test_parts_of_a_recap_are_headings() -> None:
    parsed = parse(
        f"Salt Road Episodes 3-4 Recap\n\nSalt Road Episode 3\n\n{PARAGRAPH}\n\nSalt Road Episode 4\n\n{PARAGRAPH}"
    )
    assert [section.heading for section in parsed.sections] == ["Salt Road Episode 3", "Salt Road Episode 4"]


def test_a_recap_without_its_number_is_asked() -> None:
    assert [ask.field for ask in parse(f"Recap: Salt Road\n\n{PARAGRAPH}").asks] == ["episode_to"]


def test_a_count_of_episodes_makes_no_recap() -> None:
    assert parse(f"Salt Road (16 episodes)\n\nEpisodes: 16\n\n{PARAGRAPH}").kind == "review"
