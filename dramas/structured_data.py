"""Dramas and people as schema.org data; credits that spoil are not in it, whatever the reader has seen."""

from dramas.models import Drama, Person
from dramas.projection import DramaProjection, Role
from reviewsite.images.pictures import picture_of
from reviewsite.pages.structured_data import Data, absolute, without_blanks
from reviewsite.spoilers import SAFE


def series_of(drama: Drama) -> Data:
    """The drama by its names and dates, as the thing that a review is about."""
    poster = picture_of(drama.poster)
    names = [drama.title_ko, drama.romanized_title]
    return without_blanks(
        {
            "@type": "Movie" if drama.kind == Drama.Kind.FILM else "TVSeries",
            "@id": absolute(drama.get_absolute_url()),
            "name": drama.title,
            "alternateName": [name for name in names if name],
            "url": absolute(drama.get_absolute_url()),
            "image": absolute(poster.url) if poster else None,
            "startDate": drama.aired_from.isoformat() if drama.aired_from else None,
            "endDate": drama.aired_to.isoformat() if drama.aired_to else None,
            "numberOfEpisodes": drama.episodes,
            "sameAs": _elsewhere(drama),
        }
    )


def drama_page(facts: DramaProjection) -> Data:
    return {
        **series_of(facts.drama),
        **without_blanks(
            {
                "description": facts.drama.tagline,
                "genre": [genre.name for genre in facts.genres],
                "actor": _people(facts.cast),
                "director": _people(facts.directors),
                "author": _people(facts.screenwriters),
                "contentRating": facts.drama.rated,
                "isBasedOn": _source(facts.drama),
            }
        ),
    }


def person_page(person: Person) -> Data:
    photo = picture_of(person.photo)
    names = [person.hangul, *(name.spelling for name in person.names.all())]
    return without_blanks(
        {
            "@type": "Person",
            "@id": absolute(person.get_absolute_url()),
            "name": person.name,
            "alternateName": [name for name in names if name],
            "url": absolute(person.get_absolute_url()),
            "image": absolute(photo.url) if photo else None,
        }
    )


def _people(roles: tuple[Role, ...]) -> list[Data]:
    return [
        {"@type": "Person", "name": role.person.name, "url": absolute(role.person.get_absolute_url())}
        for role in roles
        if role.spoils_through == SAFE
    ]


def _source(drama: Drama) -> Data | None:
    if not drama.based_on_title:
        return None
    author = {"@type": "Person", "name": drama.based_on_author} if drama.based_on_author else None
    work = {
        "@type": "CreativeWork",
        "name": drama.based_on_title,
        "author": author,
        "url": drama.based_on_url,
    }
    return without_blanks(work)


def _elsewhere(drama: Drama) -> list[str]:
    """Its pages in the databases whose identifiers are known."""
    identifiers = [
        ("https://www.imdb.com/title/{}/", drama.imdb_id),
        ("https://www.themoviedb.org/tv/{}", drama.tmdb_id),
        ("https://mydramalist.com/{}", drama.mydramalist_id),
        ("https://www.wikidata.org/wiki/{}", drama.wikidata_id),
    ]
    return [address.format(identifier) for address, identifier in identifiers if identifier]
