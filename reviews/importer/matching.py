"""Which rows of the catalogue a document speaks of: suggestions with their evidence.

Spellings meet by their folded keys. Nothing is merged here: a name is taken for somebody only where the
evidence leaves no choice, and everything else is a question to the writer.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from dramas import korean_names
from dramas.models import Credit, Drama, Person, PersonKey
from reviews.importer.document import ParsedReview


@dataclass(frozen=True, slots=True)
class DramaCandidate:
    drama: Drama
    evidence: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    person: Person
    known_for: str
    evidence: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class PersonSuggestion:
    """One person of the document, under every spelling it uses, and who it may be."""

    name: str
    also_written: tuple[str, ...]
    characters: tuple[str, ...]
    evidence: tuple[str, ...]
    candidates: tuple[PersonCandidate, ...]

    @property
    def match(self) -> Person | None:
        """The row that this certainly is."""
        return next((candidate.person for candidate in self.candidates if candidate.certain), None)


def title_key(title: str) -> str:
    """A title without case, accents, spaces and punctuation: “It’s Okay” meets "Its okay"."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(character for character in folded if character.isalnum())


def match_dramas(parsed: ParsedReview) -> list[DramaCandidate]:
    """Dramas that bear one of the document's titles, the most likely first."""
    wanted = {
        title_key(title): title
        for title in (parsed.title, parsed.native_title, parsed.romanized_title)
        if title
    }
    wanted.pop("", None)
    rows = Drama.objects.values_list("pk", "title", "title_ko", "romanized_title", "alternative_titles__text")
    found: dict[int, str] = {}
    for pk, *titles in rows:
        shared = next((title for title in titles if title and title_key(title) in wanted), None)
        if shared and pk not in found:
            found[pk] = shared
    candidates = [
        _drama_candidate(drama, found[drama.pk], parsed) for drama in Drama.objects.filter(pk__in=found)
    ]
    return sorted(
        candidates,
        key=lambda candidate: (not candidate.certain, -len(candidate.evidence), candidate.drama.pk),
    )


def _drama_candidate(drama: Drama, shared: str, parsed: ParsedReview) -> DramaCandidate:
    year = parsed.year or (parsed.aired_from.year if parsed.aired_from else None)
    evidence = [_("bears the title “%(title)s”") % {"title": shared}]
    if year and drama.year == year:
        evidence.append(_("is of %(year)d") % {"year": year})
    if parsed.aired_from and drama.aired_from == parsed.aired_from:
        evidence.append(_("began on the same day"))
    if parsed.episodes and drama.episodes == parsed.episodes:
        evidence.append(_("has %(count)d episodes") % {"count": parsed.episodes})
    contradicted = bool(year and drama.year and drama.year != year)
    return DramaCandidate(drama, tuple(evidence), certain=not contradicted and len(evidence) > 1)


def match_people(parsed: ParsedReview, drama: Drama | None) -> list[PersonSuggestion]:
    """Everybody the document credits or names with a role, spellings of one person together."""
    groups = _group(parsed)
    names = [name for group in groups for name in group.spellings]
    holders = _holders(names)
    roles = _roles_in(drama)
    return [_suggestion(group, holders, roles) for group in groups]


@dataclass(slots=True)
class _Group:
    """Spellings in the document that are probably one person; `characters` are the roles they stand with."""

    spellings: list[str]
    characters: list[str]
    evidence: list[str]


def _group(parsed: ParsedReview) -> list[_Group]:
    groups = [_Group([name], [], []) for name in dict.fromkeys([*parsed.directors, *parsed.writers])]
    pairs = [(member.actor, member.character or "") for member in parsed.cast]
    pairs += [(mention.actor, mention.character) for mention in parsed.mentions]
    by_fold: dict[str, _Group] = {}
    for actor, character in pairs:
        group = by_fold.get(korean_names.fold(actor) or actor)
        if group is None:
            group = _Group([], [], [])
            by_fold[korean_names.fold(actor) or actor] = group
            groups.append(group)
        _join(group, actor, character)
    return groups


def _join(group: _Group, actor: str, character: str) -> None:
    if group.spellings and actor not in group.spellings:
        first = group.spellings[0]
        group.evidence.append(
            _("“%(one)s” and “%(other)s” are one name: %(why)s")
            % {"one": first, "other": actor, "why": _why(first, actor)}
        )
        if character and character in group.characters:
            group.evidence.append(_("both stand with the role %(role)s") % {"role": character})
    if actor not in group.spellings:
        group.spellings.append(actor)
    if character and character not in group.characters:
        group.characters.append(character)


def _why(one: str, other: str) -> str:
    return "; ".join(str(reason) for reason in korean_names.explain(one, other))


def _holders(names: Iterable[str]) -> dict[str, list[Person]]:
    """The people of the catalogue by folded key, in three queries."""
    folds = {key for name in names for key in (korean_names.fold(name),) if key}
    keys = PersonKey.objects.filter(key__in=folds)
    credits = Credit.objects.visible(0).select_related("drama").order_by("-drama__year")
    people = (
        Person.objects.filter(keys__in=keys)
        .distinct()
        .prefetch_related("names", Prefetch("credits", credits))
    )
    by_pk = {person.pk: person for person in people}
    holders = defaultdict(list)
    for key, pk in sorted(keys.values_list("key", "person_id")):
        holders[key].append(by_pk[pk])
    return holders


def _roles_in(drama: Drama | None) -> dict[int, list[Credit]]:
    roles = defaultdict(list)
    for credit in drama.credits.all() if drama else ():
        roles[credit.person_id].append(credit)
    return roles


def _suggestion(
    group: _Group, holders: dict[str, list[Person]], roles: dict[int, list[Credit]]
) -> PersonSuggestion:
    people = list(
        {
            person.pk: person
            for name in group.spellings
            for person in holders.get(korean_names.fold(name), [])
        }.values()
    )
    candidates = [_candidate(group, person, roles.get(person.pk, []), len(people)) for person in people]
    if sum(candidate.certain for candidate in candidates) > 1:
        # Two namesakes in one drama: the writer has to say who is meant.
        candidates = [PersonCandidate(c.person, c.known_for, c.evidence, certain=False) for c in candidates]
    return PersonSuggestion(
        name=group.spellings[0],
        also_written=tuple(group.spellings[1:]),
        characters=tuple(group.characters),
        evidence=tuple(group.evidence),
        candidates=tuple(sorted(candidates, key=lambda c: (not c.certain, -len(c.evidence), c.person.pk))),
    )


def _candidate(group: _Group, person: Person, credits: list[Credit], rivals: int) -> PersonCandidate:
    evidence = []
    spellings = person.spellings()
    written_alike = any(title_key(a) == title_key(b) for a in group.spellings for b in spellings)
    if written_alike:
        evidence.append(_("is spelled so in the catalogue"))
    else:
        evidence.append(_why(group.spellings[0], person.name))
    for credit in credits:
        role = credit.character or credit.get_job_display()
        evidence.append(_("is credited in this drama as %(role)s") % {"role": role})
    certain = bool(credits) or (written_alike and rivals == 1)
    return PersonCandidate(person, _known_for(person), tuple(evidence), certain)


def _known_for(person: Person) -> str:
    """What tells namesakes apart: a word of the catalogue, and the newest works."""
    works = list(dict.fromkeys(credit.drama.title for credit in person.credits.all()))[:3]
    parts = [person.disambiguation, person.hangul, ", ".join(works)]
    return " · ".join(part for part in parts if part)
