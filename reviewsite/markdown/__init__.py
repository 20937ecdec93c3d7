"""The only path from Markdown to HTML.

`render` makes safe HTML for one reader: who has seen through episode `seen` gets what spoils no more than
that, and of the rest nothing at all. `||passage||` spoils the whole drama, `||7: passage||` events through
episode 7. Rendering is pure and linear in the text's length, whatever the text.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it.token import Token

from reviewsite.spoilers import SAFE

from .addresses import without_progress
from .entrance import Entered, enter
from .html import WayIn
from .limits import has_too_much_markup
from .linking import NameLinks
from .pictures import Picture
from .profiles import COMMENTER, WRITER, Profile
from .visible import Reader, visible_blocks
from .visible_text import hidden_scope, lines_of, passages, picture_keys, plain_text, unclosed_spoilers

__all__ = [
    "COMMENTER",
    "WRITER",
    "Entered",
    "NameLinks",
    "Picture",
    "Profile",
    "Reader",
    "WayIn",
    "enter",
    "has_too_much_markup",
    "hidden_scope",
    "passages",
    "picture_keys",
    "plain_text",
    "render",
    "render_section",
    "unclosed_spoilers",
    "without_progress",
]


def render(
    source: str,
    *,
    seen: int = SAFE,
    scope: int = SAFE,
    profile: Profile = WRITER,
    pictures: Mapping[str, Picture] | None = None,
    gate_links: bool = True,
    gate_query: str = "",
    way_in: WayIn | None = None,
) -> SafeString:
    """HTML of `source` for a reader who has seen through episode `seen`.

    `scope` is what the text as a whole spoils (its section's or comment's); above `seen` only a gate is left.
    `pictures` maps the keys of `![alt](image:KEY)` to pictures; a key that is missing renders nothing. Gates
    are links to `?seen=…`, behind `gate_query` if given, or all of them to `way_in`; plain words without
    `gate_links` (feeds, mails). Of a text with too much markup only a sentence that says so is left: forms refuse it
    with `has_too_much_markup`.
    """
    reader = Reader(seen, scope, pictures or {}, gate_links=gate_links, profile=profile)
    if has_too_much_markup(source):
        return _withheld()
    tokens = visible_blocks(profile.parse(source), reader)
    return _html(tokens, profile, gate_query=gate_query, way_in=way_in)


def render_section(
    source: str, reader: Reader, *, names: NameLinks, way_in: WayIn | None, base_url: str
) -> tuple[SafeString, int]:
    """HTML of one of several texts that belong together, and how many words of it this reader gets, captions aside.

    `names` become links where they are first recognised, across all the texts that are rendered with it. With
    `base_url`, the page's own whole address, the HTML can be read elsewhere: every link is whole, and of each picture
    there is one plain `<img>`.
    """
    if has_too_much_markup(source):
        return _withheld(), 0
    tokens = visible_blocks(reader.profile.parse(source), reader)
    prose = lines_of(token for token in tokens if token.type != "figure")
    words = sum(len(line.split()) for line in prose)
    names.put_into(tokens)
    return _html(tokens, reader.profile, way_in=way_in, base_url=base_url), words


def _withheld() -> SafeString:
    return format_html('<p class="withheld">{}</p>', _("This text has too much formatting to be shown."))


def _html(tokens: list[Token], profile: Profile, **env: Any) -> SafeString:
    html = profile.parser.renderer.render(tokens, profile.parser.options, env)
    # Safe: nh3 has cut the output down to the profile's allow-list.
    return mark_safe(profile.cleaner.clean(html))
