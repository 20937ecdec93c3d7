"""The site as its owner set it up, read once in a request: two queries, whatever asks.

While the database is away, and in answers that must not ask it, the site is as this process knew it last.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from reviewsite import markdown
from reviewsite.images.models import Image
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture
from reviewsite.site import icons, theme
from reviewsite.site.models import Page, SiteSettings
from reviewsite.spoilers import SAFE

#: What a request has read, once it has.
Holder = dict[str, "Site"]
_holder: ContextVar[Holder | None] = ContextVar("site", default=None)
_last: Holder = {}


@dataclass(frozen=True, slots=True)
class Site:
    settings: SiteSettings
    pages: tuple[Page, ...]

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def tagline(self) -> str:
        return self.settings.tagline

    @property
    def look_address(self) -> str:
        """Of the stylesheet with the owner's colours; "" if they are the site's own."""
        return self.settings.look.address

    @property
    def theme_address(self) -> str:
        """Of the stylesheet of the owner's theme, if they have one."""
        found = theme.stylesheet()
        return found.address if found else ""

    @property
    def logo(self) -> Image | None:
        return _shown(self.settings.logo)

    @property
    def logo_is_see_through(self) -> bool:
        return bool(self.logo and not self.logo.placeholder)

    @property
    def icons(self) -> dict[str, str]:
        """The addresses of the owner's icon by what they are for; none for the site's own."""
        icon = _shown(self.settings.icon)
        return {name: icons.address(icon, size) for name, size in icons.BY_USE.items()} if icon else {}

    @property
    def share_picture(self) -> Picture | None:
        return picture_of(self.settings.share_picture)

    @property
    def comments_policy(self) -> SafeString:
        return markdown.render(self.settings.comments_policy, gate_links=False)

    @property
    def menu(self) -> list[Page]:
        return self._linked(Page.Place.MENU)

    @property
    def footer(self) -> list[Page]:
        return self._linked(Page.Place.FOOTER)

    @property
    def about(self) -> Page | None:
        return self._named("about")

    @property
    def privacy(self) -> Page | None:
        return self._named("privacy")

    def _linked(self, place: str) -> list[Page]:
        return [page for page in self.pages if page.place == place]

    def _named(self, slug: str) -> Page | None:
        return next((page for page in self.pages if page.slug == slug), None)


def _shown(image: Image | None) -> Image | None:
    return image if image and image.is_shown and image.spoils_through == SAFE else None


def first_settings() -> SiteSettings:
    """What a site is called before anybody said so: the values of the environment."""
    return SiteSettings(name=settings.SITE_NAME[:60], tagline=settings.SITE_TAGLINE[:150])


def current() -> Site:
    holder = _holder.get()
    if holder is None:
        return _read()
    if "site" not in holder:
        holder["site"] = _read()
    return holder["site"]


def use_last_known() -> None:
    """Ask the database nothing for the rest of this request."""
    holder = _holder.get()
    if holder is not None:
        holder.setdefault("site", _last_known())


def _read() -> Site:
    try:
        rows = SiteSettings.objects.select_related("logo", "icon", "share_picture")[:1]
        site = Site(next(iter(rows), None) or first_settings(), tuple(Page.objects.linked()))
    except Error:
        return _last_known()
    _last.update(site=site)
    return site


def _last_known() -> Site:
    return _last.get("site") or Site(first_settings(), ())


class SiteMiddleware:
    """Lets all that a request asks of the site be read once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _holder.set({})
        try:
            return self.get_response(request)
        finally:
            _holder.reset(token)
