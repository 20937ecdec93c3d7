"""Which people of the catalogue a document names: suggestions with their evidence.

People are looked for as the site's search does, by shared keys, ranked by likeness; and by their letters where one is
mistyped. Nobody is merged here: an equal spelling alone is a question to the writer, and only a second piece of
evidence makes it certain.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from dramas import korean_names
from dramas.models import Credit, Drama, Person, PersonName
from dramas.searchable import LIKE_ENOUGH, people_sharing_keys
from reviews.importer.document import ParsedReview
from reviews.importer.draft import person_keys
from reviews.importer.lines import normalise
from reviews.importer.wording import why_one_name


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
    #: The keys of `draft.person_keys` under which the draft keeps the choice.
    keys: tuple[str, ...]
    characters: tuple[str, ...]
    evidence: tuple[str, ...]
    candidates: tuple[PersonCandidate, ...]

    @property
    def match(self) -> Person | None:
        """The row that this certainly is."""
        return next((candidate.person for candidate in self.candidates if candidate.certain), None)


def match_people(parsed: ParsedReview, drama: Drama | None) -> list[PersonSuggestion]:
    """Everybody the document credits or names with a role, spellings of one person together."""
    groups = _group(parsed)
    hangul = {name: unicodedata.normalize("NFC", written) for name, written in parsed.native_names}
    found = _find(groups[:_MOST_LOOKED_FOR], hangul)
    people = _people({pk for ranked in found for pk in ranked})
    roles = _roles_in(drama)
    found += [{}] * (len(groups) - len(found))
    return [
        _suggestion(group, [people[pk] for pk in ranked if pk in people], roles, hangul)
        for group, ranked in zip(groups, found, strict=True)
    ]


#: No review names more people whom the catalogue could know.
_MOST_LOOKED_FOR = 80


@dataclass(slots=True)
class _Group:
    """Spellings in the document that are probably one person; `characters` are the roles named with them."""

    job: str
    spellings: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


def _group(parsed: ParsedReview) -> list[_Group]:
    """Two entries of the cast with different roles stay two, however their names are spelled."""
    makers = dict.fromkeys(parsed.directors, Credit.Job.DIRECTOR)
    makers = dict.fromkeys(parsed.writers, Credit.Job.SCREENWRITER) | makers
    groups = [_Group(job, [name], [name]) for name, job in makers.items()]
    cast = [(member.actor, member.character or "") for member in parsed.cast]
    by_key: dict[str, list[_Group]] = defaultdict(list)
    for (actor, character), key in zip(cast, person_keys(cast, makers), strict=True):
        alike = by_key[korean_names.normalise(actor) or actor]
        group = next((each for each in alike if not character or character in each.characters), None)
        _join(group or _started(groups, alike), actor, character, key)
    for mention in parsed.mentions:
        alike = by_key[korean_names.normalise(mention.actor) or mention.actor]
        same = next((each for each in alike if mention.character in each.characters), None)
        group = same or (alike[0] if alike else None) or _started(groups, alike)
        _join(group, mention.actor, mention.character, mention.actor)
    return groups


def _started(groups: list[_Group], alike: list[_Group]) -> _Group:
    group = _Group(Credit.Job.CAST)
    groups.append(group)
    alike.append(group)
    return group


def _join(group: _Group, actor: str, character: str, key: str) -> None:
    if group.spellings and actor not in group.spellings:
        first = group.spellings[0]
        group.evidence.append(
            _("“%(one)s” and “%(other)s” are the same name: %(why)s")
            % {"one": first, "other": actor, "why": why_one_name(first, actor)}
        )
        if character and character in group.characters:
            group.evidence.append(_("both have the role %(role)s") % {"role": character})
    for values, value in ((group.spellings, actor), (group.keys, key), (group.characters, character)):
        if value and value not in values:
            values.append(value)


def _find(groups: Sequence[_Group], hangul: dict[str, str]) -> list[dict[int, float]]:
    """For each group the people whom its spellings may name, with their likeness, best first."""
    wanted = [_names(group, hangul) for group in groups]
    near = {name: people_sharing_keys(name, public_only=False) for names in wanted for name in names}
    people = Person.objects.filter(pk__in={pk for ids in near.values() for pk in ids})
    spellings = {person.pk: person.spellings() for person in people.prefetch_related("names")}
    scores: list[dict[int, float]] = [{} for _ in wanted]
    for names, found in zip(wanted, scores, strict=True):
        for name in names:
            candidates = [(pk, spellings[pk]) for pk in near[name] if pk in spellings]
            for ranked in korean_names.rank(name, candidates, at_least=LIKE_ENOUGH):
                found[ranked.id] = max(ranked.score, found.get(ranked.id, 0.0))
    _add_slips(wanted, scores)
    return [
        {pk: found[pk] for pk in sorted(found, key=lambda pk: (-found[pk], pk))[:_MOST_CANDIDATES]}
        for found in scores
    ]


def _names(group: _Group, hangul: dict[str, str]) -> list[str]:
    """Its spellings, and what the document has for them in Hangul."""
    return list(
        dict.fromkeys([*group.spellings, *(hangul[name] for name in group.spellings if name in hangul)])
    )


def _add_slips(wanted: Sequence[list[str]], scores: Sequence[dict[int, float]]) -> None:
    """Add whom one mistyped letter keeps from being found, to those of whom nobody has the name."""
    typed: dict[str, list[tuple[str, dict[int, float]]]] = defaultdict(list)
    for names, found in zip(wanted, scores, strict=True):
        if max(found.values(), default=0.0) < korean_names.SAME_READING:
            for letters in {letters for name in names for letters in korean_names.letters_of(name)}:
                for key in korean_names.slip_keys(letters):
                    typed[key].append((letters, found))
    for pk, spelling in _latin_spellings() if typed else ():
        for letters in korean_names.letters_of(spelling)[:1]:
            for key in korean_names.slip_keys(letters) & typed.keys():
                for other, found in typed[key]:
                    score = korean_names.slip_similarity(letters, other)
                    if score > found.get(pk, 0.0):
                        found[pk] = score


def _latin_spellings() -> Iterator[tuple[int, str]]:
    """Everybody of the catalogue under every spelling in Latin letters."""
    yield from Person.objects.order_by().values_list("pk", "name")
    yield from PersonName.objects.order_by().values_list("person", "spelling")


_MOST_CANDIDATES = 8


def _people(ids: Iterable[int]) -> dict[int, Person]:
    credits = Credit.objects.visible(0).select_related("drama").order_by("-drama__year")
    rows = Person.objects.filter(pk__in=ids).prefetch_related("names", Prefetch("credits", credits))
    return {person.pk: person for person in rows}


def _roles_in(drama: Drama | None) -> dict[int, list[Credit]]:
    roles = defaultdict(list)
    for credit in drama.credits.all() if drama else ():
        roles[credit.person_id].append(credit)
    return roles


def _suggestion(
    group: _Group, people: list[Person], roles: dict[int, list[Credit]], hangul: dict[str, str]
) -> PersonSuggestion:
    written = {hangul[name] for name in group.spellings if name in hangul}
    candidates = [_candidate(group, person, roles.get(person.pk, []), written) for person in people]
    if sum(candidate.certain for candidate in candidates) > 1:
        # Two namesakes in one drama: the writer has to say who is meant.
        candidates = [PersonCandidate(c.person, c.known_for, c.evidence, certain=False) for c in candidates]
    return PersonSuggestion(
        name=group.spellings[0],
        also_written=tuple(group.spellings[1:]),
        keys=tuple(group.keys),
        characters=tuple(group.characters),
        evidence=tuple(group.evidence),
        candidates=tuple(sorted(candidates, key=lambda c: (not c.certain, -len(c.evidence)))),
    )


def _candidate(group: _Group, person: Person, credits: list[Credit], hangul: set[str]) -> PersonCandidate:
    """Certain is a person with this spelling and a second piece of evidence, if nobody else has both.

    That somebody acts is no evidence: nearly everybody in the catalogue does.
    """
    spellings = person.spellings()
    is_spelled_so = any(normalise(a) == normalise(b) for a in group.spellings for b in spellings)
    reads_alike = is_spelled_so or any(
        korean_names.similarity(a, b) >= korean_names.SAME_READING for a in group.spellings for b in spellings
    )
    why = _("listed with this spelling") if is_spelled_so else why_one_name(group.spellings[0], person.name)
    evidence = [why] if why else []
    second = len(credits)
    for credit in credits:
        role = credit.character or credit.get_job_display()
        evidence.append(_("listed in this drama as %(role)s") % {"role": role})
    if group.job != Credit.Job.CAST and any(credit.job == group.job for credit in person.credits.all()):
        evidence.append(_("listed as %(job)s elsewhere") % {"job": Credit.Job(group.job).label})
        second += 1
    if hangul and person.hangul in hangul:
        evidence.append(_("same name in Hangul: %(hangul)s") % {"hangul": person.hangul})
        second += 1
    contradicted = bool(hangul and person.hangul and person.hangul not in hangul)
    certain = reads_alike and second > 0 and not contradicted
    return PersonCandidate(person, _known_for(person), tuple(evidence), certain)


def _known_for(person: Person) -> str:
    """What tells namesakes apart: a word of the catalogue, and the newest works."""
    works = list(dict.fromkeys(credit.drama.title for credit in person.credits.all()))[:3]
    parts = [person.disambiguation, person.hangul, ", ".join(works)]
    return " · ".join(part for part in parts if part)
