"""Keeping the table of erasures and its copies beside the database the same."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from reviews.comments.models import Erasure
from reviewsite.operations import erasures

_mirrored = 0


@erasures.register
def mirror() -> None:
    """Add to this machine's log what the table has, of whichever machine; rows that were added before are skipped."""
    global _mirrored
    new = list(Erasure.objects.filter(pk__gt=_mirrored).order_by("pk"))
    if not new:
        return
    known = {_key(json.loads(line)) for line in erasures.lines(erasures.log_file())}
    missing = [line for line in map(_line, new) if _key(line) not in known]
    with erasures.log_file().open("a", encoding="utf-8") as log:
        log.writelines(json.dumps(line) + "\n" for line in missing)
    _mirrored = new[-1].pk


def remember(lines: Iterable[str]) -> None:
    """Put into the table what a log has beyond it, so that the next backup keeps it."""
    known = {_key(_line(row)) for row in Erasure.objects.all()}
    new = [line for line in map(json.loads, lines) if _key(line) not in known]
    Erasure.objects.bulk_create(
        Erasure(
            address_hash=line["address_hash"],
            with_texts=line["with_texts"],
            comments=line.get("comments", [line["last"]] if line["last"] else []),
            created_at=dt.datetime.fromisoformat(line["at"]) if "at" in line else timezone.now(),
        )
        for line in {_key(line): line for line in new}.values()
    )


def _line(row: Erasure) -> dict[str, Any]:
    return {
        "at": row.created_at.isoformat(),
        "address_hash": row.address_hash,
        "with_texts": row.with_texts,
        "last": max(row.comments, default=0),
        "comments": row.comments,
    }


def _key(line: dict[str, Any]) -> tuple[str, bool, int]:
    return line["address_hash"], line["with_texts"], line["last"]
