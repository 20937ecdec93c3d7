"""The logins of a demo site, made once and printed at every start."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.urls import reverse

from reviewsite.demo.catalogue import read_toml

USERNAME = "admin"


class Command(BaseCommand):
    help = (
        "Creates the user 'admin' with a random password on a site without administrators, lets the demo's writer, "
        "editor and moderator log in, and prints the logins."
    )

    def handle(self, **options: Any) -> None:
        users = get_user_model()._default_manager
        if not users.filter(username=USERNAME).exists():
            if users.filter(is_superuser=True).exists():
                self.stdout.write("Admin login: this site has administrators of its own.")
                return
            users.create_superuser(username=USERNAME, password=_new_password(USERNAME))
            for username, role in _staff_of_the_demo():
                _let_in(username, role)
        self._print_admin()
        for username, role in _staff_of_the_demo():
            if password := _password_that_works(username):
                self.stdout.write(f"  {role.lower():<10} {username}, password {password}")

    def _print_admin(self) -> None:
        if password := _password_that_works(USERNAME):
            self.stdout.write(f"Admin login: {settings.SITE_URL}{reverse('admin:index')}")
            self.stdout.write(f"  username   {USERNAME}")
            self.stdout.write(f"  password   {password}")
        else:
            self.stdout.write(
                f"Admin login: '{USERNAME}' was changed since it was made; its password is not shown."
            )


def _staff_of_the_demo() -> Iterator[tuple[str, str]]:
    """Username and role of each."""
    return ((row["username"], row["role"]) for row in read_toml("writers.toml")["writers"] if "role" in row)


def _let_in(username: str, role: str) -> None:
    """On a site that has the demo."""
    user = get_user_model()._default_manager.filter(username=username, is_staff=False).first()
    if user is not None:
        user.is_staff = True
        user.set_password(_new_password(username))
        user.save()
        user.groups.add(Group.objects.get(name=role))


def _password_file(username: str) -> Path:
    return settings.DATA_DIR / f"demo_{username}_password"


def _new_password(username: str) -> str:
    """In its file before the user has it."""
    password = secrets.token_urlsafe(12)
    file = _password_file(username)
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(password + "\n")
    return password


def _password_that_works(username: str) -> str:
    """That in the file, or "" if the account was changed since."""
    try:
        password = _password_file(username).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    user = get_user_model()._default_manager.filter(username=username, is_active=True).first()
    # An empty file must not count as the empty password.
    return password if password and user is not None and user.check_password(password) else ""
