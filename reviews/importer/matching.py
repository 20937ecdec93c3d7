"""Which drama of the catalogue a document is about, and which titles of the catalogue it names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dramas.models import AlternativeTitle, Drama
from reviews.importer.document import ParsedReview
from reviews.importer.people import PersonSuggestion


@dataclass(frozen=True, slots=True)
class DramaCandidate:
    drama: Drama
    evidence: tuple[str, ...]
    certain: bool


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


_SHORTEST_TITLE, _LONGEST_SEARCHED = 3, 100_000
_MOST_CANDIDATES = 8


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
