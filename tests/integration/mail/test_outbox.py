"""What is written is sent once, over real SMTP, whatever the server does meanwhile."""

import datetime as dt
import socket
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from reviewsite.jobs.models import Job
from reviewsite.mail.models import Mail
from reviewsite.mail.outbox import send
from tests.integration.mail.conftest import Later
from tests.smtp_server import Postman

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def write(number: int = 1, **more: Any) -> None:
    send("hello", f"reader{number}@example.org", {"name": f"O'Neil {number}"}, key=f"hello {number}", **more)


def test_mail_arrives_with_its_text_and_headers(server: Postman, work: Any) -> None:
    write(headers={"List-Unsubscribe": "<https://example.org/off>"})
    work()

    (message,) = server.taken
    assert server.recipients == ["reader1@example.org"]
    assert (message["Subject"], message.get_content().strip()) == ("Hello O'Neil 1", "A line for O'Neil 1.")
    assert message["List-Unsubscribe"] == "<https://example.org/off>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not Mail.objects.exists()


def test_mail_of_a_transaction_that_fails_is_never_sent(server: Postman, work: Any) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    work()

    assert server.taken == []


def test_same_key_is_sent_once_also_after_it_went(server: Postman, work: Any) -> None:
    write()
    write()
    work()
    write()
    work()

    assert len(server.taken) == 1
    assert not Mail.objects.exists()


def test_mails_wait_for_a_server_that_is_away_and_are_sent_at_once_when_it_is_back(
    away: int, back: Any, work: Any, clock: Later
) -> None:
    for number in range(5):
        write(number)
    work()
    assert Mail.objects.count() == 5
    assert sum(Job.objects.values_list("attempts", flat=True)) == 0
    clock.ahead = dt.timedelta(seconds=31)

    with back() as postman:
        work()

    assert len(set(postman.message_ids)) == len(postman.taken) == 5


def test_server_that_is_away_is_asked_once_for_all_waiting_mails(away: int, work: Any) -> None:
    for number in range(5):
        write(number)
    work()

    assert Job.objects.exclude(last_error="").count() == 1


def test_server_that_dies_after_it_took_a_mail_gets_it_again_under_the_same_id(
    server: Postman, work: Any, clock: Later
) -> None:
    server.answers = ["hang up"]
    write()
    work()
    assert Mail.objects.count() == 1
    clock.ahead = dt.timedelta(seconds=31)

    work()

    assert len(server.taken) == 2
    assert len(set(server.message_ids)) == 1
    assert {str(message["Date"]) for message in server.taken} == {str(server.taken[0]["Date"])}
    assert not Mail.objects.exists()


def test_worker_that_died_after_the_server_took_a_mail_sends_it_under_the_same_id(
    server: Postman, work: Any, clock: Later
) -> None:
    write()
    mail = Mail.objects.get()
    work()
    mail.save(force_insert=True)  # as if the worker had ended before it took note
    Job.objects.update(done_at=None)

    work()

    assert server.message_ids == [mail.message_id] * 2


def test_mail_that_is_put_off_by_its_recipient_is_tried_again(
    server: Postman, work: Any, clock: Later
) -> None:
    server.recipient_answer = "451 Greylisted"
    write()
    work()
    server.recipient_answer = ""
    clock.ahead = dt.timedelta(seconds=31)

    work()

    assert len(server.taken) == 1


def test_mail_that_is_refused_for_good_is_given_up_and_delays_no_other(server: Postman, work: Any) -> None:
    server.answers = ["554 Not this one"]
    write(1)
    write(2)
    work()

    assert [message["Subject"] for message in server.taken] == ["Hello O'Neil 2"]
    (given_up,) = Job.objects.exclude(failed_at=None)
    assert "554" in given_up.last_error
    assert given_up.attempts == 1


def test_server_that_says_nothing_is_hung_up_on(away: int, work: Any, settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", away)) as mute:
        write()
        work()
        mute.settimeout(5)
        mute.accept()[0].close()

    assert "timed out" in Job.objects.get().last_error
    assert Mail.objects.count() == 1


def test_server_may_take_its_time_to_accept(server: Postman, work: Any, settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    slow = threading.Event()
    original = server.handle_DATA

    async def slowly(*arguments: Any) -> str:
        import asyncio

        await asyncio.sleep(1)
        slow.set()
        return await original(*arguments)

    server.handle_DATA = slowly  # type: ignore[method-assign]
    write()
    work()

    assert slow.is_set()
    assert len(server.taken) == 1
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "Kim\r\nBcc: all@example.org",
        "Kim\nSubject: other",
        "Kim\x0bBcc: x",
        "Kim\u2028Bcc: x@example.org",
        "Kim\x00\x1b[31m",
        "Kim\r\n\r\nA second body",
        "\u202eKim",
    ],
)
def test_text_of_a_subject_cannot_become_a_header(server: Postman, work: Any, name: str) -> None:
    send("hello", "reader@example.org", {"name": name}, key="k")
    work()

    (message,) = server.taken
    assert server.recipients == ["reader@example.org"]
    assert message.keys().count("Subject") == 1
    assert "Bcc" not in message
    assert message["To"] == "reader@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "<a@example.org>",
        "a b@example.org",
        "",
    ],
)
def test_address_that_is_none_is_refused(away: int, address: str) -> None:
    with pytest.raises(ValidationError):
        send("hello", address, {"name": "Kim"}, key="k")

    assert not Mail.objects.exists()


def test_header_of_two_lines_is_refused(away: int) -> None:
    with pytest.raises(ValueError, match="one line"):
        write(headers={"List-Unsubscribe": "<x>\r\nBcc: all@example.org"})
