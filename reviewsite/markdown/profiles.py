"""What each kind of author may write: one parser and one allow-list for each level of trust."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewsite.spoilers.marks import fold_marks

from .html import Renderer
from .korean_emphasis import KoreanInline
from .limits import has_too_much_markup, limits_plugin
from .spoiler_rule import SHIELD, spoiler_plugin

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
#: Classes that a caller may give a picture to colour its place until it is there.
PLACEHOLDERS = frozenset(f"tone-{n}" for n in range(16))

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OTHER_HOST = re.compile(r"[/\\]{2}")

_INLINE_TAGS = frozenset({"a", "br", "code", "em", "s", "span", "strong"})
_BLOCK_TAGS = frozenset({"blockquote", "li", "ol", "p", "pre", "ul"})
_INLINE_CLASSES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"passage-gate"}),
    "p": frozenset({"withheld"}),
    "span": frozenset({"passage-gate", "spoiler"}),
}


def is_link(url: str) -> bool:
    """Whether a link may lead there: http, https, mailto, a path on this site, a fragment."""
    scheme = _SCHEME.match(url)
    if scheme:
        return scheme[1].lower() in LINK_SCHEMES
    return not _OTHER_HOST.match(url)


@dataclass(frozen=True)
class Profile:
    """An author's allow-list. `top_heading` is the level of the highest heading; `link_rel` is put on every link.

    Indented code is disabled everywhere: an indented paragraph is prose, and its passages must not turn into code.
    """

    name: str
    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    link_rel: str | None = None
    pictures: bool = False
    top_heading: int = 3
    breaks: bool = False
    disabled_rules: tuple[str, ...] = field(default=())

    def parse(self, source: str) -> list[Token]:
        """The block tokens of `source`, none if it has too much markup. Never raises, whatever the text.

        Text that was stored before a dialect was known is hidden here all the same.
        """
        if has_too_much_markup(source):
            return []
        source = fold_marks(source).text
        readable = source.encode("utf-8", "replace").decode().replace(SHIELD, "\ufffd")
        return self.parser.parse(readable)

    @cached_property
    def parser(self) -> MarkdownIt:
        return make_parser(self.disabled_rules, breaks=self.breaks)

    @cached_property
    def caption_parser(self) -> MarkdownIt:
        """For inline text in a picture's caption, which can hold no picture itself."""
        return make_parser(("image", *self.disabled_rules))

    @cached_property
    def cleaner(self) -> nh3.Cleaner:
        return nh3.Cleaner(
            tags=self.tags,
            # "*": nh3 lets `title` and `lang` through everywhere unless told otherwise.
            attributes={"*": frozenset(), **self.attributes},
            allowed_classes=self.classes,
            link_rel=self.link_rel,
            url_schemes=LINK_SCHEMES,
            url_relative=lambda url: None if _OTHER_HOST.match(url) else url,
        )


def make_parser(disabled_rules: tuple[str, ...] = (), *, breaks: bool = False) -> MarkdownIt:
    md = MarkdownIt("commonmark", renderer_cls=Renderer)
    md.inline = KoreanInline()
    md.configure("commonmark", {"html": False, "breaks": breaks})
    md.use(spoiler_plugin).use(limits_plugin)
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline", *disabled_rules])
    # Where links lead is decided in `visible`: a refused link must stay a link until its passages are cut out.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    return md


def make_title_parser() -> MarkdownIt:
    """For strings that become an attribute: nothing in them means anything but `||`."""
    md = MarkdownIt("zero", {"html": False}, renderer_cls=Renderer)
    md.use(spoiler_plugin)
    return md


WRITER = Profile(
    name="writer",
    tags=_INLINE_TAGS
    | _BLOCK_TAGS
    | {"h3", "h4", "h5", "h6", "hr", "figure", "figcaption", "picture", "source", "img"}
    | {"div", "table", "thead", "tbody", "tr", "th", "td"},
    attributes={
        "a": frozenset({"href", "title", "rel"}),
        "div": frozenset({"role", "aria-label", "tabindex"}),
        "img": frozenset({"src", "width", "height", "alt", "loading", "decoding"}),
        "ol": frozenset({"start"}),
        "source": frozenset({"type", "srcset", "sizes"}),
    },
    classes={
        **_INLINE_CLASSES,
        "div": frozenset({"table-scroll"}),
        "figure": frozenset({"figure"}),
        "img": PLACEHOLDERS,
        "span": _INLINE_CLASSES["span"] | {"figure-credit"},
        "td": frozenset({"align-left", "align-center", "align-right"}),
        "th": frozenset({"align-left", "align-center", "align-right"}),
    },
    pictures=True,
    disabled_rules=("code",),
)

#: For a text that is a whole page: its headings begin below the page's own.
PAGE = replace(WRITER, name="page", tags=WRITER.tags | {"h2"}, top_heading=2)

COMMENTER = Profile(
    name="commenter",
    tags=_INLINE_TAGS | _BLOCK_TAGS,
    attributes={"a": frozenset({"href"}), "ol": frozenset({"start"})},
    classes=_INLINE_CLASSES,
    link_rel="nofollow ugc noopener",
    breaks=True,
    disabled_rules=("code", "heading", "lheading", "hr", "table"),
)
