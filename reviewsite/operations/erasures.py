"""The log of people who had their data erased, kept beside the database so that an old backup cannot bring them back.

The database's own table is the first home: all machines write it. Each machine copies it to a file (`each_minute` in
`watch.py`), and each backup holds that file, so whichever of them is the newest after a disaster can be replayed.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

FILE = "erasures.jsonl"

_mirrors: list[Callable[[], None]] = []


def log_file() -> Path:
    return Path(settings.DATA_DIR) / FILE


def register(mirror: Callable[[], None]) -> Callable[[], None]:
    """Register a function that adds to the file what the database's table has beyond it."""
    _mirrors.append(mirror)
    return mirror


def mirror() -> None:
    for each in _mirrors:
        each()


def lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except FileNotFoundError:
        return []
