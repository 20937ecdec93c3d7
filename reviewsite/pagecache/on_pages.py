"""What may be written without any page for readers changing: each model says it beside its fields.

    class Job(models.Model):
        on_pages = False

    class Comment(models.Model):
        on_pages = OnPages(without={"email"}, only={"state": {"visible"}})

A model that says nothing is on pages, all of it: what somebody forgets to say costs speed, not truth.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

#: Apps of others, whose models cannot say it.
OFF_PAGES = (
    "admin",
    "auth",
    "axes",
    "contenttypes",
    "otp_static",
    "otp_totp",
    "reversion",
    "sessions",
)


@dataclass(frozen=True, slots=True)
class OnPages:
    """`without` are fields that no page shows; of `only` one field, a page shows rows with these values alone."""

    without: Collection[str] = ()
    only: Mapping[str, Collection[object]] = field(default_factory=dict)
