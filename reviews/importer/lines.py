"""Bytes of an unknown encoding -> text -> its non-blank lines, each also in a plain form for reading facts."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # A UTF-32 mark begins with the UTF-16 one, so it is asked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`certain` is False where bytes had to be replaced or the encoding was a guess."""

    text: str
    encoding: str
    certain: bool


def decode(data: bytes) -> Decoded:
    """The text of a file as people save it: Unicode with or without a mark, Korean or Western Windows."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    wide = _unmarked_utf16(data)
    if wide:
        return _decode_as(data, wide)
    for encoding in ("utf-8", _windows_encoding(data)):
        try:
            return Decoded(data.decode(encoding), encoding, certain=encoding == "utf-8")
        except UnicodeDecodeError:
            continue
    return _decode_as(data, "utf-8")


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, certain=True)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, errors="replace"), encoding, certain=False)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 shows as zero bytes on one side of each pair: the spaces, digits and line ends of any language."""
    first, second = data[0::2].count(0), data[1::2].count(0)
    enough = max(2, len(data) // 40)
    if second >= enough and second > 2 * first:
        return "utf-16-le"
    if first >= enough and first > 2 * second:
        return "utf-16-be"
    return None


def _windows_encoding(data: bytes) -> str:
    """Korean Windows writes high bytes in pairs; Western Windows writes them alone, in curly quotes and accents."""
    paired = lone = 0
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            at += 1
        elif at + 1 < len(data) and data[at + 1] >= 0x80:
            paired += 1
            at += 2
        else:
            lone += 1
            at += 1
    return "cp1252" if lone > paired else "cp949"


# A longer line is a paragraph, whatever it begins with: no reader of short lines looks at it.
LONG_LINE = 2000

_UNSEEN = {
    code: None
    for start, end in (
        (0x00, 0x08),
        (0x0B, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2069),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    )
    for code in range(start, end + 1)
}
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_PLAIN = {**_UNSEEN, **_SPACES}

_BULLET = re.compile(r"(?:[•●○◦▪▫■□‣⁃∙·►▶➤➜➔→✔✓]|[-–—*+](?=\s))\s*")
_ORNAMENT = re.compile(r"""[^\w\s'"‘“«《「\[(<★☆⭐#*|…!@$.]+\s*""")
# What is left of Korean or emoji after a wrong decoding: Thai letters before Latin ones.
_BROKEN_START = re.compile(r"[\u0e00-\u0e7f\s]+(?=[^\u0e00-\u0e7f]+$)")
_HASHES = re.compile(r"#{1,6}\s+")
_EMPHASIS = re.compile(r"\*\*|__")
_WHOLE_EMPHASIS = re.compile(r"([*_~]{1,3})(?=\S)(.+?)(?<=\S)\1")
_WIDE_SPACE = re.compile(r"[^\S\t]{2,}")
_FOLD = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line. `number` counts from 1 as an editor does; `index` counts non-blank lines from 0."""

    number: int
    index: int
    raw: str
    text: str
    core: str
    after_blank: bool
    indent: int
    bulleted: bool
    hashed: bool
    emphasised: bool
    #: `text` and `core` have "…" for a part that only `raw` holds.
    hides: bool = False

    @property
    def is_short(self) -> bool:
        return len(self.core) <= 160

    @property
    def is_sentence(self) -> bool:
        """Running text, as opposed to a heading, a name or a list item."""
        return len(self.core) > 120 or (
            bool(_SENTENCE_END.search(self.core)) and len(self.core.split(maxsplit=4)) > 4
        )

    @property
    def ends_a_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.core))


def read_lines(text: str) -> list[Line]:
    """The lines that are not blank; line ends are those of `str.splitlines`."""
    lines: list[Line] = []
    after_blank = True
    for number, raw in enumerate(text.splitlines(), start=1):
        if raw.strip():
            lines.append(_line(number, len(lines), raw, after_blank))
            after_blank = False
        else:
            after_blank = True
    return lines


def _line(number: int, index: int, raw: str, after_blank: bool) -> Line:
    text = plain(raw)
    if len(text) > LONG_LINE:
        return Line(number, index, raw, text, text, after_blank, 0, False, False, False)
    text = _WIDE_SPACE.sub(" ", text)
    bullet = _BULLET.match(text)
    core = text[bullet.end() :] if bullet else text
    core = without_ornaments(core)
    hashes = _HASHES.match(core)
    core = core[hashes.end() :] if hashes else core
    whole = _WHOLE_EMPHASIS.fullmatch(core)
    core = _EMPHASIS.sub("", whole[2] if whole else core).strip()
    indent = len(raw) - len(raw.lstrip())
    return Line(number, index, raw, text, core, after_blank, indent, bool(bullet), bool(hashes), bool(whole))


def plain(text: str) -> str:
    """The text without invisible marks and odd spaces, composed (NFC) and trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_PLAIN)).strip()


def without_ornaments(text: str) -> str:
    """The text without the hearts, emoji and broken characters that are before its first word."""
    for ornament in (_ORNAMENT, _BROKEN_START):
        found = ornament.match(text)
        if found and found.end() < len(text):
            text = text[found.end() :]
    return text


def normalise(text: str) -> str:
    """Letters and digits only, in one case: two texts whose keys are equal say the same."""
    return _FOLD.sub("", text).casefold()


_BROKEN = re.compile(
    r"[\u0e00-\u0e7f]{1,3}[\u0080-\u009f]|\ufffd|â€|Ã[©¨¶¼]|ì[\u0080-\u00bf]|ë[\u0080-\u00bf]|[\u0e4f-\u0e5b]|(?<![\u0e00-\u0e7f])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)


def looks_broken(text: str) -> bool:
    """Whether the text was decoded wrongly somewhere on its way."""
    return bool(_BROKEN.search(text))
