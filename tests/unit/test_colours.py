"""What is read on what, and what is offered for a colour that cannot be read."""

import math

import pytest

from reviewsite.site import colours, look
from reviewsite.site.look import ACCENT, DARK, FIELDS, GLAZE, LIGHT, SCHEMES, SEAL, WASH, Look

PINK, NAVY = "#ff5fa2", "#1b2a5c"
ALL_HUES = [colours.from_oklch(0.5, 0.2, math.radians(degrees)) for degrees in range(0, 360, 15)]


def test_contrast_is_that_of_wcag() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#1f5f52", PINK, NAVY, "#00ff00", "#808080"])
def test_a_colour_comes_back_from_oklch(colour: str) -> None:
    assert colours.from_oklch(*colours.to_oklch(colour)) == colour


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("#1F5F52", "#1f5f52"),
        ("1f5f52", "#1f5f52"),
        (" #abc ", "#aabbcc"),
        ("red", ""),
        ("#12345", ""),
        ("", ""),
    ],
)
def test_how_colours_are_typed(typed: str, read: str) -> None:
    assert colours.parse(typed) == read


def test_the_site_s_own_colours_pass() -> None:
    own = {field: look.tokens()[scheme][name] for field, (name, scheme) in FIELDS.items()}

    assert look.problems(Look(**own)) == []


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_offered_can_be_read_and_has_the_same_hue(field: str) -> None:
    for colour in [PINK, NAVY, "#ffff00", "#000000", "#ffffff", *ALL_HUES]:
        for problem in look.problems(Look(**{field: colour})):
            assert problem.field == field
            assert look.problems(Look(**{field: problem.nearest})) == []
            _lightness, chroma, hue = colours.to_oklch(problem.nearest)
            if chroma > 0.03:
                turn = math.degrees(hue - colours.to_oklch(colour)[2]) % 360
                assert min(turn, 360 - turn) < 4


@pytest.mark.parametrize("name", [ACCENT, SEAL])
def test_what_follows_for_the_night_can_always_be_read(name: str) -> None:
    field = next(field for field, place in FIELDS.items() if place == (name, LIGHT))
    for colour in [PINK, NAVY, "#000000", "#777777", *ALL_HUES]:
        at_night = look.replaced(Look(**{field: colour}), DARK)[name]
        assert look.contrast_of(name, at_night, DARK) >= colours.READABLE


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_on_the_washes_of_any_colour_can_be_read(scheme: str) -> None:
    for colour in ALL_HUES:
        around = look.tokens()[scheme] | look.replaced(Look(accent=colour), scheme)
        for ground in (WASH, GLAZE):
            assert colours.contrast(around["--ink"], around[ground]) >= colours.READABLE
            assert colours.contrast(around["--muted"], around[ground]) >= colours.READABLE


def test_the_stylesheet_holds_colours_and_nothing_else() -> None:
    css = look.stylesheet(Look(accent=NAVY, seal=PINK))

    assert css.startswith(f"@layer tokens{{:root{{{ACCENT}:{NAVY};{WASH}:#")
    assert f"{SEAL}:{PINK};" in css
    assert look.look_named("1b2a5c-0-ff5fa2-0") == Look(accent=NAVY, seal=PINK)
    assert look.look_named("1b2-0-ff5fa2-0") is None
