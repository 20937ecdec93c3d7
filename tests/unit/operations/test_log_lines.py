"""One line for each event, with its cause and without what identifies people."""

import json
import logging
import sys

import pytest

from reviewsite.operations.log_lines import JSONLine, TextLine, redacted, request_id


@pytest.mark.parametrize(
    "secret",
    [
        "mina@example.org",
        "203.0.113.7",
        "2001:db8::17",
        "2001:db8:1:2:3:4:5:6",
        "dHJlZSBvZiBsaWZl-2x9Qm0",
        "bWluYQ:1vOyT3:qY7kTn0aBcD3fGh1JkLmNoPqRsTuVwXyZ12",
        "hunter2",
    ],
)
def test_what_identifies_people_is_left_out(secret: str) -> None:
    text = (
        f"smtps://site:{secret}@mail.example refused"
        if secret == "hunter2"
        else f"refused for {secret} today"
    )

    assert secret not in redacted(text)
    assert redacted(text).startswith(("refused for", "smtps://"))


def test_ordinary_words_stay() -> None:
    text = (
        "500 for GET /reviews/<slug:slug>/ at 2026-11-28T12:30:05 in reviews/views/home.py:17, version 5.2.19"
    )

    assert redacted(text) == text


def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("reviewsite.requests", logging.ERROR, __file__, 1, message, (), info)


def failed() -> BaseException:
    try:
        try:
            {}["nothing"]
        except KeyError as error:
            raise ValueError("two\nlines for mina@example.org") from error
    except ValueError:
        caught = sys.exception()
        assert caught is not None
        return caught


def test_text_is_one_line_with_the_cause() -> None:
    token = request_id.set("ab" * 16)
    try:
        line = TextLine().format(record("500 for GET /", failed()))
    finally:
        request_id.reset(token)

    assert "\n" not in line
    assert "request=" + "ab" * 16 in line
    assert "ValueError: two lines for [mail] (test_log_lines.py:" in line
    assert "because of KeyError: 'nothing'" in line


def test_json_has_the_same() -> None:
    said = json.loads(JSONLine().format(record("500 for GET /", failed())))

    assert said["message"] == "500 for GET /"
    assert said["level"] == "ERROR"
    assert said["cause"].startswith("ValueError: two\nlines for [mail]")
    assert "request" not in said
