"""The only path from Markdown to HTML.

`render` makes safe HTML for one reader: who has seen through episode `seen` gets what spoils no more than
that, and of the rest nothing at all. `||passage||` spoils the whole drama, `||7: passage||` events through
episode 7. Rendering is pure and linear in the text's length, whatever the text.
"""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reviewsite.spoilers import SAFE

from .addresses import without_progress
from .entrance import Entered, enter
from .html import WayIn
from .limits import has_too_much_markup
from .linking import NameLinks
from .pictures import Picture
from .profiles import COMMENTER, WRITER, Profile
from .visible import Reader, visible_blocks
from .visible_text import hidden_scope, passages, picture_keys, plain_text, unclosed_spoilers, word_count

__all__ = [
    "COMMENTER",
    "WRITER",
    "Entered",
    "NameLinks",
    "Picture",
    "Profile",
    "WayIn",
    "enter",
    "has_too_much_markup",
    "hidden_scope",
    "passages",
    "picture_keys",
    "plain_text",
    "render",
    "unclosed_spoilers",
    "without_progress",
    "word_count",
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
    base_url: str = "",
    names: NameLinks | None = None,
) -> SafeString:
    """HTML of `source` for a reader who has seen through episode `seen`.

    `scope` is what the text as a whole spoils (its section's or comment's); above `seen` only a gate is left.
    `pictures` maps the keys of `![alt](image:KEY)` to pictures; a key that is missing renders nothing. Gates
    are links to `?seen=…`, behind `gate_query` if given, or all of them to `way_in`; plain words without
    `gate_links` (feeds, mails).
    With `base_url`, the page's own whole address, the HTML can be read elsewhere: every link is whole, and of each
    picture there is one plain `<img>`. `names` become links where they are first recognised, across all the texts that
    are rendered with it. Of a text with too much markup only a sentence that says so is left: forms refuse it with
    `has_too_much_markup`.
    """
    if has_too_much_markup(source):
        return format_html('<p class="withheld">{}</p>', _("This text has too much formatting to be shown."))
    reader = Reader(seen, scope, pictures or {}, gate_links=gate_links, profile=profile)
    tokens = visible_blocks(profile.parse(source), reader)
    if names is not None:
        names.put_into(tokens)
    env = {"gate_query": gate_query, "way_in": way_in, "base_url": base_url}
    html = profile.parser.renderer.render(tokens, profile.parser.options, env)
    # Safe: nh3 has cut the output down to the profile's allow-list.
    return mark_safe(profile.cleaner.clean(html))
