"""The administrator of a demo site, made once and printed at every start."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.urls import reverse

USERNAME = "admin"


class Command(BaseCommand):
    help = "Creates the user 'admin' with a random password on a site without administrators, and prints the login."

    def handle(self, **options: Any) -> None:
        users = get_user_model()._default_manager
        admin = users.filter(username=USERNAME).first()
        if admin is None:
            if users.filter(is_superuser=True).exists():
                self.stdout.write("Admin login: this site has administrators of its own.")
                return
            self._print_login(_create_admin())
            return
        password = _read_password()
        # An empty file must not count as the empty password.
        if password and admin.is_active and admin.check_password(password):
            self._print_login(password)
        else:
            self.stdout.write(
                f"Admin login: '{USERNAME}' was changed since it was made; its password is not shown."
            )

    def _print_login(self, password: str) -> None:
        self.stdout.write(f"Admin login: {settings.SITE_URL}{reverse('admin:index')}")
        self.stdout.write(f"  username   {USERNAME}")
        self.stdout.write(f"  password   {password}")


def _password_file() -> Path:
    return settings.DATA_DIR / "demo_admin_password"


def _create_admin() -> str:
    """Create the user; its password, which is in the file before the user exists."""
    password = secrets.token_urlsafe(12)
    _password_file().unlink(missing_ok=True)
    descriptor = os.open(_password_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(password + "\n")
    get_user_model()._default_manager.create_superuser(username=USERNAME, password=password)
    return password


def _read_password() -> str:
    try:
        return _password_file().read_text(encoding="utf-8").strip()
    except OSError:
        return ""
