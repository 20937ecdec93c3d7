"""The admin as writers use it: every page opens, lists cost the same at any length, nothing typed is lost."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review
from reviewsite.images.models import Image
from reviewsite.search.index import indexing_at_the_end
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import (
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_writer,
)

pytestmark = pytest.mark.django_db

MODELS = [
    "accounts_user",
    "auth_group",
    "dramas_drama",
    "dramas_genre",
    "dramas_network",
    "dramas_person",
    "images_image",
    "reviews_review",
]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="a long enough one"))
    return client


@indexing_at_the_end()
def fill(count: int) -> None:
    """`count` more of everything, each with rows of its own around it."""
    for _number in range(count):
        person = make_person()
        drama = make_drama(cast=[(person, "Role")], networks=[make_network()], genres=[make_genre()])
        make_review(drama=drama, writers=[make_writer(), make_writer()])
        Image.objects.create(caption="Waiting")


@pytest.mark.parametrize("model", MODELS)
def test_list_and_form_open(editor: Client, model: str) -> None:
    fill(1)
    for page in ("changelist", "add"):
        assert editor.get(reverse(f"admin:{model}_{page}")).status_code == 200


def test_lists_cost_the_same_at_any_length(editor: Client) -> None:
    fill(2)
    addresses = [reverse(f"admin:{model}_changelist") for model in MODELS]
    for address in addresses:
        editor.get(address)  # content types and permissions are asked once a process
    few = {address: _queries(editor, address) for address in addresses}
    fill(10)
    assert {address: _queries(editor, address) for address in addresses} == few


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_searching_a_list_never_fails(editor: Client) -> None:
    fill(1)
    for model, word in itertools.product(MODELS, ["im", "임", "'", "%", "\\", "\x00"]):
        answer = editor.get(reverse(f"admin:{model}_changelist"), {"q": word})
        assert answer.status_code == 200, (model, word)


def test_a_person_is_found_by_any_spelling(editor: Client) -> None:
    person = make_person("Im Si-wan", hangul="임시완")
    make_person("Park Eun-bin", hangul="박은빈")
    for spelling in ("Im Si Wan", "Yim Siwan", "임시완", "Lim Si-wan"):
        answer = editor.get(
            reverse("admin:autocomplete"),
            {"app_label": "dramas", "model_name": "credit", "field_name": "person", "term": spelling},
        )
        assert [result["id"] for result in answer.json()["results"]] == [str(person.pk)], spelling


def review_form(review: Review, **changes: Any) -> dict[str, Any]:
    """What the change form of `review` posts when nothing is touched, with `changes`."""
    data: dict[str, Any] = {
        "drama": review.drama_id or "",
        "headline": review.headline,
        "slug": review.slug,
        "verdict": review.verdict,
        "kind": review.kind,
        "state": review.state,
        "published_at_0": "",
        "published_at_1": "",
        "comments_open": "on",
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
        "mentions-TOTAL_FORMS": 0,
        "mentions-INITIAL_FORMS": 0,
        "sections-TOTAL_FORMS": review.sections.count(),
        "sections-INITIAL_FORMS": review.sections.count(),
    }
    if review.published_at:
        data["published_at_0"] = review.published_at.strftime("%Y-%m-%d")
        data["published_at_1"] = review.published_at.strftime("%H:%M:%S")
    for number, section in enumerate(review.sections.all()):
        fields = ("id", "heading", "body", "spoils_through", "position", "rating_line")
        data |= {f"sections-{number}-{name}": getattr(section, name) for name in fields}
        data[f"sections-{number}-drama"] = section.drama_id or ""
        data[f"sections-{number}-review"] = review.pk
    return {**data, **changes}


def change(editor: Client, review: Review, **changes: Any) -> Any:
    address = reverse("admin:reviews_review_change", args=[review.pk])
    return editor.post(address, review_form(review, **changes))


def test_sections_are_saved_in_the_order_of_their_positions(editor: Client) -> None:
    review = make_review(sections=[{"heading": "One"}, {"heading": "Two"}])
    response = change(editor, review, **{"sections-0-position": 1, "sections-1-position": 0})
    assert response.status_code == 302
    assert [section.heading for section in review.sections.all()] == ["Two", "One"]


def test_publishing_without_a_time_means_now(editor: Client) -> None:
    review = make_review(state=Review.State.DRAFT)
    change(editor, review, state="published", published_at_0="", published_at_1="")
    review.refresh_from_db()
    assert review.is_published()
    assert review.first_published_at == review.published_at


def test_publishing_at_a_later_time_means_scheduling(editor: Client) -> None:
    review = make_review(state=Review.State.DRAFT)
    later = timezone.now() + dt.timedelta(days=3)
    change(editor, review, state="published", published_at_0=f"{later:%Y-%m-%d}", published_at_1="09:00:00")
    review.refresh_from_db()
    assert review.state == Review.State.SCHEDULED
    assert not review.is_published()


def test_a_review_without_a_byline_is_its_savers(editor: Client) -> None:
    review = make_review()
    change(editor, review)
    assert [writer.username for writer in review.writers.all()] == ["editor"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rating": "11"}, "less than or equal to 10"),
        ({"rating": "nine"}, "Enter a number"),
        ({"headline": "A ||hidden|| headline"}, "work in the text of a section only"),
        ({"kind": "recap"}, "A recap needs its first and last episode"),
        ({"state": "scheduled", "published_at_0": "", "published_at_1": ""}, "Publish when?"),
        ({"sections-0-body": "He is ||the killer."}, "hides nothing"),
        ({"sections-0-body": "[" * 20_000}, "too much formatting"),
        ({"sections-0-spoils_through": "33000"}, "Select a valid choice"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_field_is_named_and_keeps_what_was_typed(
    editor: Client, changes: dict[str, Any], message: str
) -> None:
    review = make_review(sections=[{"heading": "One", "body": "As it was."}])
    response = change(editor, review, verdict="Words that must not be lost.", **changes)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert "Words that must not be lost." in page
    review.refresh_from_db()
    assert review.verdict == "Worth an evening."


def test_the_scope_choice_reaches_to_the_last_episode(editor: Client) -> None:
    review = make_review(drama=make_drama(episodes=126), sections=[{"body": "Late.", "spoils_through": 120}])
    page = editor.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    assert '<option value="120" selected>through episode 120</option>' in page
    assert f'<option value="{WHOLE_DRAMA}">the whole drama</option>' in page


def test_actions_publish_and_retire(editor: Client) -> None:
    review = make_review(state=Review.State.DRAFT)
    for action, state in (("publish_selected", "published"), ("retire_selected", "retired")):
        editor.post(
            reverse("admin:reviews_review_changelist"), {"action": action, "_selected_action": [review.pk]}
        )
        review.refresh_from_db()
        assert review.state == state


def test_the_pictures_page_fills_a_slot(editor: Client, settings: Any, tmp_path: Any) -> None:
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image as PillowImage

    slot = Image.objects.create(caption="Han Na-rae as Baek Mi-so", credit="Harbor Post")
    review = make_review(sections=[{"body": f"![](image:{slot.key})"}])
    address = reverse("admin:reviews_review_pictures", args=[review.pk])
    assert "What does the picture of “Han Na-rae as Baek Mi-so” show?" in editor.get(address).content.decode()

    picture = io.BytesIO()
    PillowImage.new("RGB", (300, 200), "#1f5f52").save(picture, "PNG")
    fields = {"caption": slot.caption, "credit": slot.credit, "spoils_through": "0"}
    data = {f"{slot.key}-{name}": value for name, value in fields.items()}

    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile("still.png", picture.getvalue(), "image/png")

    refused = editor.post(address, {**data, f"{slot.key}-upload": upload()})
    assert "Nothing says what it shows" in refused.content.decode()
    editor.post(address, {**data, f"{slot.key}-upload": upload(), f"{slot.key}-alt": "A woman at a window"})
    slot.refresh_from_db()
    assert (slot.alt, slot.width, slot.height) == ("A woman at a window", 300, 200)
