"""A writer's browser without the browser: one form, what was typed into it, and what its page showed."""

import re

from django.contrib.auth import get_user_model
from django.test import Client

from reviews import revisions
from reviews.models import Review
from tests.integration.writing.form_page import posted_by


class Desk:
    """One writer's browser: a page with a form, and the words that this writer typed and did not take out again."""

    def __init__(self, name: str) -> None:
        user = get_user_model().objects.create_superuser(name)
        self.client = Client()
        self.client.force_login(user)
        self.form: dict[str, str] | None = None
        self.typed: set[str] = set()
        #: Every word on the page as it last came: only of these can its writer mean to take one out.
        self.seen: set[str] = set()

    def open(self, address: str) -> bool:
        response = self.client.get(address, follow=True)
        if "review_form" not in response.content.decode():
            return False
        self._show(response.content.decode())
        self.typed = set()
        return True

    def _show(self, page: str) -> None:
        self.form = posted_by(page)
        self.seen = set(re.findall(r"zq\w+", page))

    def save(self, address: str) -> bool:
        """Whether it was stored; if not, the form is what came back."""
        assert self.form is not None
        response = self.client.post(address, {**self.form, "_continue": "1"})
        if response.status_code == 302:
            self.form, self.typed = None, set()
            return True
        self._show(response.content.decode())
        return False

    @property
    def words(self) -> set[str]:
        return set(re.findall(r"zq\w+", " ".join((self.form or {}).values())))

    def rows(self) -> list[int]:
        total = int((self.form or {}).get("sections-TOTAL_FORMS", "0"))
        return [number for number in range(total) if f"sections-{number}-DELETE" not in (self.form or {})]


def stored_words(review: Review) -> set[str]:
    bodies = review.sections.values_list("body", flat=True)
    verdicts = Review.objects.filter(pk=review.pk).values_list("verdict", flat=True)
    return set(re.findall(r"zq\w+", " ".join([*bodies, *verdicts])))


def kept_words(review_id: int) -> set[str]:
    said = ""
    for entry in revisions.history(review_id):
        said += " ".join(section.body for section in entry.snapshot.sections)
        said += f" {entry.snapshot.fields['verdict']} "
    return set(re.findall(r"zq\w+", said))
