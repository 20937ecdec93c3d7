"""`manage.py check` in a process of its own, as a deployment runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import tree

PRODUCTION = {
    "SITE_URL": "https://reviews.example",
    "ALLOWED_HOSTS": "reviews.example",
    "SECRET_KEY": "not-a-real-one-but-as-long-as-a-real-one-and-as-varied-0123456789",
    "BEHIND_PROXY": "1",
}


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=tree.ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **_database(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _database() -> dict[str, str]:
    url = os.environ.get("DATABASE_URL")
    return {"DATABASE_URL": url} if url else {}


def test_check_passes_out_of_the_box(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--fail-level", "WARNING", "--database", "default")

    assert done.returncode == 0, done.stderr


def test_deploy_check_passes_in_production(tmp_path: Path) -> None:
    done = manage(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", "--database", "default", **PRODUCTION
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"SITE_URL": "http://reviews.example"}, "reviewsite.E001"),
        ({"ALLOWED_HOSTS": "*"}, "reviewsite.E002"),
        ({"ALLOWED_HOSTS": ".reviews.example"}, "reviewsite.E002"),
        ({"DEBUG": "1"}, "security.W018"),
        ({"SECRET_KEY": "short"}, "security.W009"),
    ],
)
def test_deploy_check_refuses(tmp_path: Path, change: dict[str, str], complaint: str) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **{**PRODUCTION, **change})

    assert done.returncode != 0
    assert complaint in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("PORT", "eighty"),
        ("SITE_URL", "reviews.example"),
        ("DATABASE_URL", "mysql://localhost/reviews"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_bad_environment_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    done = manage(tmp_path, "check", **{name: value})

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name}")
