"""The WSGI server of `deploy/behind_nginx.py`, which is no dependency of the site, in a folder of its own."""

import subprocess
import sys
from pathlib import Path


def install(folder: Path) -> dict[str, str]:
    """Build it from the package registry into `folder`; the environment in which Python finds it."""
    target = folder / "bjoern"
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "--target", str(target), "bjoern==3.2.2"], check=True)
    return {"PYTHONPATH": str(target)}
