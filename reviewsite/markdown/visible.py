"""Hides passages in Markdown: parsed tokens in, only what this reader may see out.

Whatever is withheld is gone from the tokens before anything is rendered: text, link targets, alt texts,
titles, captions, and how long they were. Every way out of this package (HTML, plain text) starts here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewsite.spoilers import is_visible
from reviewsite.spoilers.marks import fold_marks

from .addresses import without_progress
from .pictures import Picture, picture_key
from .profiles import Profile, is_link, make_title_parser

ELLIPSIS = "…"

_WORDS = {"code_inline", "stray_marker", "text"}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


@dataclass(frozen=True)
class Reader:
    """Who reads: progress (`seen`), the least scope of all that is read, and what pictures there are."""

    seen: int
    scope: int
    pictures: Mapping[str, Picture]
    gate_links: bool
    profile: Profile


def visible_blocks(tokens: list[Token], reader: Reader) -> list[Token]:
    """Block tokens in which `gate`s stand for what is withheld, `picture`s and `figure`s for images."""
    if not is_visible(reader.scope, reader.seen):
        return _gate_paragraph(_gate(reader.scope, link=reader.gate_links))
    out: list[Token] = []
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = reader.profile.top_heading - min(levels, default=0)
    for token in tokens:
        if token.type == "inline":
            token.children = visible_inline(token.children or [], reader)
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        elif token.type in ("td_open", "th_open") and token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}
        elif token.type == "fence":
            token.info = ""
        out.append(token)
        if token.type in ("paragraph_close", "heading_close"):
            out[-3:] = _settle(out[-3:])
    return out


def visible_inline(children: list[Token], reader: Reader) -> list[Token]:
    out: list[Token] = []
    scopes = [reader.scope]
    link = -1  # where the link around this token begins in `out`
    skipping = 0  # how many passages deep in one that is closed
    for token in children:
        if skipping:
            skipping += {"passage_open": 1, "passage_close": -1}.get(token.type, 0)
        elif token.type == "passage_open":
            scopes.append(max(scopes[-1], token.meta["scope"]))
            out.append(token)
            if not is_visible(scopes[-1], reader.seen):
                out[-1] = _gate(scopes.pop(), link=reader.gate_links and link < 0)
                skipping = 1
        elif token.type == "passage_close":
            scopes.pop()
            out.append(token)
        elif token.type == "image":
            out += _visible_image(token, replace(reader, scope=scopes[-1]), in_link=link >= 0)
        elif token.type == "link_open":
            link = len(out)
            out.append(_with_visible_title(token, replace(reader, scope=scopes[-1])))
        elif token.type == "link_close":
            out[link:] = _visible_link([*out[link:], token], reader)
            link = -1
        else:
            out.append(token)
    return out


def text_of(children: list[Token]) -> str:
    """The words of inline tokens, an ellipsis for each gate."""
    parts = []
    for token in children:
        if token.type == "gate":
            parts.append(ELLIPSIS)
        elif token.type in _WORDS:
            parts.append(token.content)
        else:
            parts.append(_BREAKS.get(token.type, ""))
    return "".join(parts)


@cache
def title_parser() -> MarkdownIt:
    return make_title_parser()


def _with_visible_title(token: Token, reader: Reader) -> Token:
    if "title" in token.attrs:
        token.attrs["title"] = _visible_title(str(token.attrs["title"]), reader)
    return token


def _visible_title(title: str, reader: Reader) -> str:
    [inline] = title_parser().parseInline(fold_marks(title).text)
    return text_of(visible_inline(inline.children or [], reader))


def _visible_link(tokens: list[Token], reader: Reader) -> list[Token]:
    """A link of which no word may be seen is withheld with its target; one without words is no link."""
    inside = tokens[1:-1]
    if not _shows_something(inside):
        return [_gate(**token.meta | {"link": reader.gate_links}) for token in inside if token.type == "gate"]
    address = tokens[0].attrs["href"] = without_progress(str(tokens[0].attrs["href"]))
    return tokens if is_link(address) else inside


def _visible_image(token: Token, reader: Reader, *, in_link: bool) -> list[Token]:
    src, title = str(token.attrs["src"]), str(token.attrs.get("title", ""))
    picture = reader.pictures.get(picture_key(src) or "") if reader.profile.pictures else None
    if not picture and src.startswith("image:"):
        return []
    alt = visible_inline(token.children or [], reader)
    scopes = [part.meta["scope"] for part in alt if part.type == "gate"]
    scope = max(reader.scope, picture.spoils_through if picture else 0)
    if not _shows_something(alt):
        # Nobody hides the whole description of a picture that may be seen.
        scope = max([scope, *scopes])
    if not is_visible(scope, reader.seen):
        return [_gate(scope, link=reader.gate_links and not in_link, picture=True)]
    if not picture:
        return _link_to_image(src, text_of(alt), in_link=in_link)
    reader = replace(reader, scope=scope)
    [caption] = reader.profile.caption_parser.parseInline(fold_marks(title or picture.caption).text)
    alt_text = text_of(alt).strip() or _visible_title(picture.alt, reader)
    meta = {"picture": picture, "alt": alt_text, "caption": visible_inline(caption.children or [], reader)}
    return [Token("picture", "", 0, meta=meta)]


def _link_to_image(src: str, alt: str, *, in_link: bool) -> list[Token]:
    """A picture elsewhere is never fetched by the reader's browser, only linked to."""
    text = Token("text", "", 0, content=alt or src)
    if in_link or not is_link(src):
        return [text]
    return [
        Token("link_open", "a", 1, attrs={"href": without_progress(src)}),
        text,
        Token("link_close", "a", -1),
    ]


def _shows_something(tokens: list[Token]) -> bool:
    return any(
        token.type == "picture" or (token.type in _WORDS and token.content.strip()) for token in tokens
    )


def _settle(block: list[Token]) -> list[Token]:
    """A paragraph or heading with nothing left goes; pictures alone in a paragraph become figures."""
    opening, inline, _closing = block
    children = inline.children or []
    pictures = [token for token in children if _is_picture(token)]
    others = [token for token in children if not _is_picture(token)] if pictures else children
    beside = _shows_something(others) or any(token.type in ("gate", "link_open") for token in others)
    if not pictures and not beside:
        return []
    if beside or opening.type == "heading_open":
        return block
    return [part for picture in pictures for part in _figure(picture)]


def _is_picture(token: Token) -> bool:
    return token.type == "picture" or (token.type == "gate" and token.meta["picture"])


def _figure(token: Token) -> list[Token]:
    if token.type == "gate":
        return _gate_paragraph(token)
    return [Token("figure", "", 0, meta=token.meta, children=token.meta["caption"], block=True)]


def _gate(scope: int, *, link: bool, picture: bool = False) -> Token:
    return Token("gate", "", 0, meta={"scope": scope, "link": link, "picture": picture})


def _gate_paragraph(gate: Token) -> list[Token]:
    return [
        Token("paragraph_open", "p", 1, attrs={"class": "withheld"}, block=True),
        Token("inline", "", 0, children=[gate]),
        Token("paragraph_close", "p", -1, block=True),
    ]
