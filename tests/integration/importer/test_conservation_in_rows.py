"""The law of the importer, down to the rows: what the check page shows as used is stored, or is in the text."""

import json
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dramas.models import AlternativeTitle, Broadcast, Credit, Drama, Genre, Network, Person
from reviews.importer.document import SAFE, WHOLE_DRAMA, Kind
from reviews.importer.fact_values import PARTS
from reviews.importer.fields import FIELDS, STORED
from reviews.importer.labels import field_of, normalised
from reviews.importer.pipeline import understand
from reviews.importer.wording import DOUBTS
from reviews.importer.writer import save_draft
from reviews.models import Review, Section, SourceDocument
from reviews.models.review import SUB_RATINGS
from reviewsite import spoilers
from reviewsite.images.models import Image
from tests.data.importer_lines import LINES, TEXT, Said

MODELS = [Drama, AlternativeTitle, Genre, Network, Broadcast, Person, Credit, Review, Section, Image]


def stored() -> str:
    """All that the rows say, without the source document, which is kept as it came."""
    rows = [list(model.objects.values()) for model in MODELS]
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)


def lost(text: str, said: list[Said]) -> list[str]:
    """The lines that are shown as used and have something that no row has."""
    understood = understand(text)
    assert understood.parsed.refused is None
    save_draft(understood.draft())
    kinds = {place.text.strip(): place.kind for place in understood.placements}
    rows = stored()
    return [
        each.line
        for each in said
        if kinds[each.line] is Kind.FIELD and not all(needle in rows for needle in each.needles)
    ]


@pytest.mark.slow
@pytest.mark.django_db
@given(chosen=st.lists(st.sampled_from(LINES), max_size=14, unique_by=lambda said: said.line))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_as_used_is_stored(chosen: list[Said]) -> None:
    for model in (SourceDocument, Section, Review, Credit, Broadcast, AlternativeTitle, Drama, Person, Image):
        model.objects.all().delete()
    Genre.objects.all().delete()
    Network.objects.all().delete()
    text = "\n".join(["Title: Salt Road", *(said.line for said in chosen), "", TEXT])
    assert lost(text, chosen) == []


@pytest.mark.django_db
def test_the_law_sees_a_field_that_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_relations(), "genres", lambda *args: None)
    said = Said("Genre: Zoology", ("Zoology",))
    assert lost(f"Title: Salt Road\n{said.line}\n\n{TEXT}", [said]) == [said.line]


def _relations() -> dict[str, Any]:
    from reviews.importer import writer

    return writer._RELATIONS


def test_the_table_and_the_models_say_the_same() -> None:
    assert tuple(PARTS) == SUB_RATINGS
    assert (SAFE, WHOLE_DRAMA) == (spoilers.SAFE, spoilers.WHOLE_DRAMA)
    columns = {"drama": Drama, "review": Review}
    for row in STORED:
        assert columns[row.model]._meta.get_field(row.attribute)


LABELS = [(label, row.name) for row in FIELDS for label in row.labels.split("|") if label]


def test_no_label_means_two_fields() -> None:
    names = {(normalised(label), name) for label, name in LABELS}
    labels = [label for label, _name in names]
    assert sorted(label for label in set(labels) if labels.count(label) > 1) == []


def test_every_label_of_the_table_is_known_as_it_is_written() -> None:
    assert {label: field_of(label) for label, _name in LABELS} == dict(LABELS)


def test_every_doubt_has_words() -> None:
    assert all(str(text) for text in DOUBTS.values())
