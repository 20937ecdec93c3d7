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
    "EMAIL_URL": "smtps://site:password@mail.example",
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
        ({"EMAIL_URL": ""}, "reviewsite.E003"),
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


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o000])
def test_files_have_their_modes_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    data = tmp_path / "data"
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--verbosity", "0"],
        cwd=tree.ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data)},
        umask=mask,
        check=True,
        capture_output=True,
    )

    assert done.returncode == 0
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (data, *data.iterdir())}
    assert modes == {"data": "0o755", "db.sqlite3": "0o600", "secret_key": "0o600"}


def test_two_first_starts_at_once_have_one_key(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    variables = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "reviewsite.settings",
    }
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=tree.ROOT, env=variables, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    keys = {start.communicate()[0] for start in starts}

    assert len(keys) == 1
    assert len(keys.pop().strip()) > 50


def test_hsts_is_short_and_of_this_name_alone_until_the_owner_says_more(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"

    def said(**more: str) -> str:
        return manage(tmp_path, "shell", "--verbosity=0", "-c", code, **PRODUCTION, **more).stdout.strip()

    assert said() == "3600 False"
    assert said(HSTS_SECONDS="31536000", HSTS_SUBDOMAINS="1") == "31536000 True"
