"""Which pages of the shared store a process may take: those of the same release."""

from pathlib import Path
from typing import Any

import pytest

from reviewsite.pagecache.shared import release


@pytest.fixture(autouse=True)
def base(tmp_path: Path, settings: Any) -> Path:
    settings.BASE_DIR, settings.THEME_DIR = tmp_path, tmp_path / "var" / "theme"
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "feeds.py").write_text("ENTRIES = 20")
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "reviews/feeds.py",
        "templates/base.html",
        "static/css/base.css",
        "reviewsite/spoilers/languages.toml",
        "locale/ko/LC_MESSAGES/django.mo",
        "var/theme/theme.css",
    ],
)
def test_changed_file_is_another_release(base: Path, path: str) -> None:
    before = release()
    (base / path).parent.mkdir(parents=True, exist_ok=True)
    (base / path).write_text("other")

    assert release() != before


def test_changed_setting_is_another_release(settings: Any) -> None:
    before = release()
    settings.COMMENTS_CLOSE_AFTER_DAYS += 30

    assert release() != before


def test_what_python_or_the_site_writes_is_the_same_release(base: Path) -> None:
    before = release()
    (base / "reviews" / "__pycache__").mkdir()
    (base / "reviews" / "__pycache__" / "feeds.pyc").write_bytes(b"compiled")
    (base / "var").mkdir()
    (base / "var" / "db.sqlite3").write_bytes(b"rows")

    assert release() == before
