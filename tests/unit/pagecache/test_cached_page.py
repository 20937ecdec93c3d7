import pytest

from reviewsite.pagecache.cached_page import CachedPage, best_encoding, is_current


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (None, ""),
        ("", ""),
        ("identity", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *;q=0.1", "gzip"),
        ("gzip;q=nonsense", ""),
        ("x-gzip, bro", ""),
        (",;=,", ""),
    ],
)
def test_best_encoding_is_one_that_the_reader_takes(accepted: str | None, encoding: str) -> None:
    assert best_encoding(accepted) == encoding


@pytest.mark.parametrize(
    ("asked", "current"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_if_none_match(asked: str, current: bool) -> None:
    assert is_current('"a"', asked) is current


def test_etag_is_of_the_content_and_its_encoding() -> None:
    headers = [("Content-Type", "text/html")]
    one, same, other = (CachedPage("200 OK", headers, text * 999, 1.0) for text in (b"ab", b"ab", b"ac"))

    assert one.encode("gzip").etag == same.encode("gzip").etag
    assert one.encode("gzip").body == same.encode("gzip").body
    assert one.encode("gzip").etag != one.encode("br").etag
    assert one.encode("gzip").etag != other.encode("gzip").etag


def test_pictures_and_short_answers_are_not_compressed() -> None:
    for headers, body in [
        ([("Content-Type", "image/jpeg")], b"a" * 9999),
        ([("Content-Type", "text/plain")], b"a"),
    ]:
        encoded = CachedPage("200 OK", headers, body, 1.0).encode("br")
        assert encoded.body == [body]
        assert "Content-Encoding" not in dict(encoded.headers)
