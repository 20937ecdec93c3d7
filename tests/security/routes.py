"""Every route of the site with a sample address: a route that is not named here fails the walk."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reviews.models import PreviewLink, Review
from tests.factories import make_writer
from tests.security.canaries import World
from tests.thoroughness import PROFILE

Samples = Callable[[World], list[str]]


def _at(name: str, *args: object) -> Samples:
    return lambda world: [reverse(name, args=list(args))]


def _preview_link(world: World) -> str:
    """The planted review by a link for outsiders: the same page, withholding the same."""
    return _preview_of(world.review)


def _preview_of(review: Review) -> str:
    _link, token = PreviewLink.objects.make(review, make_writer(is_superuser=True))
    return PreviewLink.address(token)


def comments_of(world: World) -> str:
    return world.review.get_absolute_url() + "comments/"


#: Ordinary words of the planted site, names, a kind, a page too far, a slip, and nothing at all.
SEARCHES = (
    "the",
    "walk&kind=review",
    "words",
    "mystery&page=9",
    "walker",
    "guest+star",
    "%EC%82%B0%EC%B1%85",
    "opennig",
    "nowhere",
    "",
)

#: Queries that open nothing of an article.
CLOSED_ARTICLE = (
    "",
    "?seen=9",
    "?seen=16",
    "?open=",
    "?open=0,99,x,-1,2.0,5",
    "?open=1&open=2",
    "?OPEN=2",
    "?open=%DB%B2",
)

#: Route name -> its sample addresses, with every kind of query string that changes the page.
PUBLIC: dict[str, Samples] = {
    "home": _at("home"),
    "articles": _at("articles"),
    "about": _at("about"),
    "privacy": _at("privacy"),
    "page": lambda world: [world.page.get_absolute_url(), world.page.get_absolute_url() + "?seen=6"],
    "style_guide": _at("style_guide"),
    "try_to_spoil": _at("try_to_spoil"),
    "healthz": _at("healthz"),
    "readyz": _at("readyz"),
    "robots": _at("robots"),
    "manifest": _at("manifest"),
    "shelf": _at("shelf"),
    "shelf_dramas": _at("shelf_dramas"),
    "theme": _at("theme", "00000000"),
    "look": lambda world: [reverse("look", args=["1f5f52-0-b3261e-0", "00000000"])],
    "review_feed": _at("review_feed"),
    "series_feed": lambda world: [
        reverse("series_feed", args=[slug]) for slug in (world.series.slug, "no-such-series")
    ],
    "sitemap": _at("sitemap"),
    "sitemap_section": lambda world: [
        f"/sitemap-{name}.xml"
        for name in ("reviews", "series", "dramas", "people", "networks", "genres", "tags", "pages", "site")
    ],
    "preview": lambda world: [
        _preview_link(world),
        _preview_of(world.article),
        reverse("preview", args=["never-given"]),
    ],
    "search": lambda world: [reverse("search"), *(f"{reverse('search')}?q={query}" for query in SEARCHES)],
    "search_suggest": lambda world: [f"{reverse('search_suggest')}?q={query}" for query in SEARCHES],
    "opensearch": _at("opensearch"),
    "writer": _at("writer", "walker"),
    "media": lambda world: [world.image.file.url, "/media/images/00/" + "0" * 32 + ".jpg"],
    "reviews:review_list": lambda world: [
        reverse("reviews:review_list"),
        reverse("reviews:review_list") + "?genre=mystery&sort=rating",
        reverse("reviews:review_list") + "?tag=walking",
        reverse("reviews:review_list") + "?kind=article",
    ],
    "reviews:review": lambda world: [
        world.review.get_absolute_url(),
        world.dropped.get_absolute_url(),
        world.recap.get_absolute_url(),
        world.review.get_absolute_url() + "?seen=0",
        world.review.get_absolute_url() + "?seen=ALL",
        world.review.get_absolute_url() + "?seen=-1",
        world.review.get_absolute_url() + "?seen=all&seen=0",
        world.review.get_absolute_url() + "?seen=3",
        world.review.get_absolute_url() + "?open=1,2,3",
        *(world.article.get_absolute_url() + query for query in CLOSED_ARTICLE),
    ],
    "series": lambda world: [
        world.series.get_absolute_url(),
        world.series.get_absolute_url() + "?seen=all",
    ],
    "mail_links:ask": _at("mail_links:ask"),
    "mail_links:consent": _at("mail_links:consent", "made:up"),
    "mail_links:silence": _at("mail_links:silence", "made:up"),
    "mail_links:data": _at("mail_links:data", "made:up"),
    "comments:comment_list": lambda world: [
        comments_of(world),
        *(
            f"{comments_of(world)}?{query}"
            for query in ("order=oldest", "seen=3", f"after={world.comments[1].pk}")
        ),
        world.article.get_absolute_url() + "comments/",
        world.article.get_absolute_url() + "comments/?seen=9&open=1,2,3",
    ],
    "comments:comment": lambda world: [
        comment.get_absolute_url() for comment in (*world.comments, *world.article.comments.all())
    ],
    "comments:new": lambda world: [
        comments_of(world) + "new/",
        world.article.get_absolute_url() + "comments/new/",
        *(
            f"{world.article.get_absolute_url()}comments/new/?reply={comment.pk}"
            for comment in world.article.comments.all()
        ),
        *(f"{comments_of(world)}new/?reply={comment.pk}" for comment in world.comments),
    ],
    "comments:report": lambda world: [f"{comment.get_absolute_url()}report/" for comment in world.comments],
    "comments:thanks": lambda world: [f"{world.comments[1].get_absolute_url()}thanks/x/"],
    "comments:edit": lambda world: [f"{world.comments[1].get_absolute_url()}edit/x/"],
    "dramas:drama_list": lambda world: [
        "/dramas/",
        "/dramas/?from=film",
        "/dramas/?from=nothing",
        "/dramas/?tag=walking",
        "/dramas/?tag=zqtagfourslug",
    ],
    "dramas:drama": lambda world: [
        world.drama.get_absolute_url(),
        world.drama.get_absolute_url() + "?seen=3",
        "/dramas/the-other-road/",
    ],
    "dramas:person_list": _at("dramas:person_list"),
    "dramas:person": lambda world: [
        world.person.get_absolute_url(),
        world.surprise.get_absolute_url(),
        world.surprise.get_absolute_url() + "?seen=all",
    ],
    "dramas:network_list": _at("dramas:network_list"),
    "dramas:network": _at("dramas:network", "ktv"),
    "dramas:genre_list": _at("dramas:genre_list"),
    "dramas:year_list": _at("dramas:year_list"),
    "dramas:genre": _at("dramas:genre", "mystery"),
    "dramas:year": _at("dramas:year", 2020),
    "dramas:calendar": _at("dramas:calendar"),
    "dramas:calendar_feed": _at("dramas:calendar_feed"),
    "dramas:tag_list": _at("dramas:tag_list"),
    "dramas:tag": lambda world: [
        f"/tags/{slug}/{query}" for slug in ("walking", "zqtagfourslug") for query in ("", "?seen=all")
    ],
}


@dataclass(frozen=True)
class Route:
    """One route: its qualified name, its whole pattern, and the pattern's values by name."""

    name: str
    pattern: str


def walk_routes() -> Iterator[Route]:
    yield from _walk(get_resolver().url_patterns, "", "/")


def _walk(patterns: list[URLPattern | URLResolver], namespace: str, prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, whole)
        else:
            yield Route(f"{namespace}{pattern.name or whole}", whole)


def sample_addresses(route: Route, world: World) -> list[str] | None:
    """Addresses to fetch for a route, or None if nobody said which."""
    if route.name in PUBLIC:
        return PUBLIC[route.name](world)
    if route.pattern.startswith("/admin/"):
        return [_admin_address(route.pattern, world)]
    return None


def public_addresses(world: World) -> list[str]:
    """One address of each public route; in torture, all of their samples."""
    return [
        address
        for samples in PUBLIC.values()
        for address in (samples(world) if PROFILE == "torture" else samples(world)[:1])
    ]


def _admin_address(pattern: str, world: World) -> str:
    """The admin's routes take an object's key, a content type, an app, or the rest of a path."""
    values = {
        "object_id": world.review.pk,
        "id": world.user.pk,
        "content_type_id": 1,
        "key": world.image.key,
        "revision": 1,
    }
    if "(?P<app_label>" in pattern:
        return "/admin/reviews/"
    if "(?P<url>" in pattern:
        return "/admin/no/such/page/"
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values[part[1]]), pattern)
