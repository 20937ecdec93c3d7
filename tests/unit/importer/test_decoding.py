import codecs

import pytest

from reviews.importer.lines import decode

ENGLISH = "Paper Lanterns (2020)\r\nDon’t sell the shop – “ever”."
KOREAN = "종이등 (2020)\n이모가 가게에 온다. 16부작.\n"


@pytest.mark.parametrize("text", [ENGLISH, KOREAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.certain


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_of_each_byte_order_with_its_mark(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + KOREAN.encode(encoding)).text == KOREAN


@pytest.mark.parametrize("encoding", ["cp949", "euc-kr"])
def test_korean_windows(encoding: str) -> None:
    decoded = decode(KOREAN.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.certain) == (KOREAN, "cp949", False)


def test_western_windows_quotes_do_not_become_hangul() -> None:
    decoded = decode(ENGLISH.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (ENGLISH, "cp1252")


def test_zero_bytes_in_a_text_of_bytes_stay() -> None:
    assert decode(b"Paper\x00 Lanterns\x1b").text == "Paper\x00 Lanterns\x1b"


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xff\xfe\x00", b"\x81", b"\xc3\x28\xa0\xa1", b"abc\x00d", b"\x00"]
)
def test_damaged_bytes_are_read_all_the_same(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
