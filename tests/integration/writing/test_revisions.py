"""Revisions: what was kept comes back exactly, also after the review was deleted."""

import random

import pytest
from django.db import transaction

from reviews import revisions
from reviews.importer.pipeline import understand
from reviews.importer.writer import save_draft
from reviews.models import Review, Section
from reviews.revisions.comparison import compare
from reviewsite.images.models import Image
from reviewsite.search.index import indexing_at_the_end
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_drama, make_person, make_review, make_writer
from tests.integration.writing.random_edits import Writer, fingerprint
from tests.thoroughness import rounds

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class _UndoneError(Exception):
    pass


def one_history(seed: int, writers: list[object]) -> None:
    chance = random.Random(seed)
    review = make_review(state=Review.State.DRAFT, writers=[writers[0]])
    writer = Writer(chance, review, writers, [])
    prints = []
    for _save in range(chance.randint(2, 4)):
        writer.edit()
        revisions.record(review)
        prints.append(fingerprint(review))
    kept = revisions.history(review.pk)[::-1]
    assert len(kept) == len(prints)
    number = chance.randrange(len(kept))
    if chance.random() < 0.3:
        review.delete()
    revisions.restore(kept[number])
    assert fingerprint(Review.objects.get(pk=kept[number].review_id)) == prints[number], f"seed {seed}"


@pytest.mark.slow
def test_restoring_brings_everything_back_whatever_the_history() -> None:
    make_person("Kim Woo-sik")
    writers = [make_writer(), make_writer(), make_writer()]
    for seed in range(rounds(25, 400)):
        try:
            with transaction.atomic(), indexing_at_the_end():
                one_history(seed, writers)
                raise _UndoneError
        except _UndoneError:
            pass


def test_a_fingerprint_sees_each_kind_of_change() -> None:
    """The control: were the fingerprint blind, the histories above would prove nothing."""
    image = Image.objects.create(file="a.webp", width=1, height=1, renditions={}, alt="A door")
    review = make_review(sections=[{"body": f"One\n\n{image.markdown}"}, {"body": "Two"}])
    prints = {fingerprint(review)}
    first, second = review.sections.all()
    for section, field, value in (
        (first, "position", 5),
        (second, "spoils_through", 3),
        (second, "body", "Two!"),
        (second, "heading", "Head"),
    ):
        Section.objects.filter(pk=section.pk).update(**{field: value})
        prints.add(fingerprint(review))
    Image.objects.update(alt="A window")
    prints.add(fingerprint(review))
    second.delete()
    prints.add(fingerprint(review))
    assert len(prints) == 7


def test_restoring_is_itself_a_revision_and_keeps_what_was_there() -> None:
    review = make_review(sections=[{"body": "First words."}])
    revisions.record(review)
    review.sections.update(body="Second words.")
    [kept] = revisions.history(review.pk)

    revisions.restore(kept)

    bodies = [entry.snapshot.sections[0].body for entry in revisions.history(review.pk)]
    assert bodies == ["First words.", "Second words.", "First words."]


def test_restoring_leaves_a_review_published() -> None:
    review = make_review(state=Review.State.DRAFT, verdict="Draft words")
    revisions.record(review)
    [kept] = revisions.history(review.pk)
    review.publish()

    revisions.restore(kept)

    review.refresh_from_db()
    assert review.is_published()


def test_a_deleted_review_comes_back_as_a_draft_under_its_key_and_address() -> None:
    review = make_review(
        headline="Gone", sections=[{"heading": "One"}, {"heading": "Two", "spoils_through": 3}]
    )
    revisions.record(review)
    key, slug = review.pk, review.slug
    review.delete()
    [kept] = revisions.deleted()

    restored = revisions.restore(kept)

    assert (restored.pk, restored.slug, restored.state) == (key, slug, Review.State.DRAFT)
    assert [(row.heading, row.spoils_through) for row in restored.sections.all()] == [("One", 0), ("Two", 3)]
    assert list(revisions.deleted()) == []


def test_a_deleted_review_gets_another_address_if_its_own_is_taken() -> None:
    review = make_review(slug="taken")
    revisions.record(review)
    review.delete()
    make_review(slug="taken")
    [kept] = revisions.deleted()

    assert revisions.restore(kept).slug == "taken-2"


def test_restoring_without_the_drama_says_so() -> None:
    drama = make_drama()
    review = make_review(drama=drama)
    revisions.record(review)
    review.delete()
    drama.delete()
    [kept] = revisions.deleted()

    with pytest.raises(revisions.CannotRestore, match="no longer listed"):
        revisions.restore(kept)


def test_an_import_is_one_revision() -> None:
    text = "Moon Harbour (2020)\nEpisodes: 16\nRating: 8/10\n\nIt begins well and stays so for an hour."
    review = save_draft(understand(text).draft()).review

    [kept] = revisions.history(review.pk)

    assert [section.body for section in kept.snapshot.sections] == [row.body for row in review.sections.all()]


def test_a_comparison_names_fields_words_scopes_order_and_pictures() -> None:
    image = Image.objects.create(alt="A door")
    review = make_review(
        verdict="A slow drama", sections=[{"heading": "One", "body": "The slow rain"}, {"heading": "Two"}]
    )
    revisions.record(review)
    first, _second = review.sections.all()
    Review.objects.update(verdict="A fast drama")
    Section.objects.filter(pk=first.pk).update(
        body=f"The quick rain\n\n{image.markdown}", spoils_through=WHOLE_DRAMA, position=2
    )
    revisions.record(review)
    after, before = revisions.history(review.pk)

    found = compare(before, after)

    [verdict] = found.fields
    assert [piece for piece in verdict.pieces if piece.change != "same"] == [
        ("slow", "removed"),
        ("fast", "added"),
    ]
    labels = {change.label for section in found.sections for change in section.changes}
    assert {"Text", "Spoiler level", "Position"} <= labels
    assert [(picture.title, picture.fate) for picture in found.pictures] == [("A door", "added")]
    assert not compare(after, after)
