"""A site of its own for one run: a folder, a database, the server as a process group, and what happens inside."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.ports import free_port
from tests.project import tree

REVIEW = "the-lighthouse"
START_WITHIN = 60

_SEED = f"""
import datetime as dt
from django.utils import timezone
from dramas.models import Drama
from reviews.comments.mail_consent import consent_of, decide
from reviews.comments.models import Comment
from reviews.models import Review, Section
drama = Drama.objects.create(title="The Lighthouse", slug="{REVIEW}", state="public", year=2020, episodes=16)
review = Review.objects.create(
    drama=drama, headline="The Lighthouse", slug="{REVIEW}", verdict="Go.", state="published",
    published_at=timezone.now() - dt.timedelta(days=1),
)
Section.objects.create(review=review, heading="First thoughts", body="It begins well.")
for number in range(%d):
    Comment.objects.create(
        review=review, author_name=f"Reader {{number}}", email=f"reader{{number}}@example.org",
        body=f"Hello {{number}}.", state="visible", created_at=timezone.now() - dt.timedelta(days=2),
    )
    decide(consent_of(f"reader{{number}}@example.org").pk, given=True)
"""


class Site:
    """Readers 0 to `known` have a published comment and confirmed their address: what they write is shown at once."""

    def __init__(
        self, *, database: str = "", known: int = 64, folder: Path | None = None, **more: str
    ) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="reviewsite-torture-"))
        self.log = Path(tempfile.gettempdir()) / f"reviewsite-torture-{os.getpid()}.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(self.folder),
            "SITE_URL": self.url,
            "BEHIND_PROXY": "1",  # each request says which address it comes from
            **({"DATABASE_URL": database} if database else {}),
            **more,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.manage("migrate", "--verbosity=0")
        self.manage("collectstatic", "--noinput", "--verbosity=0")
        self.manage("shell", "--verbosity=0", "-c", _SEED % known)

    @classmethod
    def beside(cls, other: "Site", environment: dict[str, str]) -> "Site":
        """A site that is there already, with its data elsewhere; served on a port of its own."""
        site = cls.__new__(cls)
        site.folder, site.log, site.port, site.process = other.folder, other.log, free_port(), None
        site.url = f"http://127.0.0.1:{site.port}"
        site.environment = {**environment, "SITE_URL": site.url}
        site.manage("collectstatic", "--noinput", "--verbosity=0")
        return site

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=tree.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stderr[-2000:]}")
        return done.stdout

    def ask(self, expression: str) -> Any:
        """The value of a Python expression inside of the site, with its comments at hand."""
        code = (
            "import json; from django.db.models import *; from django.db import connection; "
            "from reviews.comments.models import *; from reviewsite.jobs.models import Job; "
            f"from reviewsite.mail.models import Mail; print(json.dumps({expression}))"
        )
        return json.loads(self.manage("shell", "--verbosity=0", "-c", code).splitlines()[-1])

    def do(self, code: str) -> None:
        self.manage("shell", "--verbosity=0", "-c", code)

    def start(self, *arguments: str, program: tuple[str, ...] = ("manage.py",)) -> float:
        """Start serving in a process group of its own; the seconds until it answered with the review."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *program, "serve", "--port", str(self.port), *arguments],
            cwd=tree.ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=self.log.open("ab"),
            start_new_session=True,
        )
        until(lambda: self.status("/healthz") == 200, within=START_WITHIN)
        return time.monotonic() - began

    def status(self, path: str) -> int:
        try:
            with urlopen(self.url + path, timeout=5) as answer:  # noqa: S310  our own server
                return int(answer.status)
        except OSError as error:
            return int(getattr(error, "code", 0))

    def kill(self) -> None:
        """End the whole group together, as a power cut would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.log.unlink(missing_ok=True)


def until(condition: Callable[[], bool], *, within: float) -> float:
    """Wait for the condition; the seconds that it took. Raises TimeoutError."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > within:
            raise TimeoutError(f"not within {within} s")
        time.sleep(0.05)
    return time.monotonic() - began
