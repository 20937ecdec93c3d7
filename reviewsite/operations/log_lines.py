"""Log lines: one for each event, as text or JSON, with the request's number, and without what identifies people."""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any

#: The number of the request that this thread answers.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_SECRETS = (
    # Passwords in addresses of services.
    (re.compile(r"(?<=://)[^/\s@]*@"), "[…]@"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[mail]"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "[address]"),
    (
        re.compile(
            r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}|(?<![\w:])[0-9a-fA-F:]*::[0-9a-fA-F:]+"
        ),
        "[address]",
    ),
    # Signed or random: of links in mails, of sessions, of forms. Ours have at least 20 characters.
    (re.compile(r"(?<![\w/.-])(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w-]{20,}(?::[\w-]+)*"), "[token]"),
    (re.compile(r"(?<=/)(?=[\w:-]*\d)(?=[\w:-]*[A-Z])[\w:-]{16,}(?=/|$|\s)"), "[token]"),
)


def redacted(text: str) -> str:
    """The text without mail addresses, network addresses, passwords and tokens."""
    for pattern, said in _SECRETS:
        text = pattern.sub(said, text)
    return text


def cause(error: BaseException) -> str:
    """An exception as one line: what, and where it came from, the innermost place first."""
    places = [
        f"{frame.filename.rpartition('/site-packages/')[2].rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-4:]
    ]
    said = f"{type(error).__name__}: {error}" + (f" ({' < '.join(reversed(places))})" if places else "")
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{said}; because of {type(before).__name__}: {before}" if before else said


class TextLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        about = event(record)
        said = f"{about['time']} {about['level']} {about['logger']}: {about['message']}"
        for name in ("request", "cause"):
            if name in about:
                said += f" {name}={about[name]}"
        return " ".join(said.splitlines())


class JSONLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(event(record), ensure_ascii=False)


_CLOCK = logging.Formatter()


def event(record: logging.LogRecord) -> dict[str, Any]:
    """What there is to say of a record, by name; `request` and `cause` only where there are any."""
    found = {
        "time": _CLOCK.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
        "level": record.levelname,
        "logger": record.name,
        "message": redacted(record.getMessage()),
    }
    if number := getattr(record, "request_id", "") or request_id.get():
        found["request"] = number
    if record.exc_info and record.exc_info[1]:
        found["cause"] = redacted(cause(record.exc_info[1]))
    return found


def configuration(form: str) -> dict[str, Any]:
    """Django's LOGGING, with lines as "text" or "json"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": {"()": TextLine}, "json": {"()": JSONLine}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # It writes whole paths, in which there may be tokens; ours writes a line for each server error.
            "django.request": {"level": "CRITICAL"},
            # A foreign Host, a forged form, too many fields: whoever likes can send them, and fill the log with them.
            "django.security": {"level": "CRITICAL"},
            # It repeats what the page cache says once.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
