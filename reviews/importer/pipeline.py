"""From bytes to suggestions: the steps that the command and the import page share, and their result as JSON."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db import DatabaseError

from dramas.models import Drama
from reviews.importer import wording
from reviews.importer.document import Ask, ParsedReview, Placement
from reviews.importer.draft import ReviewDraft, draft_from, shown_placements
from reviews.importer.lines import decode
from reviews.importer.matching import DramaCandidate, match_dramas, titles_by_cast, titles_in
from reviews.importer.parser import parse
from reviews.importer.people import PersonSuggestion, match_people

#: Nobody waits longer than this for a text to be read. The limits in `refusals` make that take less, also slowly.
SECONDS = 10
_MOST_CANDIDATES = 10


@dataclass(frozen=True)
class Understanding:
    """`parsed` with what the catalogue has to say about it."""

    source: str
    source_name: str
    parsed: ParsedReview
    dramas: list[DramaCandidate] = field(default_factory=list)
    people: list[PersonSuggestion] = field(default_factory=list)

    @property
    def drama(self) -> Drama | None:
        """The drama that this certainly is."""
        certain = [candidate.drama for candidate in self.dramas if candidate.certain]
        return certain[0] if len(certain) == 1 else None

    def draft(self) -> ReviewDraft:
        """With every certain match taken and no other."""
        return self._draft

    @cached_property
    def _draft(self) -> ReviewDraft:
        people = {
            key: person.match.pk for person in self.people if person.match is not None for key in person.keys
        }
        return draft_from(
            self.parsed,
            self.source,
            source_name=self.source_name,
            drama_id=self.drama.pk if self.drama else None,
            people=people,
        )

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Where every line goes, down to the rows."""
        return self.parsed.placements if self.parsed.refused else shown_placements(self.parsed, self.draft())


def understand_bytes(data: bytes, name: str = "") -> Understanding:
    return understand(decode(data).text, name)


def understand(source: str, name: str = "") -> Understanding:
    return with_catalogue(Understanding(source, name, parse(source, name, SECONDS)))


def understand_anywhere(data: bytes, name: str = "") -> tuple[Understanding, bool]:
    """As `understand_bytes`, also without a database; whether there was one."""
    source = decode(data).text
    alone = Understanding(source, name, parse(source, name, SECONDS))
    try:
        return with_catalogue(alone), True
    except DatabaseError:
        return alone, False


def with_catalogue(understood: Understanding) -> Understanding:
    parsed = understood.parsed
    if parsed.refused:
        return understood
    dramas = match_dramas(parsed)
    certain = [candidate.drama for candidate in dramas if candidate.certain]
    people = match_people(parsed, certain[0] if len(certain) == 1 else None)
    if not parsed.title:
        parsed = _asking(parsed, [*titles_in(understood.source), *titles_by_cast(people)])
    return Understanding(understood.source, understood.source_name, parsed, dramas, people)


def _asking(parsed: ParsedReview, titles: list[str]) -> ParsedReview:
    """The document whose question about the title has those of the catalogue first."""

    def with_titles(ask: Ask) -> Ask:
        if ask.why != "no_title":
            return ask
        return ask._replace(candidates=tuple(dict.fromkeys([*titles, *ask.candidates]))[:_MOST_CANDIDATES])

    return replace(parsed, asks=tuple(map(with_titles, parsed.asks)))


def as_json(understood: Understanding) -> dict[str, Any]:
    """The document's JSON with its messages in words."""
    parsed = understood.parsed
    document = parsed.to_json_dict()
    for said, doubt in zip(document["warnings"], parsed.warnings, strict=True):
        said["message"] = wording.doubt(doubt)
    for asked, ask in zip(document["asks"], parsed.asks, strict=True):
        asked["question"] = wording.ask(ask)
    if parsed.refused:
        document["refused"] = wording.refusal(parsed.refused)
    return {
        **document,
        "drama_suggestions": [
            {
                "id": candidate.drama.pk,
                "drama": str(candidate.drama),
                "evidence": list(candidate.evidence),
                "certain": candidate.certain,
            }
            for candidate in understood.dramas
        ],
        "people_suggestions": [_person_json(person) for person in understood.people],
    }


def _person_json(suggestion: PersonSuggestion) -> dict[str, Any]:
    return {
        "name": suggestion.name,
        "also_written": list(suggestion.also_written),
        "characters": list(suggestion.characters),
        "evidence": list(suggestion.evidence),
        "candidates": [
            {
                "id": candidate.person.pk,
                "person": str(candidate.person),
                "known_for": candidate.known_for,
                "evidence": list(candidate.evidence),
                "certain": candidate.certain,
            }
            for candidate in suggestion.candidates
        ],
    }
