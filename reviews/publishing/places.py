"""Everything of a review that everybody sees, each text with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dramas.models import Drama
from reviews.models import Review, Section
from reviewsite import markdown
from reviewsite.images.models import Image
from reviewsite.spoilers import SAFE

_TEXTS = ("headline", "slug", "verdict", "recommended_for")


@dataclass(frozen=True, slots=True)
class Place:
    """`is_body`: the text of an open section, which may say what the writer lets it say."""

    text: str
    label: str | Promise
    field: str = ""
    is_body: bool = False


def open_places(review: Review, sections: Sequence[Section], images: Mapping[str, Image]) -> Iterator[Place]:
    """What readers who have seen nothing get: also cards, feeds and link previews are made of these."""
    for name in _TEXTS:
        text = getattr(review, name)
        label = capfirst(review._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        yield Place(text.replace("-", " ") if name == "slug" else text, label, name)
    for number, section in enumerate(sections):
        is_open = section.spoils_through == SAFE
        if is_open or section.heading_is_safe:
            label = _("Heading of section %(number)d") % {"number": number + 1}
            yield Place(section.heading, label, f"sections-{number}-heading")
        if is_open:
            label = _("Rating line of section %(number)d") % {"number": number + 1}
            yield Place(section.rating_line, label, f"sections-{number}-rating_line")
            text = markdown.plain_text(section.body, seen=SAFE)
            yield Place(text, section_label(number, section), f"sections-{number}-body", is_body=True)
    for image in shown_images(review, sections, images):
        name = image.caption or image.key
        for field, label in (
            ("alt", _("Alternative text of the picture “%(name)s”")),
            ("caption", _("Caption of the picture “%(name)s”")),
        ):
            text = markdown.plain_text(getattr(image, field))
            yield Place(text, label % {"name": name}, f"image-{image.key}-{field}")


def shown_images(review: Review, sections: Sequence[Section], images: Mapping[str, Image]) -> list[Image]:
    """The pictures that everybody sees: of the dramas, of the review, and of its open sections."""
    keys = [
        key
        for section in sections
        if section.spoils_through == SAFE
        for key in markdown.picture_keys(section.body)
    ]
    posters = [drama.poster for drama in dramas_of(review, sections)]
    found = [review.hero, *posters, *(images.get(key) for key in dict.fromkeys(keys))]
    found = list(dict.fromkeys(found))  # a poster may be in the text too
    return [image for image in found if image is not None and image.spoils_through == SAFE and image.is_shown]


def dramas_of(review: Review, sections: Sequence[Section]) -> list[Drama]:
    """The drama that the text is about, or those that the sections of an article name."""
    if not review.is_article:
        return [review.drama] if review.drama else []
    return list(dict.fromkeys(section.drama for section in sections if section.drama))


def drama_at(review: Review, section: Section) -> Drama | None:
    """The drama in whose episodes the scopes of a section count."""
    return section.drama if review.is_article else review.drama


def section_label(number: int, section: Section) -> str:
    if section.heading:
        return _("Section %(number)d, “%(heading)s”") % {"number": number + 1, "heading": section.heading}
    return _("Section %(number)d") % {"number": number + 1}
