"""What somebody hid another site's way is in no answer for a reader who has seen nothing, however it came in."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from reviews.comments import tokens
from reviews.comments.models import Comment
from reviews.comments.notices import quote
from reviews.importer.draft import draft_from
from reviews.importer.parser import parse
from reviewsite import markdown
from reviewsite.images.models import Image
from reviewsite.spoilers import SAFE
from reviewsite.spoilers.marks import fold_marks
from reviewsite.spoilers.text_fields import TEXT_FIELDS
from tests import thoroughness
from tests.factories import make_comment, make_review, make_writer
from tests.integration.comments.visiting import edit_address, filled, send
from tests.integration.test_admin import change
from tests.unit.spoilers.samples import DOUBTFUL, FOLDED, HIDDEN, REFUSED, written

pytestmark = pytest.mark.django_db

#: One of each family; tests/unit/spoilers tries all of them without a database.
SOME_HIDDEN = [*thoroughness.sample(FOLDED, one_in=18), *thoroughness.sample(DOUBTFUL, one_in=8)]
SOME = [
    *SOME_HIDDEN,
    REFUSED[0],
    "SPOILER: %s",
    "결말 스포!!\\n\\n\\n%s",
    "Spoilers ahead\\n\\n%s",
]

REVIEW = """Salt Road (2021)

Episodes: 16
Director: Kim Do-yun

A good drama about salt and about ferries.

"""

#: Text fields of models that no reader sees, or that hold no words of anybody's choice.
OTHER_TEXT_FIELDS = {
    "accounts": "*", "operations": "*", "jobs": "*", "mail": "*", "search": "*", "pagecache": "*", "reviewsite": "*",
    "images.image": {"key", "content_hash", "placeholder", "credit_url"},
    "dramas.genre": {"slug"}, "dramas.tag": {"slug"}, "dramas.song": {"url"},
    "dramas.network": {"slug", "country", "url"},
    "dramas.drama": {
        "slug", "air_days", "trailer_url", "imdb_id", "mydramalist_id", "wikidata_id", "based_on_url",
    },
    "dramas.alternativetitle": {"language"}, "dramas.watchlink": {"url"}, "dramas.person": {"slug"},
    "dramas.personkey": {"key"}, "dramas.merge": "*",
    "reviews.review": {"slug", "feed_id"}, "reviews.series": {"slug"}, "reviews.mention": {"text"},
    "reviews.previewlink": "*", "reviews.sourcedocument": "*",
    "site.page": {"slug"},
    "site.sitesettings": {"contact", "social_links", "accent", "accent_dark", "seal", "seal_dark"},
    "comments.comment": {
        "email", "edit_token_hash", "idempotency_key", "body_hash", "address_prefix", "address_hash", "rater_hash",
    },
    "comments.addresskey": "*", "comments.mailconsent": "*", "comments.erasure": "*", "comments.report": "*",
    "comments.moderationevent": "*", "comments.watchedword": "*", "comments.spamtoken": "*",
}  # fmt: skip


def unnamed(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The text fields that are neither checked nor said to hold no words."""

    def is_none(label: str, name: str) -> bool:
        kept = OTHER_TEXT_FIELDS.get(label, OTHER_TEXT_FIELDS.get(label.partition(".")[0], ()))
        return kept == "*" or name in kept

    return [
        (label, name)
        for label, name in fields
        if (label, name) not in TEXT_FIELDS and not is_none(label, name)
    ]


def text_fields() -> list[tuple[str, str]]:
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("reviewsite", "dramas", "reviews")
    ]
    return [
        (model._meta.label_lower, field.name)
        for model in ours
        for field in model._meta.local_fields
        if isinstance(field, (models.CharField, models.TextField)) and not field.choices
    ]


def test_every_text_field_is_checked_or_said_to_hold_no_words() -> None:
    assert unnamed(text_fields()) == []


def test_a_new_text_field_is_found() -> None:
    assert unnamed([*text_fields(), ("dramas.drama", "trivia")]) == [("dramas.drama", "trivia")]


@pytest.fixture
def review() -> Any:
    return make_review(slug="the-review")


def everything(client: Client) -> str:
    addresses = ["/reviews/the-review/", "/reviews/the-review/comments/", "/feeds/reviews.atom", "/"]
    return "".join(client.get(address).content.decode() for address in addresses)


def visible(response: Any) -> str:
    """An answer without the form's own fields, in which the writer's text comes back."""
    page = response.content.decode()
    before, _form, rest = page.partition("<textarea")
    return before + rest.partition("</textarea>")[2]


@pytest.mark.parametrize("sample", SOME)
def test_comment_new_preview_and_edit(client: Client, review: Any, sample: str) -> None:
    make_comment(review, author_name="Hana", email="hana@example.org", body="Known here.")
    known = {"author_name": "Hana", "email": "hana@example.org"}

    preview = send(client, review, body=written(sample), preview="1", **known)
    send(client, review, body=written(sample), **known)
    first = send(client, review, body="Nothing yet.", address="198.51.100.9", **known)
    client.post(
        edit_address(first), filled(review, body=written(sample), **known), HTTP_SEC_FETCH_SITE="same-origin"
    )

    said = "says that it has spoilers" in preview.content.decode()
    assert said or f"<p>{HIDDEN}" not in visible(preview)
    shown = everything(client)
    assert "the-review" in shown
    assert HIDDEN not in shown


@pytest.mark.parametrize("sample", SOME_HIDDEN)
def test_a_comment_that_is_stored_as_it_was_written(client: Client, review: Any, sample: str) -> None:
    """Planted past all forms, as comments were before the dialects were known."""
    comment = make_comment(review, body=written(sample))

    assert HIDDEN not in everything(client)
    assert HIDDEN not in "\n".join(quote(comment))


def test_the_control_an_open_comment_is_seen(client: Client, review: Any) -> None:
    make_comment(review, body=HIDDEN)
    assert HIDDEN in everything(client)


@pytest.mark.parametrize("sample", SOME)
def test_section_of_a_published_review(client: Client, review: Any, sample: str) -> None:
    client.force_login(make_writer("editor", is_superuser=True))

    change(client, review, **{"sections-0-body": written(sample)})

    assert HIDDEN not in everything(Client())


@pytest.mark.parametrize("sample", SOME_HIDDEN)
def test_caption_and_alternative_text_as_they_were_written(client: Client, sample: str) -> None:
    """Planted past all forms, and then saved by one."""
    picture = Image.objects.create(key="abcd1234", width=320, height=200, file="images/a.png")
    make_review(slug="the-review", sections=[{"heading": "One", "body": "![](image:abcd1234)"}])
    Image.objects.update(caption=written(sample), alt=written(sample))
    assert HIDDEN not in everything(client)

    picture.caption = picture.alt = written(sample)
    picture.save()
    assert fold_marks(picture.caption).text == picture.caption
    assert HIDDEN not in everything(client)


def test_the_control_an_open_caption_is_seen(client: Client) -> None:
    Image.objects.create(key="abcd1234", width=320, height=200, file="images/a.png", caption=HIDDEN)
    make_review(slug="the-review", sections=[{"heading": "One", "body": "![](image:abcd1234)"}])
    assert HIDDEN in everything(client)


MARKDOWN = [key for key, kind in TEXT_FIELDS.items() if kind in ("texts", "scoped", "forms")]


@pytest.mark.parametrize(("label", "field"), MARKDOWN)
def test_markdown_is_stored_with_our_marks_whoever_saves_it(label: str, field: str) -> None:
    row: Any = apps.get_model(label)(**{field: "Good >!he dies!< so"})

    pre_save.send(type(row), instance=row, raw=False, using="default", update_fields=None)

    assert getattr(row, field) == "Good ||he dies|| so"


def test_every_field_of_markdown_is_among_them() -> None:
    """The others hold one line, which refuses marks, or were looked at above."""
    rich = {(label, name) for label, name in text_fields() if _is_long(label, name)}
    assert {key for key in rich if key in TEXT_FIELDS} <= {*MARKDOWN, ("accounts.user", "bio")}


def _is_long(label: str, name: str) -> bool:
    return isinstance(apps.get_model(label)._meta.get_field(name), models.TextField)


@pytest.mark.parametrize("field", ["headline", "verdict", "recommended_for"])
@pytest.mark.parametrize("text", ["Good >!%s!<", "[spoiler]%s[/spoiler]", "SPOILER: %s", "｜｜%s｜｜"])
def test_line_of_a_published_review(client: Client, review: Any, field: str, text: str) -> None:
    client.force_login(make_writer("editor", is_superuser=True))

    change(client, review, **{field: written(text)})

    assert HIDDEN not in everything(Client())


@pytest.mark.parametrize(
    ("label", "field"), [key for key, kind in TEXT_FIELDS.items() if kind in ("names", "lines", "texts")]
)
def test_field_of_the_catalogue_refuses_what_it_cannot_hide(label: str, field: str) -> None:
    validators = apps.get_model(label)._meta.get_field(field).validators  # type: ignore[union-attr]
    refused = [check for check in validators if _refuses(check, "Good >!he dies")]
    assert refused


def _refuses(check: Any, text: str) -> bool:
    try:
        check(text)
    except Exception as error:
        return "hid" in str(error).lower()
    return False


# A cut in the text of a blog ends the excerpt on its front page, and hides nothing.
@pytest.mark.parametrize("sample", [each for each in [*SOME, *REFUSED] if not each.startswith("<!--")])
def test_import(sample: str) -> None:
    text = f"{REVIEW}{written(sample)}\n"
    parsed = parse(text)
    draft = draft_from(parsed, text)

    for section in draft.sections:
        shown = markdown.plain_text(section.body, seen=SAFE, scope=section.spoils_through)
        assert HIDDEN not in shown
        assert section.spoils_through or HIDDEN not in section.heading
    assert HIDDEN not in str(draft.values)
    assert [place.line for place in parsed.placements] == [
        number for number, line in enumerate(text.splitlines(), start=1) if line.strip()
    ]


def test_staff_answer(client: Client, review: Any) -> None:
    client.force_login(make_writer("mo", is_superuser=True))
    parent = make_comment(review, body="A question.")
    page = reverse("admin:comments_comment_reply", args=[parent.pk])

    client.post(page, {"body": f"Yes: >!{HIDDEN}!<", "spoils_through": "0"})
    asked = client.post(page, {"body": f"SPOILER: {HIDDEN}", "spoils_through": "0"})

    assert Comment.objects.get(parent=parent).body == f"Yes: ||{HIDDEN}||"
    assert "says that it has spoilers" in asked.content.decode()
    assert HIDDEN not in everything(Client())


def test_a_token_is_needed_still(client: Client, review: Any) -> None:
    """The control of the forms above: they were answered because they could be sent."""
    assert tokens.form_token_problem("", review)
