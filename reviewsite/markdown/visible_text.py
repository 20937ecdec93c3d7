"""What can be read out of a Markdown text besides its HTML."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markdown_it.token import Token

from reviewsite.spoilers import SAFE, is_visible

from .pictures import Picture, picture_key
from .profiles import WRITER, Profile
from .visible import Reader, text_of, title_parser, visible_blocks

_LINE_BREAKS = ("softbreak", "hardbreak")


def plain_text(
    source: str,
    *,
    seen: int = SAFE,
    scope: int = SAFE,
    profile: Profile = WRITER,
    pictures: Mapping[str, Picture] | None = None,
) -> str:
    """The words this reader may see, a line for each block, "…" for each withheld passage.

    Of pictures only the captions, and only of those in `pictures`. "" where the whole text is withheld.
    """
    if not is_visible(scope, seen):
        return ""
    reader = Reader(seen, scope, pictures or {}, gate_links=False, profile=profile)
    return "\n".join(lines_of(visible_blocks(profile.parse(source), reader)))


def lines_of(blocks: Iterable[Token]) -> list[str]:
    """The words of block tokens of which only what may be seen is left."""
    parts: list[str] = []
    for token in blocks:
        if token.type == "inline":
            parts.append(text_of(token.children or []))
        elif token.type in ("figure", "fence", "code_block"):
            parts += [text_of(token.children or []), token.content, "\n"]
        elif token.nesting < 0:
            parts.append(" " if token.tag in ("td", "th") else "\n")
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def picture_keys(source: str) -> list[str]:
    """The keys of all pictures that the text refers to, inside passages too, each once, in order."""
    keys = (
        picture_key(token.attrs["src"])
        for text in _inline_texts(WRITER.parse(source), WRITER)
        for token in text.children
        if token.type == "image"
    )
    return list(dict.fromkeys(key for key in keys if key))


def passages(source: str, *, profile: Profile = WRITER) -> list[tuple[int, str]]:
    """Each passage as (scope, its words), one inside another as an item of its own.

    Alt texts, titles and captions within a passage, or with passages of their own, are items too.
    """
    found: list[tuple[int, list[Token]]] = []
    for text in _inline_texts(profile.parse(source), profile):
        stack: list[tuple[int, list[Token]]] = [(text.scope, [])]
        for token in text.children:
            if token.type == "passage_open":
                stack.append((max(stack[-1][0], token.meta["scope"]), []))
            elif token.type == "passage_close":
                found.append(stack.pop())
            else:
                stack[-1][1].append(token)
        found += stack
    items = ((scope, text_of(tokens).strip()) for scope, tokens in found)
    return [(scope, words) for scope, words in items if scope != SAFE and words]


def hidden_scope(source: str, pictures: Mapping[str, Picture]) -> int:
    """The most that any passage or picture of this text spoils; SAFE where nothing in it is hidden."""
    scopes = [SAFE]
    for text in _inline_texts(WRITER.parse(source), WRITER):
        for token in text.children:
            if token.type == "passage_open":
                scopes.append(token.meta["scope"])
            picture = pictures.get(picture_key(token.attrs["src"]) or "") if token.type == "image" else None
            if picture:
                said = (hidden_scope(words, {}) for words in (picture.alt, picture.caption))
                scopes += [picture.spoils_through, *said]
    return max(scopes)


def unclosed_spoilers(source: str, *, profile: Profile = WRITER) -> list[int]:
    """The lines, from 1, of every `||` that readers would see, or whose meaning is in doubt.

    Among them markers without a partner, with spaces on both sides, in code, in an address, and those whose
    partner is in another paragraph or on the other side of a link's edge.
    """
    lines: set[int] = set()
    tokens = profile.parse(source)
    for token in tokens:
        if token.type == "fence" and token.map:
            code = enumerate(token.content.split("\n"), start=token.map[0] + 2)
            lines |= {line for line, text in code if "||" in text}
    for text in _inline_texts(tokens, profile):
        at = text.line + 1
        for token in text.children:
            at += token.type in _LINE_BREAKS
            if token.type == "stray_marker" or token.meta.get("doubtful"):
                lines.add(text.line + token.meta["line"] + 1)
            elif _has_literal_marker(token):
                lines.add(at)
    return sorted(lines)


def _has_literal_marker(token: Token) -> bool:
    if token.type == "code_inline":
        return "||" in token.content
    return any("%7C%7C" in str(token.attrs.get(name)) for name in ("href", "src"))


class _InlineText(NamedTuple):
    children: list[Token]
    line: int  # of its beginning, from 0
    scope: int  # of the passage that it is in


def _inline_texts(tokens: list[Token], profile: Profile) -> Iterator[_InlineText]:
    for token in tokens:
        if token.type == "inline":
            line = token.map[0] if token.map else 0
            yield from _with_attributes(_InlineText(token.children or [], line, SAFE), profile)


def _with_attributes(text: _InlineText, profile: Profile) -> Iterator[_InlineText]:
    """The text itself, then the alt texts, captions and titles of what is in it."""
    yield text
    scopes, line = [text.scope], text.line
    for token in text.children:
        line += token.type in _LINE_BREAKS
        if token.type == "passage_open":
            scopes.append(max(scopes[-1], token.meta["scope"]))
        elif token.type == "passage_close":
            scopes.pop()
        if token.type == "image":
            yield from _with_attributes(_InlineText(token.children or [], line, scopes[-1]), profile)
        if "title" in token.attrs:
            parser = profile.caption_parser if token.type == "image" else title_parser()
            [inline] = parser.parseInline(str(token.attrs["title"]))
            yield from _with_attributes(_InlineText(inline.children or [], line, scopes[-1]), profile)
