"""From the row to the picture on a page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from reviewsite import markdown
from reviewsite.images.models import Image
from reviewsite.images.pictures import (
    SIZES_IN_TEXT,
    TONES,
    focus_of,
    images_in,
    picture_of,
    pictures_for,
    tone_of,
)
from reviewsite.markdown import Picture
from reviewsite.markdown.profiles import PLACEHOLDERS
from reviewsite.spoilers import WHOLE_DRAMA
from tests.project import tree

NAME = "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg"


def image(**fields: object) -> Image:
    return Image(**{"file": NAME, "width": 640, "height": 360, **fields})  # type: ignore[arg-type]


def shown(tag: str, **context: object) -> str:
    return Template("{% load pictures %}" + tag).render(Context(context))


def test_picture_has_its_address_and_size() -> None:
    found = picture_of(image(alt="Two people at a copier", credit="tvN", placeholder="#1f5f52"))

    assert found == Picture(
        url=f"/media/{NAME}",
        width=640,
        height=360,
        alt="Two people at a copier",
        credit="tvN",
        sizes=SIZES_IN_TEXT,
        placeholder="tone-11",
    )


@pytest.mark.parametrize("absent", [None, Image(), image(spoils_through=4)])
def test_no_picture_without_file_or_before_its_episode(absent: Image | None) -> None:
    assert picture_of(absent, seen=3) is None


def test_picture_is_there_from_its_episode_on() -> None:
    assert picture_of(image(spoils_through=4), seen=4)


def test_passages_are_cut_out_of_alt_and_caption() -> None:
    told = image(alt="A wedding ||of zqbride||", caption="||7: zqgroom waits||")

    closed, opened = picture_of(told), picture_of(told, seen=WHOLE_DRAMA)

    assert closed
    assert opened
    assert "zq" not in closed.alt + closed.caption
    assert "zqbride" in opened.alt
    assert "zqgroom" in opened.caption


@pytest.mark.django_db
def test_pictures_of_many_texts_cost_one_query() -> None:
    for key in ("first001", "second02", "unused03"):
        image(key=key).save()
    Image(key="waiting4").save()
    sources = [
        "![](image:first001)",
        "none here",
        "||![](image:second02)|| ![](image:waiting4) ![](image:nowhere5)",
    ]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = pictures_for(sources)

    assert list(found) == ["first001", "second02"]
    assert len(queries) == 1
    assert list(images_in(sources)) == ["first001", "second02", "waiting4"]


@pytest.mark.django_db
def test_texts_without_pictures_cost_no_query(django_assert_num_queries: Callable) -> None:  # type: ignore[type-arg]
    with django_assert_num_queries(0):
        assert pictures_for(["words", "[image](https://example.org)", "the image: a copier"]) == {}


@pytest.mark.django_db
def test_renderer_withholds_what_pictures_for_leaves_whole() -> None:
    image(key="zqkey001", alt="zqalt", caption="zqcaption", spoils_through=5).save()
    source = "![](image:zqkey001)"

    pictures = pictures_for([source])

    assert "zq" not in markdown.render(source, seen=4, pictures=pictures)
    assert "zqcaption" in markdown.render(source, seen=5, pictures=pictures)


def test_tag_writes_an_image_that_keeps_its_place() -> None:
    html = shown(
        '{% picture shown class="poster" %}',
        shown=image(alt="A “copier” & two people", placeholder="#b3261e"),
    )

    assert html == (
        f'<img src="/media/{NAME}" width="640" height="360" alt="A “copier” &amp; two people" '
        'decoding="async" loading="lazy" class="poster tone-6">'
    )


def test_tag_loads_an_eager_picture_first() -> None:
    html = shown("{% picture shown eager=True %}", shown=image())

    assert 'fetchpriority="high"' in html
    assert "loading" not in html


def test_tag_offers_renditions_where_there_are_any() -> None:
    picture = Picture(
        "/media/a.jpg", 640, 360, sources=(("image/avif", "/media/a-320.avif 320w"),), sizes="100vw"
    )

    html = shown('{% picture shown sizes="50vw" %}', shown=picture)

    assert html.startswith(
        '<picture><source type="image/avif" srcset="/media/a-320.avif 320w" sizes="50vw"><img src="/media/a.jpg"'
    )


@pytest.mark.parametrize("absent", [None, Image(), image(spoils_through=1)])
def test_tag_writes_nothing_for_no_picture(absent: Image | None) -> None:
    assert shown("{% picture shown %}", shown=absent) == ""


def test_tag_marks_decorations() -> None:
    assert 'alt=""' in shown('{% picture shown alt="" %}', shown=image(alt="A copier"))


def test_tone_is_the_nearest() -> None:
    assert tone_of("#000000") == "tone-0"
    assert tone_of("#ffffff") == "tone-4"
    assert tone_of("") == ""


def test_style_sheet_has_the_tones() -> None:
    css = (tree.ROOT / "static/css/components/tones.css").read_text(encoding="utf-8")

    assert {f"tone-{n}" for n in range(len(TONES))} == PLACEHOLDERS
    for n, colour in enumerate(TONES):
        assert f".tone-{n} {{ background-color: {colour}; }}" in css


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ((50, 50), ""),
        ((45, 60), ""),
        ((0, 100), "focus-x0 focus-y4"),
        ((50, 20), "focus-x2 focus-y1"),
        ((88, 50), "focus-x4 focus-y2"),
    ],
)
def test_focal_point_becomes_the_nearest_class(point: tuple[int, int], classes: str) -> None:
    assert focus_of(image(focal_x=point[0], focal_y=point[1])) == classes


def test_style_sheet_has_the_focal_points() -> None:
    css = (tree.ROOT / "static/css/components/focus.css").read_text(encoding="utf-8")

    for axis in "xy":
        for n in range(5):
            assert f".focus-{axis}{n} {{ --focus-{axis}: {25 * n}%; }}" in css
