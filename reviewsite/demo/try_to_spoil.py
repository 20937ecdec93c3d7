"""A page of the demo: everything that the server sends of one review to a reader who has asked for nothing."""

import copy
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reviews.cards import review_card
from reviews.feeds import entry_html
from reviews.models import Review
from reviews.projection import Projection, project
from reviews.views.review import show
from reviewsite import markdown
from reviewsite.pages.structured_data import absolute
from reviewsite.spoilers import SAFE, WHOLE_DRAMA

#: The review of the demo with the most to give away. Where there is no such text, there is no such page.
SLUG = "signal"


@dataclass(frozen=True, slots=True)
class Sent:
    name: str | Promise
    source: str  # escaped by the template, whatever it is


@require_safe
def try_to_spoil(request: HttpRequest) -> HttpResponse:
    review = Review.objects.published().for_display().select_related("drama__reader_score").filter(slug=SLUG)
    found = review.first()
    if found is None:
        raise Http404
    projection = project(found, SAFE, base_url=absolute(found.get_absolute_url()))
    card = review_card(found)
    context = {
        "review": card,
        "sent": [
            Sent(gettext_lazy("The page"), _page(request, found)),
            Sent(gettext_lazy("The feed entry"), str(entry_html(projection))),
            Sent(
                gettext_lazy("The card"),
                render_to_string("components/review_card.html", {"card": review_card(found)}),
            ),
        ],
        "sections": sum(len(gate.sections) for gate in projection.gates),
        "words": _words_withheld(found, projection),
        "breadcrumbs": [(_("Try to make it spoil"), "")],
    }
    return render(request, "demo/try_to_spoil.html", context)


def _page(request: HttpRequest, review: Review) -> str:
    """What the review's own address answers."""
    reader = copy.copy(request)
    reader.path = reader.path_info = review.get_absolute_url()
    reader.GET = QueryDict()
    return show(reader, review).content.decode()


def _words_withheld(review: Review, projection: Projection) -> int:
    every = (
        markdown.plain_text(section.body, seen=WHOLE_DRAMA, scope=section.spoils_through)
        for section in review.sections.all()
    )
    return sum(len(text.split()) for text in every) - sum(part.words for part in projection.open_sections)
