"""Words under pictures: with a source, as a source alone, in brackets, or only a file's name."""

import re
from dataclasses import dataclass

from reviews.importer.cast import is_pair
from reviews.importer.document import Kind
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState
from reviews.importer.patterns import any_of

_MEDIA = r"(?:(?:image|photo|picture|pic|still|screenshot|screencap|screen shot|poster|gif|video)s?\s*)"
_BY = r"(?:source|credits?|cr|courtesy of|courtesy|via|©)"
_SOURCE_TAIL = any_of(
    rf"(?P<text>.{{0,160}}?)\s*[(\[]\s*(?:{_MEDIA}?{_BY}\s*[.:：]*|{_MEDIA}(?:[:：]|by|from))"
    r"\s*(?P<source>[^()\[\]]{1,100})[)\]]\s*\.?"
)
_BARE_TAIL = any_of(
    rf"(?P<text>.{{3,120}}?)\s*(?:[|/–—-]\s*|\.\s+|\s)(?:{_MEDIA}?(?:source|credits?|cr)|{_MEDIA})"
    r"\s*[:：]\s*(?P<source>[^:()\[\]]{1,80})"
)
_SOURCE_ONLY = any_of(
    rf"[(\[]?\s*(?:{_MEDIA}?{_BY}\s*(?:to\s+|by\s+)?[:：]|{_MEDIA}(?:[:：]|via|by|from|courtesy of)"
    r"|courtesy of|via|cr\.|©|[📷📸]\s*:?)\s*(?P<source>.{1,100}?)\s*[)\]]?\.?"
)
_FILE = any_of(r"(?:(?:file|image|datei)\s*:\s*)?[\w\s.,'’()-]{1,100}\.(?:jpe?g|png|gif|webp|avif|bmp)")
_MARKDOWN = re.compile(r"!\[(?P<text>[^\]]{0,300})\]\([^)]{0,500}\)")
_LABELLED = any_of(r"captions?\s*[:：]\s*(?P<text>.{1,200})")
_IN_BRACKETS = re.compile(r"[(\[]\s*(?P<text>[^()\[\]]{3,160})[)\]]")
_AS = re.compile(r"[A-Z][\w’'-]+\s+as\s+[A-Z]")
_LONGEST_SOURCE = 8
# Sources of texts, not of pictures: a summary ends with them.
_OF_TEXT = any_of("wikipedia|mydramalist|asianwiki|mdl|hancinema")


@dataclass(frozen=True, slots=True)
class Found:
    text: str
    source: str | None
    lines: tuple[Line, ...]


def take_captions(reading: ParseState) -> list[Found]:
    """Claim the captions among the free lines, in order. Their place in the text is found later."""
    found = _find(reading)
    for number, caption in enumerate(found):
        for line in caption.lines:
            reading.ledger.assign(line, Kind.CAPTION, str(number))
    return found


def _find(reading: ParseState) -> list[Found]:
    found: list[Found] = []
    for line in reading.free_lines():
        if len(line.core) <= 260 and (caption := _read(line)):
            above = reading.after(line, -1)
            if (
                above
                and not caption.text
                and _is_caption_text(reading, above, line)
                and not _taken(found, above)
            ):
                caption = Found(above.core, caption.source, (above, line))
            found.append(caption)
    return found


def _read(line: Line) -> Found | None:
    text = line.core
    if _FILE.fullmatch(text):
        return Found(line.text, None, (line,))
    if (only := _SOURCE_ONLY.fullmatch(line.text)) and _is_source(only["source"]):
        return Found("", _tidy(only["source"]), (line,))
    if tail := _SOURCE_TAIL.fullmatch(text):
        source = _tidy(tail["source"])
        is_summary = tail["text"].rstrip().endswith((".", "!", "?")) and _OF_TEXT.search(source)
        return None if is_summary else Found(tail["text"].strip(" *_"), source, (line,))
    if (tail := _BARE_TAIL.fullmatch(text)) and _is_source(tail["source"]) and is_pair(tail["text"].strip()):
        return Found(tail["text"].strip(" *_|–—-"), _tidy(tail["source"]), (line,))
    if picture := _MARKDOWN.fullmatch(line.text):
        return Found(picture["text"].strip(), None, (line,))
    if labelled := _LABELLED.fullmatch(text):
        return Found(labelled["text"].strip(), None, (line,))
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed and _AS.search(bracketed["text"]):
        return Found(bracketed["text"].strip(), None, (line,))
    return None


def _is_caption_text(reading: ParseState, above: Line, line: Line) -> bool:
    """Whether the line right above a source is the caption that it belongs to."""
    touching = reading.ledger.is_free(above) and not line.after_blank and not above.is_sentence
    return touching and above.is_short and (is_pair(above.core) or (above.after_blank and not above.bulleted))


def _is_source(text: str) -> bool:
    return len(text.split()) <= _LONGEST_SOURCE and not _OF_TEXT.search(text)


def _taken(found: list[Found], line: Line) -> bool:
    return bool(found) and line in found[-1].lines


def _tidy(source: str) -> str:
    return source.strip(" .:*_")
