"""The catalogue's pages: fetch, decide, render."""

import copy
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dramas.calendar_file import calendar_file, dramas_in_file
from dramas.cards import drama_cards
from dramas.filmography import filmography
from dramas.models import Drama, DramaTag, Genre, Network, Person, Tag
from dramas.models.airing import today_in_korea
from dramas.models.source_work import FROM, canonical_source
from dramas.models.tag import listed
from dramas.projection import facts_of, related_dramas, songs_of, watch_links
from dramas.schedule import calendar as calendar_of
from dramas.structured_data import drama_page, person_page
from reviewsite import markdown
from reviewsite.images.pictures import picture_of
from reviewsite.pages.alphabet import beginning_with, letters_of, parse_letter
from reviewsite.pages.paging import page_of
from reviewsite.slugs import canonical_slug, get_by_slug
from reviewsite.spoilers import SAFE, parse_seen

DRAMAS_PER_PAGE = 48
PEOPLE_PER_PAGE = 60


@require_safe
def drama_list(request: HttpRequest) -> HttpResponse:
    source = canonical_source(request.GET.getlist("from"))
    tags = list(Tag.objects.with_drama_counts())
    # A tag that only spoils is none of these: asking for it says nothing of any drama.
    chosen = canonical_slug(request.GET.getlist("tag"))
    tag = next((each for each in tags if each.slug == chosen), None)
    everything = Drama.objects.published()
    if source:
        everything = everything.filter(based_on_kind=source)
    if tag:
        everything = everything.filter(pk__in=DramaTag.objects.filter(listed(), tag=tag).values("drama"))
    letter = parse_letter(request.GET.get("letter", ""))
    dramas = beginning_with(everything, "title", letter).select_related("poster")
    page = page_of(request, dramas, DRAMAS_PER_PAGE)
    context = {
        "page": page,
        "cards": drama_cards(page),
        "letter": letter,
        "letters": letters_of(everything, "title"),
        "years": _years(),
        "source": source,
        "kept": _query(source, tag),
        "sources": [(words, _query(kind, tag), kind == source, count) for kind, words, count in _sources()],
        "all_sources": _query("", tag),
        "tag": tag,
        "tags": [(each.name, _query(source, each), each == tag, each.drama_count) for each in tags],
        "all_tags": _query(source, None),
        "query": _query(source, tag, letter),
        "breadcrumbs": [(_("Dramas"), "")],
    }
    return render(request, "dramas/drama_list.html", context)


@require_safe
def drama(request: HttpRequest, slug: str) -> HttpResponse:
    return _drama_page(request, get_by_slug(Drama.objects.published().select_related("poster"), slug))


@require_safe
def as_published(request: HttpRequest, found: Drama) -> HttpResponse:
    """The page of any drama, public or not, for those who may see it: kept by nobody, found by no search engine."""
    reader = copy.copy(request)
    reader.path = reader.path_info = found.get_absolute_url()
    answer = _drama_page(reader, found)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer


def _drama_page(request: HttpRequest, found: Drama) -> HttpResponse:
    seen = parse_seen(request.GET.getlist("seen"), episodes=found.episodes)
    facts = facts_of(found, seen)
    related, related_outside = related_dramas(found)
    context = {
        "drama": found,
        "facts": facts,
        "safe_poster": picture_of(found.poster),
        "seen": seen,
        "other_titles": found.alternative_titles.all(),
        "watch_links": watch_links(found),
        "songs": songs_of(found, seen),
        "related": related,
        "related_outside": related_outside,
        "structured_data": drama_page(facts),
        "breadcrumbs": [(_("Dramas"), reverse("dramas:drama_list")), (found.title, "")],
    }
    return render(request, "dramas/drama.html", context)


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    everyone = Person.objects.published()
    letter = parse_letter(request.GET.get("letter", ""))
    people = beginning_with(everyone.with_namesake_notes(), "name", letter).select_related("photo")
    page = page_of(request, people, PEOPLE_PER_PAGE)
    context = {
        "page": page,
        "tiles": [(person, picture_of(person.photo)) for person in page],
        "letter": letter,
        "letters": letters_of(everyone, "name"),
        "query": f"letter={letter}" if letter else "",
        "breadcrumbs": [(_("People"), "")],
    }
    return render(request, "dramas/person_list.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    people = Person.objects.published().select_related("photo").prefetch_related("names")
    found = get_by_slug(people, slug)
    context = {
        "person": found,
        "photo": picture_of(found.photo),
        "bio": markdown.render(found.bio, seen=SAFE),
        "names": found.names.all(),
        "works": filmography(found),
        "namesakes": _namesakes(found),
        "structured_data": person_page(found),
        "breadcrumbs": [(_("People"), reverse("dramas:person_list")), (found.name, "")],
    }
    return render(request, "dramas/person.html", context)


@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    networks = Network.objects.with_drama_counts().order_by("kind", "name")
    context = {"networks": networks, "breadcrumbs": [(_("Networks"), "")]}
    return render(request, "dramas/network_list.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_by_slug(Network.objects.published().select_related("logo"), slug)
    context = {
        "network": found,
        "logo": picture_of(found.logo),
        "breadcrumbs": [(_("Networks"), reverse("dramas:network_list")), (found.name, "")],
    }
    return _shelf(request, "dramas/network.html", Drama.objects.published().filter(networks=found), context)


@require_safe
def genre_list(request: HttpRequest) -> HttpResponse:
    genres = Genre.objects.with_drama_counts()
    context = {"genres": genres, "breadcrumbs": [(_("Genres"), "")]}
    return render(request, "dramas/genre_list.html", context)


@require_safe
def genre(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_by_slug(Genre.objects.published(), slug)
    context = {
        "genre": found,
        "breadcrumbs": [(_("Genres"), reverse("dramas:genre_list")), (found.name, "")],
    }
    return _shelf(request, "dramas/genre.html", Drama.objects.published().filter(genres=found), context)


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    tags = Tag.objects.with_drama_counts()
    return render(request, "dramas/tag_list.html", {"tags": tags, "breadcrumbs": [(_("Tags"), "")]})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The dramas of which everybody may know that they have this tag."""
    found = get_by_slug(Tag.objects.published(), slug)
    context = {
        "tag": found,
        "breadcrumbs": [(_("Tags"), reverse("dramas:tag_list")), (found.name, "")],
    }
    rows = DramaTag.objects.filter(listed(), tag=found)
    return _shelf(request, "dramas/tag.html", Drama.objects.filter(pk__in=rows.values("drama")), context)


@require_safe
def year_list(request: HttpRequest) -> HttpResponse:
    context = {"years": _years(), "breadcrumbs": [(_("Years"), "")]}
    return render(request, "dramas/year_list.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    if not 1900 <= year <= 2100:
        raise Http404
    dramas = Drama.objects.published().filter(year=year)
    if not dramas.exists():
        raise Http404
    context = {
        "year": year,
        "years": _years(),
        "breadcrumbs": [(_("Years"), reverse("dramas:year_list")), (str(year), "")],
    }
    return _shelf(request, "dramas/year.html", dramas, context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    context = {"calendar": calendar_of(), "breadcrumbs": [(_("Calendar"), "")]}
    return render(request, "dramas/calendar.html", context)


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    today = today_in_korea()
    file = calendar_file(dramas_in_file(today), today)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")


def _shelf(
    request: HttpRequest, template: str, dramas: "QuerySet[Drama]", context: dict[str, Any]
) -> HttpResponse:
    page = page_of(request, dramas.order_by("-year", "title").select_related("poster"), DRAMAS_PER_PAGE)
    return render(request, template, {**context, "page": page, "cards": drama_cards(page)})


def _query(source: str, tag: Tag | None, letter: str = "") -> str:
    """The address of a list of dramas, without `?`."""
    asked = (("from", source), ("tag", tag.slug if tag else ""), ("letter", letter))
    return urlencode([(name, value) for name, value in asked if value])


def _sources() -> list[tuple[str, str, int]]:
    """Each kind of work that dramas are based on, with its words and the number of dramas, most first."""
    known = Drama.objects.published().exclude(based_on_kind="").order_by()
    counts = (
        known.values_list("based_on_kind").annotate(count=Count("pk")).order_by("-count", "based_on_kind")
    )
    return [(kind, str(FROM[kind]), count) for kind, count in counts]


def _years() -> list[tuple[int, int]]:
    """Each year that has dramas with their number, the newest first."""
    dated = Drama.objects.published().exclude(year=None).order_by("-year")
    return list(dated.values_list("year").annotate(count=Count("pk")))


def _namesakes(person: Person) -> "QuerySet[Person]":
    same = Q(name=person.name)
    if person.hangul:
        same |= Q(hangul=person.hangul)
    return Person.objects.published().filter(same).exclude(pk=person.pk).with_namesake_notes()
