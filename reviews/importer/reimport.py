"""A later version of a document that was imported before: it changes what nobody edited since, and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import gettext as _

from reviews.importer.draft import DraftSection, ReviewDraft
from reviews.importer.pipeline import understand
from reviews.importer.writer import (
    REVIEW_COLUMNS,
    ImportRefusedError,
    save_facts,
    save_pictures,
    stored_in_review,
)
from reviews.mentions import refresh_mentions
from reviews.merging import MergedSection, Mine, Side, merge_sections, merge_value
from reviews.models import Review, Section, SourceDocument
from reviews.publishing import problems
from reviews.revisions import record, record_unrecorded
from reviews.snapshot import SectionText, column_values, section_text, snapshot_of
from reviewsite.accounts.models import User

#: Two texts that share so large a part of their lines are versions of one document.
_SAME_DOCUMENT = 0.5
#: Two sections whose words are so alike are versions of one section.
_SAME_SECTION = 0.6


@dataclass(frozen=True, slots=True)
class UpdateResult:
    review: Review
    notes: tuple[str, ...]


def earlier_version(draft: ReviewDraft) -> SourceDocument | None:
    """The document of the same drama that `draft` is a later version of."""
    if draft.drama_id is None:
        return None
    documents = SourceDocument.objects.filter(review__drama=draft.drama_id).exclude(digest=draft.digest)
    likeness = {
        document: _shared(document.text, draft.source) for document in documents.select_related("review")
    }
    best = max(likeness, key=lambda document: likeness[document], default=None)
    return best if best is not None and likeness[best] >= _SAME_DOCUMENT else None


def _shared(one: str, other: str) -> float:
    """How much of the shorter of two texts is, line by line, in the other."""
    lines, others = ({line.strip() for line in text.splitlines()} for text in (one, other))
    shared, *each = (sum(map(len, part)) for part in (lines & others, lines, others))
    return shared / max(1, min(each))


@transaction.atomic
def update_review(draft: ReviewDraft, document: SourceDocument, *, user: User | None = None) -> UpdateResult:
    """Bring the review of `document` in step with its later version. Raises ImportRefusedError."""
    review = Review.objects.select_for_update().get(pk=document.review_id)
    record_unrecorded(review)
    before = {problem.identity for problem in problems(review)}
    base = understand(document.text, document.name).draft()
    draft = _with_known_pictures(base, replace(draft, drama_id=review.drama_id))
    version = snapshot_of(review).version
    notes: list[str] = []
    save_facts(draft, notes, user)
    _update_fields(review, base, draft, notes)
    _update_sections(review, base.sections, draft.sections, notes)
    if snapshot_of(review).version != version:
        review.save()  # renews the time of its last change
    save_pictures(draft, user)
    document.text, document.digest, document.name = draft.source, draft.digest, draft.source_name
    document.save()
    refresh_mentions(review)
    _refuse_new_problems(review, before)
    record(review, user=user, comment=_("Imported again"))
    return UpdateResult(review, tuple(notes))


def _refuse_new_problems(review: Review, known: Collection[object]) -> None:
    """Nobody changes a published text without the publish check."""
    if review.state not in (Review.State.PUBLISHED, Review.State.SCHEDULED):
        return
    new = [problem for problem in problems(review) if problem.stops and problem.identity not in known]
    if new:
        said = "; ".join(f"{problem.place}: {problem.message}" for problem in new)
        raise ImportRefusedError(_("Readers would see this immediately: %(problems)s") % {"problems": said})


def _with_known_pictures(base: ReviewDraft, draft: ReviewDraft) -> ReviewDraft:
    """A picture with the caption that it had keeps its key, and so its file and its description."""
    held = {(picture.caption, picture.credit): picture.key for picture in base.pictures}
    keys = {
        picture.key: held.get((picture.caption, picture.credit), picture.key) for picture in draft.pictures
    }

    def renamed(body: str) -> str:
        for new, old in keys.items():
            body = body.replace(f"(image:{new})", f"(image:{old})")
        return body

    return replace(
        draft,
        pictures=tuple(replace(picture, key=keys[picture.key]) for picture in draft.pictures),
        sections=tuple(replace(section, body=renamed(section.body)) for section in draft.sections),
    )


def _update_fields(review: Review, base: ReviewDraft, draft: ReviewDraft, notes: list[str]) -> None:
    for row in (
        row for row in REVIEW_COLUMNS if row.control != "date"
    ):  # the day is the site's once it is here
        name = row.attribute
        old, new = (stored_in_review(row, each.values[row.name]) for each in (base, draft))
        side = merge_value(old, getattr(review, name), new)
        if side is Side.THEIRS:
            setattr(review, name, new)
        elif side is Side.BOTH:
            label = Review._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            notes.append(
                _("%(field)s: you changed it; the document now says “%(new)s”") % {"field": label, "new": new}
            )
    review.full_clean()
    review.save(update_fields=[row.attribute for row in REVIEW_COLUMNS])


def _update_sections(
    review: Review, base: Sequence[DraftSection], new: Sequence[DraftSection], notes: list[str]
) -> None:
    rows = [section_text(section) for section in review.sections.all()]
    before = _keyed(base, rows, start=-1)
    after = _keyed(new, before, start=-1000)
    known = {section.pk for section in before}
    taken_out = [
        Mine(section, removed=True) for section in before if section.pk not in {row.pk for row in rows}
    ]
    mine = [Mine(row) for row in rows] + taken_out
    # What the writer added is in no document, so no document can take it out.
    added = [row for row in rows if row.pk not in known]
    merged = merge_sections(before, mine, [*after, *added])
    kept = [section for section in merged if not section.removed]
    review.sections.exclude(pk__in=[section.text.pk for section in kept]).delete()
    for position, section in enumerate(kept):
        pk = section.text.pk if section.text.pk in {row.pk for row in rows} else None
        row = Section(pk=pk, review=review, position=position, **column_values(section.text))
        row.clean_fields(exclude=["review"])
        row.save()
        _tell(section, row, notes)


def _tell(section: MergedSection, row: Section, notes: list[str]) -> None:
    if "body" in section.clashes or "heading" in section.clashes:
        notes.append(
            _("“%(section)s”: both you and the document changed it; your version is kept") % {"section": row}
        )


def _keyed(sections: Iterable[DraftSection], held: Sequence[SectionText], *, start: int) -> list[SectionText]:
    """The sections with the keys of those that they are versions of; others get keys of nobody, from `start` down."""
    free = list(held)
    keyed = []
    for number, section in enumerate(sections):
        twin = _twin(section, free)
        if twin is not None:
            free.remove(twin)
        keyed.append(
            SectionText(
                heading=section.heading,
                body=section.body,
                spoils_through=section.spoils_through,
                heading_is_safe=section.heading_is_safe,
                pk=twin.pk if twin is not None else start - number,
            )
        )
    return keyed


def _twin(section: DraftSection, free: Sequence[SectionText]) -> SectionText | None:
    named = [other for other in free if section.heading and other.heading == section.heading]
    if named:
        return named[0]
    alike = [
        (SequenceMatcher(None, section.body.split(), other.body.split()).ratio(), other) for other in free
    ]
    best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] >= _SAME_SECTION:
        return best[1]
    # The opening has no heading by which it could be found.
    openings = [other for other in free if not section.heading and not other.heading]
    return openings[0] if openings else None
