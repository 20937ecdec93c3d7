import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from reviews.comments.data_requests import erase, export, forget_addresses
from reviews.comments.models import Comment, Erasure, MailConsent, Report
from reviewsite.jobs.models import Job
from reviewsite.jobs.worker import Worker
from reviewsite.mail.limits import address_hash
from reviewsite.mail.models import Posted
from tests.factories import make_comment

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ASK = "/letters/your-comments/"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def ask(email: str, **more: Any) -> Any:
    return Client(**more).post(ASK, {"email": email}, headers=HERE)


def work() -> None:
    worker = Worker()
    while worker.run_next():
        pass
    assert not Job.objects.exclude(last_error="").exists()


def mailed_path() -> str:
    (message,) = mail.outbox
    found = re.search(r"http://127\.0\.0\.1:8000(/letters/\S+)", message.body)
    assert found
    return found[1]


def mine(**fields: Any) -> Comment:
    return make_comment(
        **{
            "author_name": "Mina",
            "email": "mina@example.org",
            "address_prefix": "203.0.113.0/24",
            "address_hash": "a" * 64,
            "rater_hash": "b" * 64,
            "edit_token_hash": "c" * 64,
            "notify": True,
            **fields,
        }
    )


def test_known_and_unknown_addresses_get_the_same_answer() -> None:
    mine()

    known, unknown = ask("mina@example.org"), ask("nobody@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    work()

    assert [message.to for message in mail.outbox] == [["mina@example.org"]]


def test_link_exports_everything_of_one_person_whatever_its_state() -> None:
    mine(body="First", rating="8.5")
    mine(body="Second", state=Comment.State.SPAM, email="MINA@example.org")
    make_comment(email="other@example.org", body="Not hers")
    make_comment(body="Nobody's")
    ask("mina@example.org")
    work()
    client, path = Client(), mailed_path()
    assert "2 comments" in client.get(path).content.decode()

    answer = client.post(path, {"do": "export"})

    assert "attachment" in answer["Content-Disposition"]
    assert [comment["text"] for comment in json.loads(answer.content)["comments"]] == ["First", "Second"]


def test_looking_at_the_link_changes_nothing() -> None:
    comment = mine()
    ask("mina@example.org")
    work()
    client, path = Client(), mailed_path()
    client.get(path + "?do=erase&texts=erase")
    client.post(path, {"do": "erase"})

    comment.refresh_from_db()
    assert (comment.author_name, comment.email) == ("Mina", "mina@example.org")


@pytest.mark.parametrize("texts", ["keep", "erase"])
def test_link_erases_the_person_and_the_texts_if_they_wish(texts: str, data_dir: Path) -> None:
    comment = mine(body="CANARY words", rating="8.5")
    MailConsent.objects.create(address_hash=address_hash("mina@example.org"), state="given")
    other = make_comment(email="other@example.org")
    ask("mina@example.org")
    work()

    Client().post(mailed_path(), {"do": "erase", "texts": texts})

    comment.refresh_from_db()
    other.refresh_from_db()
    private = ("author_name", "email", "address_prefix", "address_hash", "rater_hash", "edit_token_hash")
    assert [getattr(comment, field) for field in private] == [""] * 6
    assert not comment.notify
    assert comment.name == "Anonymous"
    assert (comment.body, comment.state) == (
        ("CANARY words", "visible") if texts == "keep" else ("", "removed")
    )
    assert not MailConsent.objects.exists()
    assert not Job.objects.filter(payload__email="mina@example.org").exists()
    assert other.email == "other@example.org"
    log = (data_dir / "erasures.jsonl").read_text()
    assert "mina" not in log
    assert Erasure.objects.get().comments == [comment.pk]


def test_restored_backup_forgets_the_same_people_again(data_dir: Path) -> None:
    kept, gone, other = mine(), mine(email="jun@example.org"), make_comment(email="other@example.org")
    backup = {row.pk: row for row in Comment.objects.all()}
    erase("mina@example.org", with_texts=False)
    erase("jun@example.org", with_texts=True)
    later = mine(body="Written after the erasure")
    for row in backup.values():
        row.save()
    assert Comment.objects.get(pk=kept.pk).email

    call_command("replay_erasures")

    assert [Comment.objects.get(pk=row.pk).email for row in (kept, gone, other, later)] == [
        "",
        "",
        "other@example.org",
        "mina@example.org",
    ]
    assert Comment.objects.get(pk=gone.pk).body == ""


def test_replay_without_a_log_does_nothing(capsys: Any) -> None:
    call_command("replay_erasures")

    assert "0 comments" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("state", "minutes", "mails"),
    [
        ("given", 9, 1),
        ("given", 11, 2),
        ("asked", 11, 1),
        ("refused", 11, 1),
        ("asked", 23 * 60, 1),
        ("asked", 25 * 60, 2),
    ],
)
def test_an_address_that_nobody_confirmed_gets_one_link_a_day(state: str, minutes: int, mails: int) -> None:
    mine()
    MailConsent.objects.create(address_hash=address_hash("mina@example.org"), state=state)
    ask("mina@example.org", REMOTE_ADDR="198.51.100.1")
    work()
    Posted.objects.update(created_at=timezone.now() - dt.timedelta(minutes=minutes))

    ask("mina@example.org", REMOTE_ADDR="198.51.100.2")
    work()

    assert len(mail.outbox) == mails


def test_one_visitor_may_ask_five_times() -> None:
    answers = [ask(f"reader{number}@example.org").status_code for number in range(7)]

    assert answers == [200] * 5 + [429] * 2


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@example.org\nBcc: x@example.org"])
def test_address_that_is_none_is_said_to_be_wrong(email: str) -> None:
    assert ask(email).status_code == 422
    assert not Job.objects.exists()


def test_form_of_another_site_is_refused() -> None:
    answer = Client().post(ASK, {"email": "mina@example.org"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert not Job.objects.exists()


def test_old_and_broken_links_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    mine()
    ask("mina@example.org")
    work()
    path = mailed_path()
    assert Client().get(path[:-3] + "xx/").status_code == 410
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + 86_401)

    assert Client().get(path).status_code == 410


def test_pages_of_links_are_kept_by_nobody() -> None:
    mine()
    ask("mina@example.org")
    work()
    answer = Client().get(mailed_path())

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_addresses_are_dropped_after_thirty_days() -> None:
    old, new = mine(created_at=timezone.now() - dt.timedelta(days=31)), mine()
    Report.objects.create(
        comment=new, kind="abuse", address_hash="d" * 64, created_at=timezone.now() - dt.timedelta(days=31)
    )

    forget_addresses({})

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.address_prefix, old.address_hash, old.email) == ("", "", "mina@example.org")
    assert new.address_prefix == "203.0.113.0/24"
    assert Report.objects.get().address_hash == ""


def test_worker_drops_addresses_by_itself_once_a_day() -> None:
    old = mine(created_at=timezone.now() - dt.timedelta(days=31))
    for _ in range(2):
        Worker()._look_after()
    work()

    old.refresh_from_db()
    assert old.address_hash == ""
    assert Job.objects.filter(kind="comments.upkeep").count() == 1


def test_export_of_nobody_is_empty() -> None:
    make_comment(email="")

    assert export("nobody@example.org")["comments"] == []
