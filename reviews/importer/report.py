"""What an import understood, as JSON values: the document itself, and who and what it may speak of."""

from typing import Any

from reviews.importer.document import ParsedReview
from reviews.importer.matching import DramaCandidate, PersonSuggestion


def as_json(
    parsed: ParsedReview, dramas: list[DramaCandidate], people: list[PersonSuggestion]
) -> dict[str, Any]:
    return {
        **parsed.to_json_dict(),
        "drama_suggestions": [
            {
                "id": candidate.drama.pk,
                "drama": str(candidate.drama),
                "evidence": list(candidate.evidence),
                "certain": candidate.certain,
            }
            for candidate in dramas
        ],
        "people_suggestions": [_person_json(person) for person in people],
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
