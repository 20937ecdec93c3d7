"""A draft becomes rows: one transaction, and the same document twice changes nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dramas.models import AlternativeTitle, Broadcast, Credit, Drama, Genre, Network, Person, Weekday
from dramas.models.names import is_name
from reviews.importer.draft import DraftSection, DramaFacts, ReviewDraft
from reviews.mentions import refresh_mentions
from reviews.models import Review, Section, SourceDocument
from reviews.revisions import record
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.slugs import free_slug

#: Documents give a day; the review appears in the morning of that day where dramas are made.
_HOUR_OF_PUBLICATION = dt.time(9, tzinfo=ZoneInfo("Asia/Seoul"))


class ImportRefusedError(Exception):
    """The document cannot become a review; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    review: Review
    created: bool
    notes: tuple[str, ...] = ()
    updated: bool = False


@transaction.atomic
def save_draft(draft: ReviewDraft, *, writer: User | None = None, publish: bool = False) -> ImportResult:
    """Save `draft` with its drama, people and picture slots. Raises ImportRefusedError and then saves nothing."""
    known = SourceDocument.objects.filter(digest=draft.digest).select_related("review").first()
    if known is not None:
        return ImportResult(known.review, created=False)
    notes: list[str] = []
    try:
        drama = save_facts(draft, notes, user=writer, publish=publish)
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
    if publish:
        review.publish(at=review.published_at)
    record(review, user=writer, comment=_("Imported"))
    return ImportResult(review, created=True, notes=tuple(notes))


def save_facts(
    draft: ReviewDraft, notes: list[str], *, user: User | None = None, publish: bool = False
) -> Drama:
    """The draft's drama with everything that the catalogue lacked; `notes` says where the two differ.

    What readers see already is only added to with what is published now, or by those who may change it anyway.
    """
    facts = draft.facts
    drama = Drama.objects.get(pk=draft.drama_id) if draft.drama_id else Drama(slug=_drama_slug(facts))
    if drama.pk is None:
        drama.created_by = user
    elif drama.is_public() and not publish and user is not None and not user.has_perm("dramas.change_drama"):
        notes.append(_("The drama is public: an editor adds what the catalogue lacks of it."))
        return drama
    for name, value in _plain_facts(facts).items():
        held = getattr(drama, name)
        if not held:
            setattr(drama, name, value)
        elif value and held != value and name != "title":
            # The catalogue was checked by people; a document does not overrule it.
            notes.append(
                _("%(field)s: the document says %(new)s, the catalogue keeps %(old)s")
                % {"field": _plain_name(name), "new": value, "old": held}
            )
    drama.full_clean()
    drama.save()
    _save_titles(drama, facts)
    drama.genres.add(*(_genre(name, user) for name in facts.genres if _is_name(name, notes)))
    _save_broadcasts(drama, facts, notes, user)
    _save_credits(drama, draft, user)
    return drama


def _is_name(name: str, notes: list[str]) -> bool:
    if not is_name(name):
        notes.append(_("“%(name)s” is no name: left out.") % {"name": name})
    return is_name(name)


def _plain_name(field: str) -> str:
    return str(getattr(Drama._meta.get_field(field), "verbose_name", field))


def _plain_facts(facts: DramaFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "title_ko": facts.title_ko,
        "romanized_title": facts.romanized_title,
        "year": facts.year,
        "episodes": facts.episodes,
        "episode_minutes": facts.episode_minutes,
        "aired_from": facts.aired_from,
        "aired_to": facts.aired_to,
        "air_days": tuple(sorted(Weekday[day.upper()] for day in facts.weekdays)),
    }


def _save_titles(drama: Drama, facts: DramaFacts) -> None:
    for title in facts.also_known_as:
        if title not in (drama.title, drama.title_ko, drama.romanized_title):
            AlternativeTitle.objects.get_or_create(drama=drama, text=title)


def _save_broadcasts(drama: Drama, facts: DramaFacts, notes: list[str], user: User | None) -> None:
    held = {broadcast.network_id for broadcast in drama.broadcasts.all()}
    wanted = [(name, Broadcast.Role.ORIGINAL, Network.Kind.BROADCASTER) for name in facts.networks]
    wanted += [(name, Broadcast.Role.STREAMING, Network.Kind.STREAMING) for name in facts.streaming]
    for position, (name, role, kind) in enumerate(wanted, start=len(held)):
        if not _is_name(name, notes):
            continue
        network = _network(name, kind, user)
        if network.pk not in held:
            Broadcast.objects.create(drama=drama, network=network, role=role, position=position)
            held.add(network.pk)


def _save_credits(drama: Drama, draft: ReviewDraft, user: User | None) -> None:
    held = {(credit.person_id, credit.job) for credit in drama.credits.all()}
    wanted = [(name, Credit.Job.DIRECTOR, "") for name in draft.facts.directors]
    wanted += [(name, Credit.Job.SCREENWRITER, "") for name in draft.facts.screenwriters]
    wanted += [(name, Credit.Job.CAST, character) for name, character in draft.facts.cast]
    made: dict[str, Person] = {}
    for position, (name, job, character) in enumerate(wanted, start=len(held)):
        person = made.get(name) or _person(name, draft.people, user)
        made[name] = person
        if (person.pk, job) in held:
            continue
        Credit.objects.create(
            drama=drama,
            person=person,
            job=job,
            character=character,
            billing=Credit.Billing.MAIN if job == Credit.Job.CAST else "",
            position=position,
            credited_as=name if name != person.name else "",
        )


def _person(name: str, people: dict[str, int], user: User | None) -> Person:
    if name in people:
        return Person.objects.get(pk=people[name])
    person = Person(name=name, slug=free_slug(Person, name), created_by=user)
    person.full_clean()
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
    review = Review(
        drama=drama,
        created_by=writer,
        slug=free_slug(Review, draft.facts.title),
        headline=draft.headline,
        verdict=draft.verdict,
        rating=draft.rating,
        rating_raw=draft.rating_raw,
        published_at=dt.datetime.combine(draft.published, _HOUR_OF_PUBLICATION) if draft.published else None,
        **{f"{name}_rating": draft.sub_ratings.get(name) for name in ("story", "acting", "music", "rewatch")},
    )
    review.full_clean()
    review.save()
    return review


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


def _drama_slug(facts: DramaFacts) -> str:
    first = slugify(facts.title)[:100].strip("-")
    taken = bool(first) and Drama.objects.filter(slug=first).exists()
    return free_slug(Drama, f"{facts.title} {facts.year}" if taken and facts.year else facts.title)


def _messages(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
