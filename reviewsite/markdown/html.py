"""Tokens to HTML. Everything here is escaped, and nh3 has the last word after it."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from reviewsite.spoilers import seen_query
from reviewsite.spoilers.labels import label

from .addresses import without_progress
from .pictures import Picture

Env = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class WayIn:
    """Where all gates of a text lead that opens as a whole, and what it spoils then."""

    address: str
    scope: int


class Renderer(RendererHTML):
    """The stock renderer, and the tokens that `spoiler_rule` and `visible` add: stray_marker, gate, picture, figure."""

    def stray_marker(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        return self.text(tokens, i, options, env)

    def gate(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        # One text of thousands of passages is a hostile one: translate each kind of gate once.
        meta = tokens[i].meta
        known = env.setdefault("gates", {})
        kind = (meta["scope"], meta["link"], meta["picture"])
        if kind not in known:
            known[kind] = _gate(*kind, env.get("gate_query", ""), env.get("way_in"))
        return str(known[kind])

    def picture(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        picture, alt = tokens[i].meta["picture"], tokens[i].meta["alt"]
        return (
            _plain_picture(picture, alt, env["base_url"]) if env.get("base_url") else _picture(picture, alt)
        )

    def figure(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        token = tokens[i]
        credit = _credit(token.meta["picture"])
        caption = self.renderInline(token.children or [], options, env)
        parts = " ".join(part for part in (caption, credit) if part)
        figcaption = f"<figcaption>{parts}</figcaption>" if parts else ""
        return f'<figure class="figure">{self.picture(tokens, i, options, env)}{figcaption}</figure>\n'

    def link_open(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        if env.get("base_url"):
            tokens[i].attrs["href"] = _whole(str(tokens[i].attrs["href"]), env["base_url"])
        return self.renderToken(tokens, i, options, env)

    def table_open(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        # A wide table scrolls in its own box, which a keyboard must be able to reach.
        box = format_html('<div class="table-scroll" role="group" aria-label="{}" tabindex="0">', _("Table"))
        return box + self.renderToken(tokens, i, options, env)

    def table_close(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        return self.renderToken(tokens, i, options, env) + "</div>\n"


def _gate(scope: int, link: bool, picture: bool, query: str, way_in: WayIn | None) -> str:
    if way_in and link:
        scope = way_in.scope
    words = label(scope, "picture" if picture else "passage")
    if not link:
        return format_html('<span class="passage-gate">{}</span>', words)
    # A query string, written whole: it replaces the one of the page that it is on.
    address = f"?{query}&{seen_query(scope)[1:]}" if query else seen_query(scope)
    address = way_in.address if way_in else address
    return format_html('<a class="passage-gate" href="{}" rel="nofollow">{}</a>', address, words)


def _picture(picture: Picture, alt: str) -> str:
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}"{}>',
        ((kind, srcset, _attributes({"sizes": picture.sizes})) for kind, srcset in picture.sources),
    )
    img = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async"{}>',
        picture.url,
        picture.width,
        picture.height,
        alt,
        _attributes({"class": picture.placeholder}),
    )
    return format_html("<picture>{}{}</picture>", sources, img) if sources else img


def _plain_picture(picture: Picture, alt: str, base_url: str) -> str:
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">',
        _whole(picture.url, base_url),
        picture.width,
        picture.height,
        alt,
    )


def _whole(address: str, base_url: str) -> str:
    """The address as it is read on the page `base_url`; what a browser could not read either stays as it is."""
    try:
        return urljoin(base_url, address)
    except ValueError:
        return address


def _credit(picture: Picture) -> str:
    if not picture.credit:
        return ""
    credit: str = picture.credit
    if picture.credit_url:
        credit = format_html(
            '<a href="{}" rel="nofollow">{}</a>', without_progress(picture.credit_url), picture.credit
        )
    return format_html('<span class="figure-credit">{}</span>', credit)


def _attributes(attributes: Mapping[str, str]) -> str:
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
