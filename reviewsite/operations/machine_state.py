"""What this machine and the services beside it say of the site's health, without the database."""

import datetime as dt
import shutil
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from reviewsite.operations import failures
from reviewsite.operations.findings import Finding, Level

_MB = 1024 * 1024
#: With less the database cannot write; with less than the second the owner should look.
NO_SPACE, LITTLE_SPACE = 64 * _MB, 512 * _MB
#: Seconds for a service to answer, within the second that a health check may take.
PATIENCE = 0.6
CERTIFICATE_LEFT = dt.timedelta(days=14)
MANY_FAILURES = 5


def disk() -> list[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free >= LITTLE_SPACE:
        text = _("There is enough disk space: %(gb).1f GB.")
        return [Finding("disk", Level.WELL, text, "", {"gb": free / _MB / 1024})]
    return [
        Finding(
            "disk",
            Level.FAILING if free < NO_SPACE else Level.WARNING,
            _("Only %(mb)d MB of disk space are free. Without space nothing can be saved."),
            _(
                "Delete what is not needed: old logs (journalctl --vacuum-size=100M), old backups on this disk."
            ),
            {"mb": free // _MB},
        )
    ]


def mail_server() -> list[Finding]:
    """Whether the mail server can be reached; not whether it would take a mail."""
    if not settings.MAIL_SERVER:
        public = settings.SITE_URL.startswith("https://") and not settings.STAGING
        return [
            Finding(
                "mail",
                Level.WARNING if public else Level.WELL,
                _("No mail server is set, so no mail is sent."),
                _("Set EMAIL_URL in /etc/reviewsite.env, and restart the site."),
            )
        ]
    place = settings.EMAIL_HOST, settings.EMAIL_PORT
    try:
        socket.create_connection(place, timeout=PATIENCE).close()
    except OSError as error:
        return [
            Finding(
                "mail",
                Level.WARNING,
                _("The mail server cannot be reached (%(error)s). Mail waits until it is back."),
                _("Check EMAIL_URL, and whether the provider is down. No mail is lost for thirty days."),
                {"error": error.strerror or type(error).__name__},
            )
        ]
    return [Finding("mail", Level.WELL, _("The mail server can be reached."))]


def page_store() -> list[Finding]:
    """Whether Valkey or Redis answers, where it is used."""
    if not settings.CACHE_URL:
        return []
    import redis

    client = redis.Redis.from_url(
        settings.CACHE_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None
    )
    try:
        client.ping()
    except redis.RedisError as error:
        return [
            Finding(
                "cache",
                Level.WARNING,
                _("The shared cache (CACHE_URL) does not answer: %(error)s. Pages are rendered without it."),
                _("Start it: systemctl start valkey-server or redis-server."),
                {"error": type(error).__name__},
            )
        ]
    finally:
        client.close()
    return [Finding("cache", Level.WELL, _("The shared cache answers."))]


def certificate() -> list[Finding]:
    """Whether readers can trust the site's certificate, and for how long."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or not address.hostname:
        return []
    advice = _("Renew it: certbot renew, then systemctl reload nginx.")
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), timeout=5) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as secure,
        ):
            ends = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        text = _("Browsers do not trust the site's certificate: %(why)s.")
        return [Finding("certificate", Level.WARNING, text, advice, {"why": error.verify_message})]
    except (OSError, KeyError) as error:
        text = _("The site's certificate could not be looked at (%(error)s).")
        todo = _("See whether the site can be reached at its own address from this machine.")
        return [Finding("certificate", Level.WARNING, text, todo, {"error": type(error).__name__})]
    left = dt.datetime.fromtimestamp(ends, dt.UTC) - dt.datetime.now(dt.UTC)
    level = Level.WELL if left > CERTIFICATE_LEFT else Level.WARNING
    return [
        Finding(
            "certificate",
            level,
            ngettext_lazy(
                "The certificate is good for %(days)d day.",
                "The certificate is good for %(days)d days.",
                "days",
            ),
            advice,
            {"days": left.days},
        )
    ]


def server_errors() -> list[Finding]:
    """What this process answered with a server error lately."""
    count = failures.recent()
    if not count:
        return [Finding("errors", Level.WELL, _("No page failed in the last ten minutes."))]
    return [
        Finding(
            "errors",
            Level.WARNING if count >= MANY_FAILURES else Level.WELL,
            ngettext_lazy(
                "%(count)d request failed in the last ten minutes.",
                "%(count)d requests failed in the last ten minutes.",
                "count",
            ),
            _("The log has a line for each: journalctl -u 'reviewsite*' -p err --since -15min"),
            {"count": count},
        )
    ]
