"""Which backups of a folder are kept: of the last seven days with one the newest each, and of the last five weeks."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

DAYS, WEEKS = 7, 5
_NAME = re.compile(r"reviewsite-(\d{8}T\d{6})Z\.tar")


def name_for(moment: dt.datetime) -> str:
    return f"reviewsite-{moment.astimezone(dt.UTC):%Y%m%dT%H%M%S}Z.tar"


def made_at(path: Path) -> dt.datetime | None:
    """When the backup of this name was made; None for a file that the rotation did not name."""
    found = _NAME.fullmatch(path.name)
    return dt.datetime.strptime(found[1] + "+0000", "%Y%m%dT%H%M%S%z") if found else None


def superfluous(paths: Iterable[Path]) -> list[Path]:
    """The backups that may go. Files with other names are nobody's to delete."""
    dated = sorted(((when, path) for path in paths if (when := made_at(path))), reverse=True)
    days: dict[dt.date, Path] = {}
    weeks: dict[tuple[int, int], Path] = {}
    for when, path in dated:
        days.setdefault(when.date(), path)
        weeks.setdefault(when.isocalendar()[:2], path)
    kept = {*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}
    return [path for _when, path in dated if path not in kept]
