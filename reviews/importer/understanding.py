"""From bytes to suggestions: the steps that the command and the import page share."""

from dataclasses import dataclass

from dramas.models import Drama
from reviews.importer.decoding import decode
from reviews.importer.document import ParsedReview
from reviews.importer.draft import ReviewDraft, draft_from
from reviews.importer.matching import DramaCandidate, PersonSuggestion, match_dramas, match_people
from reviews.importer.parser import parse


@dataclass(frozen=True, slots=True)
class Understanding:
    source: str
    source_name: str
    parsed: ParsedReview
    dramas: list[DramaCandidate]
    people: list[PersonSuggestion]

    @property
    def drama(self) -> Drama | None:
        """The drama that this certainly is."""
        certain = [candidate.drama for candidate in self.dramas if candidate.certain]
        return certain[0] if len(certain) == 1 else None

    def draft(self) -> ReviewDraft:
        """With every certain match taken and no other."""
        people = {
            spelling: person.match.pk
            for person in self.people
            if person.match is not None
            for spelling in (person.name, *person.also_written)
        }
        return draft_from(
            self.parsed,
            self.source,
            source_name=self.source_name,
            drama_id=self.drama.pk if self.drama else None,
            people=people,
        )


def understand_bytes(data: bytes, name: str = "") -> Understanding:
    return understand(decode(data).text, name)


def understand(source: str, name: str = "") -> Understanding:
    parsed = parse(source)
    if parsed.refused:
        return Understanding(source, name, parsed, [], [])
    dramas = match_dramas(parsed)
    certain = [candidate.drama for candidate in dramas if candidate.certain]
    people = match_people(parsed, certain[0] if len(certain) == 1 else None)
    return Understanding(source, name, parsed, dramas, people)
