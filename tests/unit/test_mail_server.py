from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from reviewsite.configuration import env


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", {}),
        (
            "smtps://kim%40example.org:p%2Fw@mail.example.org",
            {
                "EMAIL_HOST": "mail.example.org",
                "EMAIL_PORT": 465,
                "EMAIL_HOST_USER": "kim@example.org",
                "EMAIL_HOST_PASSWORD": "p/w",
                "EMAIL_USE_SSL": True,
            },
        ),
        (
            "smtp://127.0.0.1:2525",
            {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 2525, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""},
        ),
        (
            "smtp+starttls://mail.example.org",
            {
                "EMAIL_HOST": "mail.example.org",
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "",
                "EMAIL_HOST_PASSWORD": "",
                "EMAIL_USE_TLS": True,
            },
        ),
    ],
)
def test_mail_server_is_read(monkeypatch: pytest.MonkeyPatch, url: str, expected: dict[str, object]) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    assert env.mail_server("EMAIL_URL") == expected


@pytest.mark.parametrize(
    "url", ["mail.example.org", "https://mail.example.org", "smtps://", "smtp://host:many"]
)
def test_mail_server_that_is_none_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        env.mail_server("EMAIL_URL")


def test_mail_server_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("smtps://mail.example.org\n")
    monkeypatch.setenv("EMAIL_URL_FILE", str(tmp_path / "mail"))

    assert env.mail_server("EMAIL_URL")["EMAIL_HOST"] == "mail.example.org"
