"""Read settings from the environment; a bad value is refused by name, never guessed."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_asked: set[str] = set()
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The value of `name`; `NAME_FILE` may point at a file that holds it (for secrets)."""
    _asked.add(name)
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: cannot read {path!r}: {error.strerror}") from error
    return os.environ.get(name, default)


def secret_key(data_dir: Path) -> str:
    """The key from the environment, or one made on first start and kept in the folder."""
    if key := text("SECRET_KEY"):
        return key
    path = data_dir / "secret_key"
    if not path.exists():
        # Of two simultaneous first starts one makes the key, whole, and both read that.
        new = path.with_name(f"secret_key.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        with contextlib.suppress(FileExistsError):
            os.link(new, path)
        new.unlink()
    return path.read_text(encoding="utf-8").strip()


def given() -> dict[str, str]:
    """The settings that were asked for and are set: what another machine needs to be this site."""
    return {name: value for name in sorted(_asked) if (value := text(name))}


def boolean(name: str, default: bool = False) -> bool:
    raw = text(name, "1" if default else "0").strip().lower()
    if raw in _TRUE:
        return True
    if raw in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1/0, true/false, yes/no, on/off; got {raw!r}")


def integer(name: str, default: int, *, minimum: int = 0) -> int:
    raw = text(name, str(default)).strip()
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; got {raw!r}") from None
    if value < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}; got {value}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, choices: list[str]) -> str:
    value = text(name, default).strip().lower() or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}; got {value!r}")
    return value


def address(name: str, default: str) -> str:
    """An http(s) origin without a path or trailing slash, such as `https://example.org`."""
    raw = text(name, default).strip().rstrip("/")
    parts = _split(name, raw)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or raw != f"{parts.scheme}://{parts.netloc}"
    ):
        raise ImproperlyConfigured(f"{name} must look like https://example.org; got {raw!r}")
    if "@" in parts.netloc:
        raise ImproperlyConfigured(f"{name} must name nobody: it is shown to all readers")
    return raw


def postgresql(name: str, raw: str) -> dict[str, Any]:
    """Turn `postgresql://user:password@host:port/name?option=value` into Django's DATABASES keys.

    A socket folder goes into the query: `postgresql:///name?host=/run/postgresql`.
    """
    parts = _split(name, raw)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql:// (or be unset for SQLite)")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database: postgresql://user@host/NAME")
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


#: Scheme -> (port, Django's settings for it). smtp:// sends everything in clear: for a server on this machine.
_MAIL_SCHEMES: dict[str, tuple[int, dict[str, bool]]] = {
    "smtp": (25, {}),
    "smtps": (465, {"EMAIL_USE_SSL": True}),
    "smtp+starttls": (587, {"EMAIL_USE_TLS": True}),
}


def mail_server(name: str) -> dict[str, Any]:
    """Turn `smtps://user:password@host:465` into Django's settings for mail; {} if it is not set."""
    raw = text(name)
    if not raw:
        return {}
    parts = _split(name, raw)
    if parts.scheme not in _MAIL_SCHEMES:
        raise ImproperlyConfigured(f"{name} must start with smtps://, smtp+starttls:// or smtp://")
    if not parts.hostname:
        raise ImproperlyConfigured(f"{name} names no mail server: smtps://user:password@HOST")
    port, settings = _MAIL_SCHEMES[parts.scheme]
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        **settings,
    }


def object_store(name: str) -> dict[str, Any]:
    """Turn `s3://key:secret@host/bucket?region=eu-1` into the options of S3Storage; {} if it is not set.

    `s3+http://` is for a store on this machine. Without key and secret they are looked for where AWS's tools do.
    """
    raw = text(name)
    if not raw:
        return {}
    parts = _split(name, raw)
    scheme = {"s3": "https", "s3+http": "http"}.get(parts.scheme)
    bucket = parts.path.strip("/")
    if scheme is None:
        raise ImproperlyConfigured(f"{name} must start with s3:// or s3+http://")
    if not parts.hostname or not bucket or "/" in bucket:
        raise ImproperlyConfigured(f"{name} must name a host and a bucket: s3://key:secret@HOST/BUCKET")
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return {
        "endpoint_url": f"{scheme}://{host}",
        "bucket_name": bucket,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "region_name": dict(parse_qsl(parts.query)).get("region"),
        "addressing_style": "path",
    }


def _split(name: str, raw: str) -> SplitResult:
    try:
        parts = urlsplit(raw)
        parts.port  # noqa: B018  a bad one is found when it is read
    except ValueError as error:
        # Without the value, which may hold a password.
        raise ImproperlyConfigured(f"{name} is not an address: {error}") from None
    return parts
