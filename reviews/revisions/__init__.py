"""Every save of a review is kept whole: its row, sections, bylines, refused links and pictures.

`record` keeps what is stored now, `history` lists what was kept, `restore` brings one of them back.
"""

from reviews.revisions.kept import Kept, deleted, history, kept_as, latest, record, record_unrecorded
from reviews.revisions.restoring import CannotRestore, restore

__all__ = [
    "CannotRestore",
    "Kept",
    "deleted",
    "history",
    "kept_as",
    "latest",
    "record",
    "record_unrecorded",
    "restore",
]
