"""“If you liked this”: another drama in a writer's words, on the pages of both and of their reviews."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dramas.merging import merge
from dramas.models import Drama
from reviews.models import Recommendation
from reviews.recommendations import NONE, recommendations_of
from tests.factories import make_drama, make_review, make_staff, make_writer
from tests.integration.catalogue.test_rights import save_drama

pytestmark = pytest.mark.django_db


@pytest.fixture
def road() -> Drama:
    return make_drama("Salt Road", slug="salt-road")


@pytest.fixture
def ferry() -> Drama:
    return make_drama("Night Ferry", slug="night-ferry")


def recommend(
    drama: Drama, other: Drama, reason: str = "The same quiet sea.", **fields: Any
) -> Recommendation:
    writer = fields.pop("writer", None) or make_writer(display_name="Jo Marlowe")
    return Recommendation.objects.create(drama=drama, other=other, reason=reason, writer=writer, **fields)


def band(client: Client, address: str, name: str) -> str:
    """A band of the page by the id of its heading, or ""."""
    return client.get(address).content.decode().partition(f'id="{name}"')[2].partition("</section>")[0]


def test_both_dramas_and_their_reviews_show_it(client: Client, road: Drama, ferry: Drama) -> None:
    recommend(road, ferry)
    for drama, name, other in ((road, "liked", ferry), (ferry, "fans-of", road)):
        for address in (drama.get_absolute_url(), make_review(drama=drama).get_absolute_url()):
            shown = band(client, address, name)
            assert f'<a href="{other.get_absolute_url()}">{other.title}</a>' in shown
            assert "The same quiet sea." in shown
            assert "Jo Marlowe" in shown
    assert band(client, road.get_absolute_url(), "fans-of") == ""
    assert band(client, make_review(kind="article").get_absolute_url(), "liked") == ""


def test_a_drama_that_is_not_public_is_recommended_nowhere(road: Drama) -> None:
    draft = make_drama(public_from=None)
    recommend(road, draft)
    recommend(draft, road)
    assert recommendations_of(road) == NONE
    # Who previews it sees what publishing it will bring.
    assert [each.card.title for each in recommendations_of(draft).next] == ["Salt Road"]


def test_they_are_in_the_writers_order_and_few(road: Drama) -> None:
    for number in range(8):
        recommend(road, make_drama(f"Drama {number}"), position=8 - number)
        recommend(make_drama(), road)
    found = recommendations_of(road)
    assert [each.card.title for each in found.next] == [f"Drama {number}" for number in (7, 6, 5, 4, 3, 2)]
    assert len(found.fans_of) == Recommendation.MOST


@pytest.mark.both_databases
def test_a_drama_recommends_no_drama_twice_and_not_itself(road: Drama, ferry: Drama) -> None:
    recommend(road, ferry)
    for other in (ferry, road):
        with pytest.raises(IntegrityError), transaction.atomic():
            recommend(road, other)


@pytest.mark.parametrize("reason", ["It ends as well: ||she leaves||.", "Spoilers ahead: both drown."])
def test_a_reason_hides_nothing_and_warns_of_nothing(road: Drama, ferry: Drama, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Recommendation(drama=road, other=ferry, reason=reason, writer=make_writer()).full_clean()
    assert set(refused.value.message_dict) == {"reason"}


def test_a_passage_that_is_stored_all_the_same_is_not_shown(road: Drama, ferry: Drama) -> None:
    recommend(road, ferry, "Quiet. ||She leaves||.")
    assert "leaves" not in recommendations_of(road).next[0].reason


def test_merged_dramas_recommend_together(road: Drama, ferry: Drama) -> None:
    double = make_drama("Night Ferry (double)")
    recommend(road, ferry)
    for drama, other in ((road, double), (double, ferry), (double, road)):
        recommend(drama, other)
    merge(ferry, double)
    assert set(Recommendation.objects.values_list("drama", "other")) == {
        (road.pk, ferry.pk),
        (ferry.pk, road.pk),
    }


# In the form of the drama


def rows(*others: Drama | None, **fields: Any) -> dict[str, Any]:
    """New rows of the form."""
    values: dict[str, Any] = {"recommendations-TOTAL_FORMS": len(others)}
    for number, other in enumerate(others):
        row = {"other": other.pk if other else "", "reason": f"Reason {number}.", "position": 0, **fields}
        values |= {f"recommendations-{number}-{name}": value for name, value in row.items()}
    return values


def test_an_editor_signs_it_or_lets_a_writer_sign(client: Client, road: Drama, ferry: Drama) -> None:
    editor, writer = make_staff("Editor"), make_staff("Writer")
    client.force_login(editor)
    form = client.get(reverse("admin:dramas_drama_change", args=[road.pk])).context["inline_admin_formsets"][
        -1
    ]
    assert form.formset.empty_form["writer"].value() == editor.pk

    assert save_drama(client, road, **rows(ferry, writer=writer.pk)).status_code == 302
    assert road.recommendations.get().writer == writer


def test_a_writer_signs_in_their_own_name(client: Client, ferry: Drama) -> None:
    writer, other = make_staff("Writer"), make_writer()
    draft = make_drama(public_from=None, created_by=writer)
    client.force_login(writer)
    assert save_drama(client, draft, **rows(ferry, writer=other.pk)).status_code == 302
    assert draft.recommendations.get().writer == writer

    Drama.objects.filter(pk=draft.pk).update(public_from=ferry.public_from)
    address = reverse("admin:dramas_drama_change", args=[draft.pk])
    assert client.post(address, {}).status_code == 403


def test_what_is_wrong_is_said_in_its_row_and_kept(client: Client, road: Drama, ferry: Drama) -> None:
    editor = make_staff("Editor")
    client.force_login(editor)
    for others, words in (
        ([ferry, ferry], "This drama is in the list already."),
        ([road], "Choose another drama than this one."),
        ([make_drama() for _ in range(7)], "Please submit at most 6 forms."),
    ):
        page = save_drama(client, road, **rows(*others, writer=editor.pk)).content.decode()
        assert words in page
        assert f"Reason {len(others) - 1}." in page
    assert not Recommendation.objects.exists()
