"""The publish check: what is missing, what sounds like a spoiler in open text, and what leaks out of closed text.

    found = problems(review)
    any(problem.stops for problem in found)

Pure apart from reading rows; the sections may be unsaved ones, as a form has them.
"""

from collections.abc import Iterator, Sequence
from copy import copy

from django.utils.translation import gettext as _

from reviews.models import Review, Section
from reviews.publishing.cues import ENOUGH, promise_of, sound_of
from reviews.publishing.leaks import leaks
from reviews.publishing.missing import missing
from reviews.publishing.places import Place, open_places
from reviews.publishing.problem import Kind, Piece, Problem, Severity, Span
from reviewsite.images.models import Image
from reviewsite.images.pictures import images_in

__all__ = ["Kind", "Piece", "Problem", "Severity", "Span", "problems"]


def problems(
    review: Review, sections: Sequence[Section] | None = None, *, changed: Image | None = None
) -> list[Problem]:
    """Everything an editor should know before readers see `review`, the gravest first.

    With `changed`, a picture that is not saved yet, as if it were.
    """
    rows = list(review.sections.select_related("drama__poster") if sections is None else sections)
    images = images_in(section.body for section in rows)
    if changed is not None:
        review, rows = _with_picture(review, rows, changed)
        images = {key: changed if key == changed.key else image for key, image in images.items()}
        images = {key: image for key, image in images.items() if image.deleted_at is None}
    shown = [place for place in open_places(review, rows, images) if place.text.strip()]
    found = [*leaks(review, rows, shown), *_spoilers(shown), *missing(review, rows, images)]
    return sorted(found, key=lambda problem: not problem.stops)


def _with_picture(review: Review, sections: list[Section], picture: Image) -> tuple[Review, list[Section]]:
    review, sections = copy(review), [copy(section) for section in sections]
    if review.hero_id == picture.pk:
        review.hero = picture
    about: list[Review | Section] = [review, *sections]
    for row in about:
        if row.drama and row.drama.poster_id == picture.pk:
            row.drama = copy(row.drama)
            row.drama.poster = picture
    return review, sections


def _spoilers(shown: Sequence[Place]) -> Iterator[Problem]:
    headings = {place.field: place.text for place in shown if place.field.endswith("-heading")}
    for place in shown:
        sound = sound_of(place.text)
        heading = headings.get(place.field.replace("-body", "-heading"), "") if place.is_body else ""
        if sound.is_spoiler or sound.weight + promise_of(heading) >= ENOUGH:
            yield Problem(
                Kind.SOUNDS_LIKE_SPOILER,
                Severity.STOPS,
                _("This may be a spoiler in text everyone sees."),
                place.label,
                place.field,
                place.text,
                sound.spans,
            )
