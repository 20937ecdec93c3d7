"""Backups of a whole site, made and restored by the commands an owner uses."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.integration.operations.sites import Place
from tests.project import tree

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]

WRITE = """
import sys
from reviews.comments.models import Comment
from reviews.models import Review
review = Review.objects.get()
while True:
    Comment.objects.create(review=review, author_name="Jae", body="Meanwhile", state="visible")
    print("written", flush=True)
"""
COUNT = "Comment.objects.count()"
DOCUMENTS = "__import__('reviewsite.search.models').search.models.SearchDoc.objects.count()"
ERASURES = "__import__('django.apps').apps.apps.get_model('comments.Erasure').objects.count()"
NAMES = "set(Comment.objects.values_list('author_name', 'email'))"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: object) -> Place:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return Place(tmp_path_factory.mktemp("backup"), "site")


@pytest.fixture
def empty(tmp_path: Path, django_db_blocker: object) -> Place:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return Place(tmp_path, "empty", is_empty=True)


@pytest.mark.both_databases
def test_backup_of_a_site_that_is_written_restores_whole(site: Place, empty: Place, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        site.command("shell", "--verbosity=0", "-c", WRITE),
        cwd=tree.ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "written\n"
    try:
        said = site.manage("backup", str(tmp_path / "all.tar"))
    finally:
        writer.kill()
        writer.communicate()

    empty.manage("restore", str(tmp_path / "all.tar"))

    assert "every table and file is as it was" in said
    assert (tmp_path / "all.tar").stat().st_mode & 0o777 == 0o600
    restored, found_by_search = empty.ask(f"{COUNT}, {DOCUMENTS}").split()
    assert 21 <= int(restored) <= int(site.ask(COUNT))
    assert int(found_by_search) > 0
    assert (empty.data / "media/images/ab/picture.jpg").read_bytes() == b"a picture"
    assert (empty.data / "secret_key").read_text() == (site.data / "secret_key").read_text()
    assert f"DATA_DIR={site.data}" in (empty.data / "restored-settings.env").read_text()
    refused = empty.run("restore", str(tmp_path / "all.tar"))
    assert refused.returncode == 1
    assert "is not empty" in refused.stderr


def test_people_who_were_forgotten_since_stay_forgotten(site: Place, empty: Place, tmp_path: Path) -> None:
    old, new = tmp_path / "old.tar", tmp_path / "reviewsite-20990101T000000Z.tar"
    site.manage("backup", str(old))
    site.do("from reviews.comments.data_requests import erase; erase('mina@example.org', with_texts=False)")
    (site.data / "erasures.jsonl").unlink()  # as if another machine had been asked
    site.manage("backup", "--unchecked", str(new))

    empty.manage("restore", str(old))

    assert empty.ask(f"'mina@example.org' in str({NAMES}), {ERASURES}") == "False 1"


def test_damaged_backup_is_refused_and_nothing_is_restored(site: Place, empty: Place, tmp_path: Path) -> None:
    whole = tmp_path / "whole.tar"
    site.manage("backup", "--unchecked", str(whole))
    content = whole.read_bytes()
    place = content.index(b"a picture")
    damaged = {
        "changed": content[:place] + b"A picture" + content[place + 9 :],
        "cut off": content[: len(content) // 2],
        "nothing": b"",
        "no backup": b"x" * 20_000,
    }

    for name, data in damaged.items():
        (tmp_path / name).write_bytes(data)
        done = empty.run("restore", str(tmp_path / name))
        assert done.returncode == 1, name
        assert "backup" in done.stderr
        assert "Traceback" not in done.stderr

    empty.manage("restore", str(whole))


def test_backup_that_is_killed_leaves_the_last_good_one(site: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    site.manage("backup", "--unchecked", str(folder))
    (good,) = folder.glob("*.tar")
    content = good.read_bytes()
    pipe = site.data / "media/images/ab/stuck.jpg"
    os.mkfifo(pipe)  # the backup comes to it after the database, and waits for what nobody writes
    process = subprocess.Popen(
        site.command("backup", str(folder)),
        cwd=tree.ROOT,
        env={**site.environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Database")
        second = site.run("backup", str(folder))
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        pipe.unlink()

    assert second.returncode == 1
    assert "Another backup is being made" in second.stderr
    assert list(folder.glob("*.tar")) == [good]
    assert good.read_bytes() == content
    assert list(folder.glob(".reviewsite-backup-*"))
    site.manage("backup", "--unchecked", str(folder))
    assert list(folder.glob(".reviewsite-backup-*")) == []
    assert len(list(folder.glob("*.tar"))) == 1, "of one day the newest stays"


def test_backup_never_replaces_a_file(site: Place, tmp_path: Path) -> None:
    (tmp_path / "mine.tar").write_text("mine")

    done = site.run("backup", str(tmp_path / "mine.tar"))

    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert (tmp_path / "mine.tar").read_text() == "mine"


def test_key_of_another_site_is_refused(site: Place, empty: Place, tmp_path: Path) -> None:
    site.manage("backup", "--unchecked", str(tmp_path / "all.tar"))

    done = empty.run("restore", str(tmp_path / "all.tar"), SECRET_KEY="x" * 60)

    assert done.returncode == 1
    assert "SECRET_KEY is set" in done.stderr
