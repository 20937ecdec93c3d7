"""From the stored Image to the Picture that pages show: the only way a picture gets into a page."""

from collections.abc import Iterable, Mapping
from functools import cache

from reviewsite import markdown
from reviewsite.images.models import Image
from reviewsite.images.renditions import sources_of
from reviewsite.markdown import Picture
from reviewsite.spoilers import SAFE, has_marks, is_visible

#: The colours of the classes tone-0 to tone-15 in css/components/tones.css, which may hold a picture's place:
#: the policy on inline styles leaves no other way to give each picture its own.
TONES = (
    "#1c1a1f",
    "#4b494c",
    "#878380",
    "#c4bfb8",
    "#ece6dc",
    "#5c2a26",
    "#a5563f",
    "#c9976a",
    "#e4cda8",
    "#6a5f2c",
    "#4c6839",
    "#2e5c50",
    "#7fa190",
    "#28415f",
    "#7090b0",
    "#5a4266",
)

#: The width of a picture in running text: the measure, or a phone's width between its margins. A rem is
#: the browser's here, not the style sheet's larger one; so it is in the `sizes` of the templates.
SIZES_IN_TEXT = "(min-width: 45rem) 42rem, 92vw"


def picture_of(image: Image | None, *, seen: int = SAFE) -> Picture | None:
    """The picture as a reader who has seen through `seen` may have it, or None: no picture, or not for them yet.

    Passages that this reader may not see are cut out of its texts.
    """
    if image is None or not image.is_shown or not is_visible(image.spoils_through, seen):
        return None
    return _picture(image, alt=_visible(image.alt, seen), caption=_visible(image.caption, seen))


def pictures_for(sources: Iterable[str]) -> dict[str, Picture]:
    """The pictures that these Markdown texts refer to, by key, for `markdown.render`; one query for all.

    Their scopes and texts are left whole: it is the renderer that withholds.
    """
    return whole_pictures(images_in(sources))


def whole_pictures(images: Mapping[str, Image]) -> dict[str, Picture]:
    return {key: _picture(image, image.alt, image.caption) for key, image in images.items() if image.is_shown}


def images_in(sources: Iterable[str]) -> dict[str, Image]:
    """The images and waiting slots that these Markdown texts refer to, by key, in the order of the texts."""
    keys = dict.fromkeys(key for source in sources for key in keys_in(source))
    found = {image.key: image for image in Image.objects.present().filter(key__in=keys)}
    return {key: found[key] for key in keys if key in found}


def keys_in(source: str) -> list[str]:
    """The keys of the pictures that a Markdown text shows.

    Only keys that are spelled out: what shows a picture is found by looking for its key in all texts, and must not
    hide behind an entity (`image:4f9&#99;…`).
    """
    # Parsing a text for pictures costs as much as rendering it, and most texts have none.
    keys = markdown.picture_keys(source) if "image:" in source else []
    return [key for key in keys if f"image:{key}" in source]


@cache
def tone_of(colour: str) -> str:
    """The class of the tone nearest to "#rrggbb"; "" for no colour."""
    if not colour:
        return ""
    return f"tone-{min(range(len(TONES)), key=lambda n: _distance(TONES[n], colour))}"


def focus_of(image: Image) -> str:
    """The classes of css/components/focus.css that keep the focal point in sight of a crop; "" for the middle."""
    across, down = round(image.focal_x / 25), round(image.focal_y / 25)
    return "" if (across, down) == (2, 2) else f"focus-x{across} focus-y{down}"


def _picture(image: Image, alt: str, caption: str) -> Picture:
    return Picture(
        url=image.file.url,
        width=image.width or 0,
        height=image.height or 0,
        alt=alt,
        caption=caption,
        credit=image.credit,
        credit_url=image.credit_url,
        spoils_through=image.spoils_through,
        sources=sources_of(image),
        sizes=SIZES_IN_TEXT,
        placeholder=tone_of(image.placeholder),
        focus=focus_of(image),
    )


def _visible(text: str, seen: int) -> str:
    return markdown.plain_text(text, seen=seen) if has_marks(text) else text


def _distance(one: str, other: str) -> int:
    return sum((int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) ** 2 for at in (1, 3, 5))
