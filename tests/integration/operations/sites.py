"""Sites in folders and databases of their own, for what is done to a whole site."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from tests.project import tree
from tests.template_database import copy_into

CONTENT = """
from django.utils import timezone
from dramas.models import Drama
from reviews.comments.models import Comment
from reviews.models import Review
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
drama = Drama.objects.create(title="The Lighthouse", slug="the-lighthouse", year=2020, episodes=16)
review = Review.objects.create(
    drama=drama, headline="The Lighthouse", slug="the-lighthouse", state="published", published_at=timezone.now()
)
for number in range(20):
    Comment.objects.create(
        review=review, author_name="Mina", email="mina@example.org", body=f"Text {number}", state="visible"
    )
default_storage.save("images/ab/picture.jpg", ContentFile(b"a picture"))
"""


class Place:
    """A folder for a site's data and, on PostgreSQL, a database: empty, or migrated and with content."""

    def __init__(self, folder: Path, name: str, *, is_empty: bool = False) -> None:
        self.data = folder / name
        self.environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(self.data)}
        if connection.vendor == "postgresql":
            database = f"{connection.settings_dict['NAME']}_{name}"
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{database}"')
                template = "template1" if is_empty else os.environ["TEST_TEMPLATE"]
                cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
            url = urlsplit(os.environ["DATABASE_URL"])
            self.environment["DATABASE_URL"] = url._replace(path=f"/{database}").geturl()
        elif not is_empty:
            copy_into(self.data)
        if not is_empty:
            self.do(CONTENT)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=tree.ROOT,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments: str, **more: str) -> str:
        done = self.run(*arguments, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, code: str) -> str:
        """What the expression is, inside of the site."""
        return self.manage("shell", "--verbosity=0", "-c", f"print({code})").strip()

    def do(self, code: str) -> None:
        self.manage("shell", "--verbosity=0", "-c", code)
