"""What an import understood, as JSON values: the document itself, and who and what it may speak of."""

from typing import Any

from reviews.importer import wording
from reviews.importer.people import PersonSuggestion
from reviews.importer.pipeline import Understanding


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
