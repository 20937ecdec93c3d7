"""A draft becomes rows: one transaction, and the same document twice changes nothing."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dramas.models import AlternativeTitle, Broadcast, Credit, Drama, Genre, Network, Person, Weekday
from dramas.models.names import is_name
from reviews.importer.draft import DraftSection, ReviewDraft, person_keys
from reviews.importer.field import Field
from reviews.importer.fields import STORED
from reviews.mentions import refresh_mentions
from reviews.models import Review, Section, SourceDocument
from reviews.revisions import record
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.slugs import free_slug, slug_of

#: Documents give a day; the review appears in the morning of that day where dramas are made.
_HOUR_OF_PUBLICATION = dt.time(9, tzinfo=ZoneInfo("Asia/Seoul"))


DRAMA_RELATIONS = tuple(row for row in STORED if row.model == "drama" and row.control in ("names", "cast"))
DRAMA_COLUMNS = tuple(row for row in STORED if row.model == "drama" and row not in DRAMA_RELATIONS)
REVIEW_COLUMNS = tuple(row for row in STORED if row.model == "review")


class ImportRefusedError(Exception):
    """The document cannot become a review; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    review: Review
    created: bool
    notes: tuple[str, ...] = ()
    updated: bool = False


@transaction.atomic
def save_draft(draft: ReviewDraft, *, writer: User | None = None) -> ImportResult:
    """Save `draft` with its drama, people and picture slots. Raises ImportRefusedError and then saves nothing."""
    if not draft.values["title"]:
        raise ImportRefusedError(
            _("Which drama is this about? The text does not say. Please give the title.")
        )
    known = SourceDocument.objects.filter(digest=draft.digest).select_related("review").first()
    if known is not None:
        return ImportResult(known.review, created=False)
    notes: list[str] = []
    try:
        drama = save_facts(draft, notes, writer)
        review = _save_review(draft, drama, writer)
        _save_sections(review, draft.sections)
        save_pictures(draft, writer)
    except ValidationError as error:
        raise ImportRefusedError("; ".join(_messages(error))) from error
    if writer is not None:
        review.set_writers([writer])
    SourceDocument.objects.create(
        review=review, name=draft.source_name, text=_storable(draft.source), digest=draft.digest
    )
    refresh_mentions(review)
    record(review, user=writer, comment=_("Imported"))
    return ImportResult(review, created=True, notes=tuple(notes))


def save_facts(draft: ReviewDraft, notes: list[str], user: User | None = None) -> Drama:
    """The draft's drama with everything that the catalogue lacked; `notes` says where the two differ.

    What is in the catalogue already, its credits too, is changed only by a `user` who may edit it; None is the command
    line, which may.
    """
    if draft.drama_id:
        drama = Drama.objects.get(pk=draft.drama_id)
        if user is not None and not _may_add_to(drama, user):
            notes.extend(_lacking(drama, draft))
            return drama
    else:
        drama = Drama(slug=_drama_slug(draft), created_by=user)
    for row in DRAMA_COLUMNS:
        _fill(drama, row.attribute, _stored(row, draft.values[row.name]), notes)
    drama.full_clean()
    drama.save()
    for row in DRAMA_RELATIONS:
        _RELATIONS[row.attribute](drama, row, draft, notes)
    return drama


def _may_add_to(drama: Drama, user: User) -> bool:
    """Editors to everything, writers to what they made, until readers see it."""
    own_draft = drama.created_by_id == user.pk and not drama.is_public()
    return own_draft or user.has_perm("dramas.change_drama")


def _lacking(drama: Drama, draft: ReviewDraft) -> Iterator[str]:
    """What an editor could add to the drama from this document."""
    held = {_folded(credit.person.name) for credit in drama.credits.select_related("person")}
    cast = [name for name, _character in draft.values["cast"]]
    people = dict.fromkeys([*draft.values["directors"], *draft.values["writers"], *cast])
    lacking = [
        _column_name(row.attribute)
        for row in DRAMA_COLUMNS
        if draft.values[row.name] and not getattr(drama, row.attribute)
    ]
    lacking += [name for name in people if name not in draft.people and _folded(name) not in held]
    if lacking:
        text = _("You may not edit this drama’s page, so it is unchanged. An editor could add: %(facts)s")
        yield text % {"facts": ", ".join(lacking)}


def _folded(name: str) -> str:
    return "".join(name.casefold().split())


def _column_name(name: str) -> str:
    return str(getattr(Drama._meta.get_field(name), "verbose_name", name))


def _stored(row: Field, value: Any) -> Any:
    """The value as the drama's column has it."""
    return tuple(sorted(Weekday[day.upper()] for day in value)) if row.control == "days" else value


def _fill(drama: Drama, name: str, value: Any, notes: list[str]) -> None:
    held = getattr(drama, name)
    if not held:
        setattr(drama, name, value)
    elif value and held != value and name not in ("title", "synopsis"):
        # The catalogue was checked by people; a document does not overrule it.
        notes.append(
            _("%(field)s: the document says %(new)s; the drama’s page keeps %(old)s")
            % {"field": _column_name(name), "new": value, "old": held}
        )


def _save_titles(drama: Drama, row: Field, draft: ReviewDraft, notes: list[str]) -> None:
    for title in draft.values[row.name]:
        if title not in (drama.title, drama.title_ko, drama.romanized_title):
            AlternativeTitle.objects.get_or_create(drama=drama, text=title)


def _save_genres(drama: Drama, row: Field, draft: ReviewDraft, notes: list[str]) -> None:
    names = [name for name in draft.values[row.name] if _is_name(name, notes)]
    drama.genres.add(*(_genre(name, drama.created_by) for name in names))


def _is_name(name: str, notes: list[str]) -> bool:
    if not is_name(name):
        notes.append(_("“%(name)s” is not a name and was left out.") % {"name": name})
    return is_name(name)


def _save_broadcasts(drama: Drama, row: Field, draft: ReviewDraft, notes: list[str]) -> None:
    role = Broadcast.Role(row.role)
    kind = Network.Kind.STREAMING if role == Broadcast.Role.STREAMING else Network.Kind.BROADCASTER
    held = {broadcast.network_id for broadcast in drama.broadcasts.all()}
    for name in draft.values[row.name]:
        if not _is_name(name, notes):
            continue
        network = _network(name, kind, drama.created_by)
        if network.pk not in held:
            Broadcast.objects.create(drama=drama, network=network, role=role, position=len(held))
            held.add(network.pk)


def _save_credits(drama: Drama, row: Field, draft: ReviewDraft, notes: list[str]) -> None:
    """Nobody is credited twice in one job. A person who directs and writes is one person."""
    job = Credit.Job(row.role)
    crew = [*draft.values["directors"], *draft.values["writers"]]
    values = draft.values[row.name]
    members = values if job == Credit.Job.CAST else [(name, "") for name in values]
    keys = person_keys(members, crew) if job == Credit.Job.CAST else list(values)
    credits = list(drama.credits.select_related("person"))
    held = {credit.person_id for credit in credits if credit.job == job}
    known = (
        {}
        if job == Credit.Job.CAST
        else {c.person.name: c.person for c in credits if c.job != Credit.Job.CAST}
    )
    for (name, character), key in zip(members, keys, strict=True):
        person = known.get(name) if key not in draft.people else None
        person = person or _person(name, key, draft, drama.created_by)
        if person.pk in held:
            continue
        held.add(person.pk)
        Credit.objects.create(
            drama=drama,
            person=person,
            job=job,
            character=character,
            billing=Credit.Billing.MAIN if job == Credit.Job.CAST else "",
            position=len(credits) + len(held),
            credited_as=name if name != person.name else "",
        )


_RELATIONS = {
    "alternative_titles": _save_titles,
    "genres": _save_genres,
    "broadcasts": _save_broadcasts,
    "credits": _save_credits,
}


def _person(name: str, key: str, draft: ReviewDraft, user: User | None) -> Person:
    hangul = draft.hangul.get(name, "")
    person = Person.objects.get(pk=draft.people[key]) if key in draft.people else None
    if person is None:
        person = Person(name=name, hangul=hangul, slug=free_slug(Person, name), created_by=user)
        person.full_clean()
        person.save()
    elif hangul and not person.hangul:
        person.hangul = hangul
        person.save()
    return person


def _network(name: str, kind: str, user: User | None) -> Network:
    found = Network.objects.filter(name__iexact=name).first()
    return found or Network.objects.create(
        name=name, slug=free_slug(Network, name), kind=kind, created_by=user
    )


def _genre(name: str, user: User | None) -> Genre:
    found = Genre.objects.filter(name__iexact=name).first()
    return found or Genre.objects.create(name=name, slug=free_slug(Genre, name), created_by=user)


def _save_review(draft: ReviewDraft, drama: Drama, writer: User | None) -> Review:
    review = Review(drama=drama, created_by=writer, slug=free_slug(Review, draft.values["title"]))
    for row in REVIEW_COLUMNS:
        setattr(review, row.attribute, stored_in_review(row, draft.values[row.name]))
    review.full_clean()
    review.save()
    return review


def stored_in_review(row: Field, value: Any) -> Any:
    """The value as the review's column has it."""
    return dt.datetime.combine(value, _HOUR_OF_PUBLICATION) if value and row.control == "date" else value


def _save_sections(review: Review, sections: Iterable[DraftSection]) -> None:
    rows = [
        Section(
            review=review,
            position=position,
            heading=_storable(section.heading),
            heading_is_safe=section.heading_is_safe,
            body=_storable(section.body),
            spoils_through=section.spoils_through,
        )
        for position, section in enumerate(sections)
    ]
    for row in rows:
        row.clean_fields()
    Section.objects.bulk_create(rows)


def save_pictures(draft: ReviewDraft, writer: User | None) -> None:
    """A slot for each picture of the draft that has none yet."""
    for picture in draft.pictures:
        slot = Image(
            key=picture.key,
            caption=_storable(picture.caption),
            credit=_storable(picture.credit),
            spoils_through=picture.spoils_through,
            uploaded_by=writer,
        )
        slot.clean_fields()
        # A slot that is there already belongs to an earlier import of this document, and may be filled.
        Image.objects.bulk_create([slot], ignore_conflicts=True)


def _storable(text: str) -> str:
    """PostgreSQL holds no NUL in a text."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _drama_slug(draft: ReviewDraft) -> str:
    title, year = draft.values["title"], draft.values["year"]
    first = slug_of(title)
    taken = bool(first) and Drama.objects.filter(slug=first).exists()
    return free_slug(Drama, f"{title} {year}" if taken and year else title)


def _messages(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
