"""A visitor of the forms, as a browser sends what they type."""

import re
import time
from typing import Any

from django.http import HttpResponse
from django.test import Client

from reviews.comments import tokens
from reviews.comments.forms import new_key
from reviews.models import Review

SAME_ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def token(review: Review) -> str:
    """As it is in a form that was fetched a minute ago."""
    return tokens.form_token(review, now=time.time() - 60)


def filled(review: Review, **changes: Any) -> dict[str, Any]:
    """A form that is filled in well."""
    values = {
        "author_name": "Hana",
        "email": "",
        "body": f"A word of my own, number {new_key()}.",
        "spoils_through": "0",
        "rating": "",
        "website": "",
        "key": new_key(),
        "token": token(review),
    }
    return {**values, **changes}


def send(
    client: Client, review: Review, *, reply: int | None = None, address: str = "203.0.113.7", **changes: Any
) -> Any:
    path = f"{review.get_absolute_url()}comments/new/" + (f"?reply={reply}" if reply else "")
    return client.post(path, filled(review, **changes), REMOTE_ADDR=address, **SAME_ORIGIN)


def edit_address(response: HttpResponse) -> str:
    """Where the thank-you page that a post leads to says that the comment can be changed."""
    assert response.status_code == 303, response.content.decode()
    return re.sub("/thanks/", "/edit/", response["Location"])


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
