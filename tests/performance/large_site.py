"""A site at its full size on SQLite, made once for several benchmarks: `python -m tests.performance.large_site FOLDER`.

10,000 dramas, 50,000 people, 20,000 reviews, 1,000,000 comments and the search index of all of them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ANALYZE = "from django.db import connection; connection.cursor().execute('ANALYZE')"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of a site that lies in `folder`, with nothing of the caller's own site."""
    others = {"DATABASE_URL", "SITE_URL", "ALLOWED_HOSTS", "CACHE_URL", "MEDIA_STORE_URL", "BEHIND_PROXY"}
    kept = {name: value for name, value in os.environ.items() if name not in others}
    return {**kept, "DATA_DIR": str(folder), **more}


def make(folder: Path, *commands: list[str], **more: str) -> None:
    """A site with its tables and static files in `folder`, after these commands of `manage.py`."""
    folder.mkdir(parents=True, exist_ok=True)
    for arguments in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], *commands):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(
            command, cwd=ROOT, env=environment(folder, **more), check=True, stdout=subprocess.DEVNULL
        )


def make_large(folder: Path, scale: float = 1.0, **more: str) -> None:
    make(folder, ["seed_invented", "--scale", str(scale)], ["shell", "-v0", "-c", _ANALYZE], **more)


if __name__ == "__main__":
    make_large(Path(sys.argv[1]))
