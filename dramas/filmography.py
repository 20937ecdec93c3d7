"""What somebody did, drama by drama; a surprise appearance is in no filmography."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from dramas.cards import DramaCard, drama_card
from dramas.models import Credit, Person
from dramas.models.publication import public
from reviewsite.spoilers import SAFE

HEADINGS = {
    Credit.Job.CAST: _("As an actor"),
    Credit.Job.DIRECTOR: _("As a director"),
    Credit.Job.SCREENWRITER: _("As a screenwriter"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One drama of a filmography; one card even where somebody plays two characters."""

    card: DramaCard
    characters: tuple[str, ...]
    billing: str
    credited_as: str


@dataclass(frozen=True, slots=True)
class Work:
    heading: str
    parts: tuple[Part, ...]


def filmography(person: Person) -> list[Work]:
    """Safe credits in public dramas only, by job, the newest drama first; one query."""
    credits = (
        person.credits.visible(SAFE)
        .filter(public("drama__"))
        .select_related("drama__poster")
        .order_by("job", "-drama__year", "drama__title", "drama_id", "position")
    )
    return [
        Work(str(HEADINGS[Credit.Job(job)]), tuple(_parts(group)))
        for job, group in groupby(credits, key=lambda credit: credit.job)
    ]


def _parts(credits: Iterable[Credit]) -> Iterable[Part]:
    for _drama_id, group in groupby(credits, key=lambda credit: credit.drama_id):
        same = list(group)
        yield Part(
            card=drama_card(same[0].drama),
            characters=tuple(credit.character for credit in same if credit.character),
            billing=str(same[0].get_billing_display()) if same[0].billing else "",
            credited_as=same[0].credited_as,
        )
