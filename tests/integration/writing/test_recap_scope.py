"""A recap that is written by hand: its new sections start at its last episode."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from reviews.models import Review
from tests.factories import make_drama, make_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "scope"), [(Review.Kind.RECAP, 4), (Review.Kind.REVIEW, 0)])
def test_new_sections_start_at_the_last_episode_of_a_recap(client: Client, kind: str, scope: int) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor", password="a long enough one"))
    review = make_review(drama=make_drama("Salt Road", episodes=16), kind=kind, episode_from=3, episode_to=4)
    page = client.get(reverse("admin:reviews_review_change", args=[review.pk]))
    [sections] = [
        each.formset for each in page.context["inline_admin_formsets"] if each.formset.prefix == "sections"
    ]
    assert sections.empty_form["spoils_through"].value() == scope
