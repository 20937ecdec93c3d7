"""What a review needs before readers see it, and does not have."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reviews.importer.parser import parse
from reviews.models import Review, Section
from reviews.publishing.places import drama_at, section_label
from reviews.publishing.problem import Kind, Problem, Severity, Span
from reviewsite import markdown
from reviewsite.images.models import Image
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, has_marks, scope_label
from reviewsite.spoilers.warnings import Says, said_by, warning_in

_LINES = ("headline", "verdict", "recommended_for")


def missing(review: Review, sections: Sequence[Section], images: Mapping[str, Image]) -> Iterator[Problem]:
    if not review.verdict:
        yield _missing(_("There is no verdict. Cards and link previews need one."), _("Verdict"), "verdict")
    if not any(section.body.strip() for section in sections):
        yield _missing(_("There is no text yet."), _("Sections"), "sections-0-body")
    yield from _of_rating(review)
    yield from _of_scopes(review, sections)
    yield from _of_lost_pictures(review, sections, images)
    for image in dict.fromkeys([*filter(None, [review.hero]), *images.values()]):
        if image.deleted_at is None:
            yield from _of_picture(image)


def _of_rating(review: Review) -> Iterator[Problem]:
    if review.rating is None and review.rating_raw:
        text = _("“%(raw)s” could not be turned into a rating out of 10, so readers see none.") % {
            "raw": review.rating_raw
        }
        yield _missing(text, _("Rating"), "rating")
    elif review.rating is None and review.kind == Review.Kind.REVIEW:
        yield _missing(_("There is no rating."), _("Rating"), "rating", Severity.ADVICE)


def _of_scopes(review: Review, sections: Sequence[Section]) -> Iterator[Problem]:
    for number, section in enumerate(sections):
        scope, drama = section.spoils_through, drama_at(review, section)
        episodes = drama.episodes if drama else None
        if drama is None and SAFE < scope < WHOLE_DRAMA:
            text = _("Its spoiler level is an episode: of which drama? Choose one, or “%(whole)s”.")
            yield _missing(
                text % {"whole": scope_label(WHOLE_DRAMA)},
                section_label(number, section),
                f"sections-{number}-drama",
            )
        if episodes and episodes < scope < WHOLE_DRAMA:
            text = _("Its spoiler level is episode %(scope)d, but the drama has %(episodes)d.")
            yield _missing(
                text % {"scope": scope, "episodes": episodes},
                section_label(number, section),
                f"sections-{number}-spoils_through",
            )
    yield from _open_below_warnings(review, sections)
    if any(section.spoils_through > SAFE or markdown.passages(section.body) for section in sections):
        return
    if review.kind == Review.Kind.RECAP:
        yield _missing(
            _("A recap tells what happens, but no section is hidden."),
            _("Sections"),
            "sections-0-spoils_through",
        )
    yield from _without_scope(review, sections)


def _open_below_warnings(review: Review, sections: Sequence[Section]) -> Iterator[Problem]:
    """A text that everybody sees says that it spoils, and goes on."""
    message = _("The text warns of spoilers, and everyone sees what follows.")
    for name in _LINES:
        text = getattr(review, name)
        if has_marks(text) or said_by(text) is Says.WARNS:
            title = capfirst(Review._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield _warning(message, title, name, text, text)
    for number, section in enumerate(sections):
        if section.spoils_through > SAFE:
            continue
        # Two spaces end a line of Markdown: "SPOILER" on a line of its own is a warning.
        text = markdown.plain_text(section.body.replace("\n", "  \n"))
        warning = warning_in(text, may_mention=True)
        follows = text.partition(warning)[2] if warning else ""
        below = any(
            later.spoils_through == SAFE and later.body for later in sections[number + 1 : number + 2]
        )
        ends_here = (
            not any(map(str.isalnum, follows)) and ":" not in warning and said_by(warning) is Says.WARNS
        )
        if warning and not (ends_here and not below and number + 1 < len(sections)):
            field = f"sections-{number}-spoils_through"
            yield _warning(message, section_label(number, section), field, text, warning)


def _warning(message: str | Promise, label: str | Promise, field: str, text: str, words: str) -> Problem:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Problem(Kind.MISSING, Severity.STOPS, message, label, field, text, (span,))


def _without_scope(review: Review, sections: Sequence[Section]) -> Iterator[Problem]:
    """The document warned of spoilers, and then everything was left open."""
    document = getattr(review, "source_document", None) if review.pk else None
    if document is not None and (warnings := parse(document.text).spoiler_warnings):
        yield Problem(
            Kind.MISSING,
            Severity.STOPS,
            _("The imported text warns of spoilers, but no section is hidden."),
            _("Sections"),
            "sections-0-spoils_through",
            warnings[0],
            (Span(0, len(warnings[0])),),
        )


def _of_lost_pictures(
    review: Review, sections: Sequence[Section], images: Mapping[str, Image]
) -> Iterator[Problem]:
    """Pictures that were deleted, and keys that never were one's."""
    if review.hero is not None and review.hero.deleted_at is not None:
        yield _missing(
            _("This picture was deleted, so readers see nothing in its place."), _("Lead picture"), "hero"
        )
    for number, section in enumerate(sections):
        body = section.body
        for key in dict.fromkeys(markdown.picture_keys(body) if "image" in body else []):
            if key not in images:
                text = _("There is no picture “%(key)s”, so readers see nothing in its place.")
                field = f"sections-{number}-body"
                yield _missing(text % {"key": key}, section_label(number, section), field)


def _of_picture(image: Image) -> Iterator[Problem]:
    place = _("Picture “%(name)s”") % {"name": image.caption or image.alt or image.key}
    field = f"image-{image.key}"
    if not image.file:
        text = _("It has no file yet; readers see nothing in its place.")
        yield _missing(text, place, field, Severity.ADVICE)
        return
    if not image.alt:
        yield _missing(_("Nothing says what it shows, for people who can’t see it."), place, field)
    if not image.credit:
        yield _missing(_("It has no credit (who made or owns it)."), place, field)


def _missing(
    message: str | Promise, place: str | Promise, field: str, severity: Severity = Severity.STOPS
) -> Problem:
    return Problem(Kind.MISSING, severity, message, place, field)
