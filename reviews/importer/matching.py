"""Which rows of the catalogue a document speaks of: suggestions with their evidence.

People are looked for as the site's search does: by shared keys, ranked by likeness. Nothing is merged here: an equal
spelling alone is a question to the writer, and only a second piece of evidence makes it certain.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from dramas import korean_names
from dramas.models import AlternativeTitle, Credit, Drama, Person
from dramas.searchable import LIKE_ENOUGH, people_sharing_keys
from reviews.importer.document import ParsedReview
from reviews.importer.draft import person_keys
from reviews.importer.wording import why_one_name


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
    #: The keys of `draft.person_keys` under which the draft keeps the choice.
    keys: tuple[str, ...]
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
    evidence = [_("same title: “%(title)s”") % {"title": shared}]
    if year and drama.year == year:
        evidence.append(_("same year: %(year)d") % {"year": year})
    if parsed.aired_from and drama.aired_from == parsed.aired_from:
        evidence.append(_("same first day"))
    if parsed.episodes and drama.episodes == parsed.episodes:
        evidence.append(_("same number of episodes: %(count)d") % {"count": parsed.episodes})
    contradicted = bool(year and drama.year and drama.year != year)
    return DramaCandidate(drama, tuple(evidence), certain=not contradicted and len(evidence) > 1)


def match_people(parsed: ParsedReview, drama: Drama | None) -> list[PersonSuggestion]:
    """Everybody the document credits or names with a role, spellings of one person together."""
    groups = _group(parsed)
    found = _find(groups[:_MOST_LOOKED_FOR])
    people = _people({pk for ranked in found for pk in ranked})
    roles = _roles_in(drama)
    hangul = {name: unicodedata.normalize("NFC", written) for name, written in parsed.native_names}
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


def _find(groups: Sequence[_Group]) -> list[dict[int, float]]:
    """For each group the people whom its spellings may name, with their likeness, best first."""
    near = [
        {name: people_sharing_keys(name, public_only=False) for name in group.spellings} for group in groups
    ]
    spellings = {
        person.pk: person.spellings()
        for person in Person.objects.filter(
            pk__in={pk for names in near for ids in names.values() for pk in ids}
        ).prefetch_related("names")
    }
    found = []
    for names in near:
        scores: dict[int, float] = {}
        for name, ids in names.items():
            candidates = [(pk, spellings[pk]) for pk in ids if pk in spellings]
            for ranked in korean_names.rank(name, candidates, at_least=LIKE_ENOUGH):
                scores[ranked.id] = max(ranked.score, scores.get(ranked.id, 0.0))
        best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:_MOST_CANDIDATES]
        found.append({pk: scores[pk] for pk in best})
    return found


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
    is_spelled_so = any(title_key(a) == title_key(b) for a in group.spellings for b in spellings)
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


def titles_in(text: str) -> list[str]:
    """The titles of the catalogue that the text names, the one that it names most first."""
    text = text[:_LONGEST_SEARCHED]
    folded = text.casefold()
    rows = [*Drama.objects.values_list("title", "title"), *Drama.objects.values_list("title_ko", "title")]
    rows += AlternativeTitle.objects.values_list("text", "drama__title")
    times: Counter[str] = Counter()
    for written, title in rows:
        if len(written) >= _SHORTEST_TITLE and written.casefold() in folded:
            times[title] += len(re.findall(rf"(?<!\w){re.escape(written)}(?!\w)", text))
    return [title for title, count in times.most_common(_MOST_CANDIDATES) if count]


def titles_by_cast(people: Iterable[PersonSuggestion]) -> Iterator[str]:
    """The dramas in which two or more of the people play whom the text names."""
    times = Counter(
        title
        for person in people
        for title in {
            credit.drama.title for each in person.candidates for credit in each.person.credits.all()
        }
    )
    return (title for title, count in times.most_common(_MOST_CANDIDATES) if count > 1)


_SHORTEST_TITLE, _LONGEST_SEARCHED = 3, 100_000
