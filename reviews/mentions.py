"""Which dramas and people of the catalogue a review names: found on save, for the writer to refuse.

A name counts by how it is written. Of namesakes the one with a part in the review's drama is meant; where that
does not decide, nobody is. What is not public yet makes no name doubtful that was not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from dramas.korean_names.tokens import groups, squeezed
from dramas.models import Credit, Drama, Person, PersonKey
from reviews.models import Mention, Review, Section
from reviewsite import markdown
from reviewsite.markdown.phrases import Phrase, phrases_in
from reviewsite.spoilers import SAFE

#: The text is read once for each scope in it, so only so many are told apart.
_MOST_SCOPES = 40
_FEWEST_LETTERS = 4
_FEWEST_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase of the review, with the scope below which the reader does not see it."""

    phrase: Phrase
    spoils_through: int

    @property
    def text(self) -> str:
        return self.phrase.text


@transaction.atomic
def refresh_mentions(review: Review) -> None:
    """Bring the review's mentions in step with its text; a refusal stays refused while the name is there."""
    found: dict[tuple[type, int], tuple[Drama | Person, Named]] = {}
    for target, phrase in find(review):
        key = (type(target), target.pk)
        if key not in found or _rank(phrase) < _rank(found[key][1]):
            found[key] = (target, phrase)
    held = {(type(mention.target), mention.target.pk): mention for mention in review.mentions.with_targets()}
    review.mentions.filter(pk__in=[mention.pk for key, mention in held.items() if key not in found]).delete()
    for key, (target, phrase) in found.items():
        fields = {"text": phrase.text, "spoils_through": phrase.spoils_through}
        if key in held:
            review.mentions.filter(pk=held[key].pk).update(**fields)
        else:
            link = {"drama": target} if isinstance(target, Drama) else {"person": target}
            Mention.objects.create(review=review, **link, **fields)


def find(review: Review) -> Iterator[tuple[Drama | Person, Named]]:
    """Everything of the catalogue that the review names, with the least closed phrase that does."""
    phrases: dict[str, Named] = {}
    for section in review.sections.all():
        for phrase in phrases_of(section):
            known = phrases.get(phrase.text)
            if known is None or _rank(phrase) < _rank(known):
                phrases[phrase.text] = phrase
    yield from _dramas(review, phrases)
    yield from _people(_own_dramas(review), phrases)


def _own_dramas(review: Review) -> list[int]:
    """The drama that the review is about, or those of an article's sections."""
    if review.drama_id is not None:
        return [review.drama_id]
    return [section.drama_id for section in review.sections.all() if section.drama_id is not None]


def phrases_of(section: Section) -> Iterator[Named]:
    """Runs of words that could be a name."""
    scopes = {section.spoils_through} | {
        max(section.spoils_through, scope) for scope, _words in markdown.passages(section.body)
    }
    for scope in _some_of(sorted(scopes)):
        visible = markdown.plain_text(section.body, seen=scope, scope=section.spoils_through)
        for phrase in phrases_in(visible):
            yield Named(phrase, scope)


def _some_of(scopes: list[int]) -> list[int]:
    """At most _MOST_SCOPES of them, the highest among them: what opens in between counts as closed until the next."""
    step = -(-len(scopes) // _MOST_SCOPES)
    return scopes[::-1][::step][::-1]


def _rank(named: Named) -> tuple[bool, int, int]:
    """The best first: surely a name, seen by most readers, and the whole name rather than a part."""
    return named.phrase.is_doubtful, named.spoils_through, -len(named.text)


def _dramas(review: Review, phrases: dict[str, Named]) -> Iterator[tuple[Drama, Named]]:
    by_title: dict[str, list[Drama]] = defaultdict(list)
    for drama in Drama.objects.filter(Q(title__in=list(phrases)) | Q(title_ko__in=list(phrases))):
        for title in {drama.title, drama.title_ko} & phrases.keys():
            by_title[title].append(drama)
    for title, dramas in by_title.items():
        meant = [drama for drama in dramas if drama.is_public()] or dramas
        if len(meant) == 1 and meant[0].pk != review.drama_id and not phrases[title].phrase.is_doubtful:
            yield meant[0], phrases[title]


def _people(dramas: list[int], phrases: dict[str, Named]) -> Iterator[tuple[Person, Named]]:
    by_key: dict[str, Named] = {}
    for phrase in phrases.values():
        key = squeezed(groups(phrase.text))
        is_name = " " in phrase.text or phrase.text > "가"
        if is_name and len(key) >= (_FEWEST_LETTERS if key.isascii() else _FEWEST_SYLLABLES):
            known = by_key.get(key)
            by_key[key] = phrase if known is None or _rank(phrase) < _rank(known) else known
    credits = list(Credit.objects.visible(SAFE).filter(drama__in=dramas))
    in_drama = {credit.person_id for credit in credits}
    # In a review of Signal, Park Hae-young is its policeman and not the screenwriter of that name.
    characters = {squeezed(groups(credit.character)) for credit in credits}
    by_name = _people_by_key(by_key)
    public = _public_among(person for people in by_name.values() for person in people)
    for key, holders in by_name.items():
        people = [person for person in holders if person.pk in public] or holders
        in_this = [person for person in people if person.pk in in_drama]
        meant = in_this or ([] if key in characters else people)
        if len(meant) == 1:
            yield meant[0], by_key[key]


def _public_among(people: Iterable[Person]) -> set[int]:
    rows = Person.objects.published().filter(pk__in={person.pk for person in people})
    return set(rows.values_list("pk", flat=True))


def _people_by_key(keys: Iterable[str]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for row in PersonKey.objects.filter(key__in=list(keys)).select_related("person").order_by("pk"):
        found[row.key].append(row.person)
    return found
