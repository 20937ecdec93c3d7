"""A passage that somebody hides in any text that may hide one: no answer holds it for a reader who asks for nothing."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from reviewsite.site.models import SiteSettings
from reviewsite.spoilers.text_fields import TEXT_FIELDS
from tests.quick_client import QuickClient
from tests.security.canaries import World, plant
from tests.security.test_spoiler_walk import all_addresses, whole_answer

pytestmark = pytest.mark.django_db

FIELDS = sorted(each for each, kind in TEXT_FIELDS.items() if kind in ("texts", "scoped", "forms"))


@pytest.fixture
def world() -> World:
    """With a word in each of these fields of each row, and another beside it that is hidden."""
    world = plant()
    SiteSettings.objects.get_or_create()
    opening = world.review.sections.order_by("position")[0]
    opening.body = f"![](image:inside0001)\n\n{opening.body}"
    opening.save()
    # On air, so that the calendar and the home page tell of it.
    world.drama.aired_from, world.drama.air_days = timezone.localdate(), (timezone.localdate().weekday(),)
    world.drama.save()
    for label, name in FIELDS:
        model = apps.get_model(label)
        rows: Any = model._default_manager
        for row in rows.all():
            word = f"{label}{name}".replace(".", "").replace("_", "")
            said = f"{getattr(row, name)} zqopen{word} ||zqshut{word}||".strip()
            rows.filter(pk=row.pk).update(**{name: said})
    call_command("rebuild_search", verbosity=0)
    return world


def words(kind: str) -> set[str]:
    return {f"zq{kind}{label}{name}".replace(".", "").replace("_", "") for label, name in FIELDS}


def test_nothing_hidden_leaves_and_what_is_beside_it_does(world: World) -> None:
    reader = QuickClient()
    answers = [whole_answer(reader.get(address)).casefold() for address in all_addresses(world)]

    assert {word for word in words("shut") for answer in answers if word in answer} == set()
    assert {word for word in words("open") for answer in answers if word in answer} == words("open")
