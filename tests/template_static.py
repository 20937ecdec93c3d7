"""Static files collected and compressed once for all tests and runs; made anew when one of their sources changes."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.project import tree

_FOLDER = tree.ROOT / ".pytest_cache" / "static"


def copy_into(folder: Path) -> None:
    """Put them into a site's folder of data."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    collected = _FOLDER / _digest()
    with (_FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not collected.exists():
            for old in _FOLDER.glob("*/"):
                shutil.rmtree(old)
            being_made = _FOLDER / "new"
            subprocess.run(
                [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
                cwd=tree.ROOT,
                env={"PATH": os.environ["PATH"], "DATA_DIR": str(being_made)},
                check=True,
            )
            being_made.rename(collected)
    shutil.copytree(collected / "static", folder / "static")


def _digest() -> str:
    sources = [file for file in tree.ROOT.glob("static/**/*") if file.is_file()]
    others = ("requirements/base.txt", "reviewsite/settings.py", "reviewsite/css_bundle.py")
    digest = hashlib.sha256()
    for file in [*sorted(sources), *(tree.ROOT / name for name in others)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
