"""Bytes of an unknown encoding -> text. It never fails; it says when it is not sure."""

import codecs
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
