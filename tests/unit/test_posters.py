import hashlib
import time
from itertools import combinations

import pytest

from reviewsite.demo.poster_art import scenes
from reviewsite.demo.poster_art.lettering import Box, read_title
from reviewsite.demo.poster_art.palettes import PALETTES, contrast, rgb
from reviewsite.demo.posters import (
    PALETTE_SALT,
    SCHEME_SALT,
    SCHEMES,
    Poster,
    compose_poster,
    digest,
    draw_poster,
    draw_still,
)

TITLES = (
    ("High Kick Through the Roof", "지붕 뚫고 하이킥", 2009),
    ("Move to Heaven", "무브 투 헤븐: 나는 유품정리사입니다", 2021),
    ("Guardian: The Lonely and Great God", "쓸쓸하고 찬란하神 - 도깨비", 2016),
    ("Twenty-Five Twenty-One", "스물다섯 스물하나", 2022),
    ("SKY Castle", "SKY 캐슬", 2018),
    ("Reply 1988", "응답하라 1988", 2015),
    ("The Guest", "손 the guest", 2018),
    ("It's Okay to Not Be Okay", "사이코지만 괜찮아", None),
    ("A Title With No Hangul at All", "", 2024),
    ("Seventeen Ministers and One Very Long Night of Rain", "아주긴제목인데도띄어쓰기가전혀없는드라마", 2024),
)
SAFE_EDGE = 16


def seed_for_scheme(name: str) -> str:
    names = [scheme.__name__ for scheme, _ in SCHEMES]
    return next(str(n) for n in range(2000) if names[digest(SCHEME_SALT, str(n)) % len(names)] == name)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def darkest_pair(poster: Poster) -> float:
    """The lowest contrast between a block's colour and any pixel of the plate beneath it."""
    return min(
        contrast(ground, block.colour)
        for block in poster.blocks
        for _, ground in poster.plate.crop([round(edge) for edge in block.box]).getcolors(1_000_000)
    )


@pytest.mark.parametrize("scheme", [scheme.__name__ for scheme, _ in SCHEMES])
def test_text_is_whole_apart_and_readable_in_every_scheme(scheme):
    seed = seed_for_scheme(scheme)
    for title, title_ko, year in TITLES:
        poster = compose_poster(title=title, title_ko=title_ko, year=year, seed=seed)
        assert poster.scheme == scheme
        for block in poster.blocks:
            left, top, right, bottom = block.box
            inside = (
                left >= SAFE_EDGE
                and top >= SAFE_EDGE
                and right <= 800 - SAFE_EDGE
                and bottom <= 1200 - SAFE_EDGE
            )
            assert inside, (title, block.box)
        for one, other in combinations(poster.blocks, 2):
            assert not overlap(one.box, other.box), title
        assert darkest_pair(poster) >= 4.5, title


def test_every_syllable_of_a_title_is_set():
    for seed in range(12):
        poster = compose_poster(
            title="Move to Heaven", title_ko="무브 투 헤븐: 나는 유품정리사입니다", year=2021, seed=str(seed)
        )
        letters = "".join(run.text for block in poster.blocks for run in block.runs).replace(" ", "")
        assert sorted(letters) == sorted("무브투헤븐나는유품정리사입니다MovetoHeaven2021")


def test_poster_is_the_same_for_the_same_seed():
    first, second = (
        draw_poster(title="Signal", title_ko="시그널", year=2016, seed="signal") for _ in range(2)
    )
    assert first.tobytes() == second.tobytes()
    assert (first.size, first.mode) == ((800, 1200), "RGB")


def test_posters_of_different_dramas_differ():
    digests = {
        hashlib.sha256(draw_poster(title=title, title_ko=title_ko, year=year, seed=title).tobytes()).digest()
        for title, title_ko, year in TITLES[:5]
    }
    assert len(digests) == 5


def test_seeds_reach_every_palette_and_scheme():
    seeds = [f"drama-{number}" for number in range(400)]
    assert {digest(PALETTE_SALT, seed) % len(PALETTES) for seed in seeds} == set(range(8))
    assert {digest(SCHEME_SALT, seed) % len(SCHEMES) for seed in seeds} == set(range(len(SCHEMES)))


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_every_ground_of_a_palette_has_a_readable_ink(palette):
    for ground in palette.colours:
        assert contrast(palette.ink_on(ground), ground) >= 4.5, ground


def test_contrast_of_known_pairs():
    assert contrast(rgb("000000"), rgb("ffffff")) == pytest.approx(21)
    assert contrast(rgb("777777"), rgb("ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("title_ko", "words", "rest"),
    [
        ("응답하라 1988", ("응답하라", "1988"), ""),
        ("무브 투 헤븐: 나는 유품정리사입니다", ("무브", "투", "헤븐"), "나는 유품정리사입니다"),
        ("쓸쓸하고 찬란하神 - 도깨비", ("도깨비",), "쓸쓸하고 찬란하神"),
        ("손 the guest", ("손",), "the guest"),
        ("SKY 캐슬", ("SKY", "캐슬"), ""),
        ("", ("Run", "On"), ""),
    ],
)
def test_title_is_divided_into_large_and_small(title_ko, words, rest):
    title = read_title("Run On", title_ko, 2020)
    assert (title.words, title.rest) == (words, rest)


@pytest.mark.timed
def test_poster_takes_less_than_a_second():
    draw_poster(title="Signal", title_ko="시그널", year=2016, seed="warm")
    start = time.process_time()
    draw_poster(title="Misaeng", title_ko="미생", year=2014, seed="cold")
    assert time.process_time() - start < 1


def test_still_is_the_same_for_the_same_hint_and_another_for_another():
    first, second, other = (
        draw_still(title_ko="미생", seed="misaeng", caption_hint=hint)
        for hint in ("On the rooftop", "On the rooftop", "The stairs")
    )
    assert (first.size, first.mode) == ((1600, 900), "RGB")
    assert first.tobytes() == second.tobytes()
    assert first.tobytes() != other.tobytes()


def test_still_shows_what_its_caption_names():
    assert scenes.scene_for("Two umbrellas in the street", 0) is scenes.shower
    assert scenes.scene_for("nothing that anyone can draw", 4) is scenes.SCENES[4][0]
