"""Names and phrases that only closed text says, found again in what everybody sees.

What the page tells anyway is no secret: the drama's title, its public cast, and every word of open sections.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dramas.models import Credit, Drama
from reviews.models import Review, Section
from reviews.publishing.places import Place, drama_at, dramas_of
from reviews.publishing.problem import Kind, Problem, Severity, Span, merged
from reviewsite import markdown
from reviewsite.markdown.phrases import begins_sentence
from reviewsite.spoilers import SAFE, WHOLE_DRAMA

#: So many words in a row are a sentence carried over; so few, only with enough words that carry meaning.
_PHRASE = 5
_MEANT_WORDS = 3
#: A sentence of closed text that is again in an open section.
_COPIED = 12
_SHORT = 3

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_COMMON = frozenset(
    (
        "a about after again all also always an and any are as at be because been before being but by can could did do "
        "does down each ever every for from get gets go goes had has have he her here hers him his how i if in into is "
        "it its just like made make makes many me more most much my never no not now of off on once one only or other "
        "our out over own really she show so some still such than that the their them then there these they this those "
        "through to too two under until up us very was way we well were what when where which while who why will with "
        "would you your drama dramas series episode episodes story first last new old good great best love life"
    ).split()
)
#: Capitalised in English without being anybody's name.
_NOBODY = frozenset(
    (
        "korea korean koreans seoul busan jeju joseon goryeo asia asian america american americans english chinese "
        "japan japanese china netflix viki disney tving wavve kbs sbs mbc tvn jtbc ocn ena "
        "monday tuesday wednesday thursday friday saturday sunday "
        "january february march april may june july august september october november december "
        "christmas god ceo lgbtq ost dna tv k-drama kdrama kdramas chaebol mr mrs ms dr sir inspector detective "
        "president director prosecutor king queen prince princess grandmother mother father aunt uncle"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    key: str
    span: Span
    begins: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or "가" <= self.text[0] <= "힣"


def words_of(text: str) -> list[Word]:
    """The words with their places; `begins` is true where a capital means nothing."""
    words = []
    for found in _WORD.finditer(text):
        begins = begins_sentence(text, found.start())
        words.append(Word(found[0], _key(found[0]), Span(*found.span()), begins))
    return words


def _key(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    return folded.removesuffix("'s").removesuffix("'")


def closed_texts(sections: Iterable[Section]) -> Iterator[str]:
    """What readers who have seen nothing do not get, as plain text."""
    for section in sections:
        if section.spoils_through > SAFE:
            yield section.heading if not section.heading_is_safe else ""
            yield section.rating_line
            yield markdown.plain_text(section.body, seen=WHOLE_DRAMA)
        else:
            yield from (words for _scope, words in markdown.passages(section.body))


def leaks(review: Review, sections: Sequence[Section], shown: Sequence[Place]) -> Iterator[Problem]:
    """`shown` is everything that everybody sees: the texts about the review and those of its open sections."""
    closed = [words_of(text) for text in closed_texts(sections)]
    bodies = [place for place in shown if place.is_body]
    dramas = dramas_of(review, sections)
    public = {word.key for text in _public_texts(dramas, bodies) for word in words_of(text)}
    names = {name for text in closed for name in _names(text)} - public
    # A hyphenated name is looked for as it is written and apart, as in an address.
    named = {(name,) for name in names} | {tuple(name.split("-")) for name in names}
    guests = {drama.pk: _hidden_guests(drama) for drama in dramas}
    known_runs = {run for place in bodies for run in _runs(words_of(place.text), _PHRASE)}
    phrases = {run for text in closed for run in _runs(text, _PHRASE)} - known_runs
    copied = {run for text in closed for run in _runs(text, _COPIED)}
    for place in shown:
        words = words_of(place.text)
        if place.is_body:
            spans = _spans_of(words, copied, _COPIED)
            message = _("These words are in hidden text too, and everyone sees them here.")
        else:
            spans = _spans_of_any(words, named)
            spans += [
                span
                for span in merged(_spans_of(words, phrases, _PHRASE))
                if _says_something(words_of(place.text[span.start : span.end]))
            ]
            message = _("Only hidden text says this, and everyone sees it here.")
        if spans:
            yield _problem(message, place, spans)
        if spans := _spans_of_any(words, _guests_at(place, review, sections, guests)):
            yield _problem(_("The credits hide this name as a spoiler."), place, spans)


def _problem(message: str | Promise, place: Place, spans: list[Span]) -> Problem:
    return Problem(
        Kind.LEAK,
        Severity.STOPS,
        message,
        place.label,
        place.field,
        place.text,
        merged(spans),
    )


def _names(words: list[Word]) -> Iterator[str]:
    """The parts of what is surely a name: capitalised inside a sentence, and never written small."""
    small = {word.key for word in words if not word.is_capital}
    for word in words:
        is_name = word.is_capital and not word.begins and len(word.key) >= _SHORT
        if is_name and word.key not in small and word.key not in _COMMON | _NOBODY:
            yield word.key


def _public_texts(dramas: Iterable[Drama], bodies: Iterable[Place]) -> Iterator[str]:
    for drama in dramas:
        yield from (drama.title, drama.title_ko, drama.romanized_title, drama.tagline, drama.synopsis)
        yield from drama.alternative_titles.values_list("text", flat=True)
        for credit in drama.credits.visible(SAFE).select_related("person"):
            yield from (credit.person.name, credit.character, credit.character_ko, credit.credited_as)
    yield from (place.text for place in bodies)


def _guests_at(
    place: Place,
    review: Review,
    sections: Sequence[Section],
    guests: Mapping[int, set[tuple[str, ...]]],
) -> set[tuple[str, ...]]:
    """Who must not be named here: a guest of one drama may be the lead of another that the next section is about."""
    parts = place.field.split("-")
    section = sections[int(parts[1])] if parts[0] == "sections" else None
    drama = drama_at(review, section) if section else None
    return guests[drama.pk] if drama else set().union(*guests.values())


def _hidden_guests(drama: Drama) -> set[tuple[str, ...]]:
    """Names that a credit with a scope keeps back, unless another credit of the drama shows them."""
    credits = list(drama.credits.select_related("person"))
    shown = {
        _name_keys(name) for credit in credits if credit.spoils_through == SAFE for name in _said(credit)
    }
    kept = {_name_keys(name) for credit in credits if credit.spoils_through > SAFE for name in _said(credit)}
    return {name for name in kept - shown if name}


def _said(credit: Credit) -> tuple[str, ...]:
    return (credit.person.name, credit.person.hangul, credit.character, credit.credited_as)


def _name_keys(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(name))


def _runs(words: list[Word], length: int) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - length + 1):
        yield tuple(word.key for word in words[start : start + length])


def _says_something(words: list[Word]) -> bool:
    return sum(word.key not in _COMMON for word in words) >= _MEANT_WORDS


def _spans_of_any(words: list[Word], runs: set[tuple[str, ...]]) -> list[Span]:
    """Of runs of several lengths; the words are gone through once for each length, however many runs there are."""
    return [span for length in {len(run) for run in runs} for span in _spans_of(words, runs, length)]


def _spans_of(words: list[Word], runs: set[tuple[str, ...]], length: int) -> list[Span]:
    return [
        Span(words[start].span.start, words[start + length - 1].span.end)
        for start in range(len(words) - length + 1)
        if tuple(word.key for word in words[start : start + length]) in runs
    ]
