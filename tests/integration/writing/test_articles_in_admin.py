"""Articles in the admin: what is refused is said where the writer is, and every save and merge keeps what they name."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from dramas.merging import merge
from reviews import revisions
from reviews.models import Review
from reviews.publishing import problems
from reviews.revisions.comparison import compare
from tests.factories import make_credit, make_drama, make_person, make_review, make_writer
from tests.integration.test_admin import change, review_form
from tests.integration.writing.form_page import posted_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_writer("editor", is_superuser=True))
    return client


@pytest.fixture
def article() -> Review:
    return make_review(
        kind="article",
        state="draft",
        sections=[
            {
                "heading": "One",
                "body": "It begins well.",
                "drama": make_drama("Signal"),
                "rating_line": "9/10",
            },
            {"heading": "Two", "body": "Words."},
        ],
    )


def said(response: Any) -> list[str]:
    """All error messages of the form and its rows."""
    forms = [formset.formset for formset in response.context["inline_admin_formsets"]]
    errors = [response.context["adminform"].form.errors, *(each for one in forms for each in one.errors)]
    return [f"{field}: {' '.join(words)}" for each in errors for field, words in each.items()]


def test_a_section_s_drama_and_rating_line_are_saved(editor: Client, article: Review) -> None:
    drama = make_drama("Misaeng")
    changes = {"sections-1-drama": drama.pk, "sections-1-rating_line": "Bring tissues"}
    assert change(editor, article, **changes).status_code == 302
    assert [(row.drama, row.rating_line) for row in article.sections.select_related("drama")][1] == (
        drama,
        "Bring tissues",
    )


def test_the_form_of_a_browser_saves_what_it_got(editor: Client, article: Review) -> None:
    address = reverse("admin:reviews_review_change", args=[article.pk])
    data = posted_by(editor.get(address).content.decode())
    assert data["sections-0-drama"] == str(article.sections.first().drama_id)  # type: ignore[union-attr]
    assert editor.post(address, {**data, "verdict": "Changed."}).status_code == 302
    article.refresh_from_db()
    assert article.verdict == "Changed."
    assert [row.rating_line for row in article.sections.all()] == ["9/10", ""]


@pytest.mark.parametrize(
    ("kind", "with_drama", "words"),
    [
        ("article", True, "drama: An article has no drama of its own."),
        ("review", False, "drama: Which drama is it about?"),
    ],
)
def test_only_an_article_is_about_no_drama(editor: Client, kind: str, with_drama: bool, words: str) -> None:
    review = make_review(state="draft")
    drama = review.drama_id if with_drama else ""
    response = change(editor, review, kind=kind, drama=drama, headline="Typed just now")
    assert [each for each in said(response) if each.startswith(words)] == said(response) != []
    assert "Typed just now" in response.content.decode()


def test_a_section_of_a_review_names_no_drama(editor: Client) -> None:
    review = make_review(state="draft")
    data = {"sections-0-drama": make_drama().pk, "sections-0-rating_line": "Kept as typed"}
    response = change(editor, review, **data)
    refusal = "Only a section of an article has this: empty it, or choose the kind “article”."
    assert said(response) == [f"drama: {refusal}", f"rating_line: {refusal}"]
    assert "Kept as typed" in response.content.decode()
    assert review.sections.get().drama is None


def test_an_article_without_text_is_not_published_and_nothing_is_lost(editor: Client) -> None:
    article = make_review(kind="article", state="draft", sections=[])
    response = change(editor, article, state="published", headline="Typed just now")
    page = response.content.decode()
    assert "There is no text yet." in page
    assert "Typed just now" in page
    article.refresh_from_db()
    assert article.state == "draft"


def test_an_episode_of_no_drama_is_asked_about(editor: Client, article: Review) -> None:
    response = change(editor, article, state="published", **{"sections-1-spoils_through": 3})
    page = response.content.decode()
    assert "Its spoiler level is an episode: of which drama?" in page
    assert 'href="#id_sections-1-drama"' in page
    article.sections.filter(heading="One").update(spoils_through=17)
    [late] = [each for each in problems(article) if "the drama has 16" in str(each.message)]
    assert late.field == "sections-0-spoils_through"


def test_a_guest_is_kept_in_the_sections_of_their_drama_only(article: Review) -> None:
    signal = article.sections.get(heading="One").drama
    assert signal is not None
    guest = make_person("Gong Yoo")
    make_credit(signal, guest, spoils_through=5)
    other = make_drama("Goblin", cast=[(guest, "Kim Shin")])
    article.sections.filter(heading="Two").update(drama=other, body="It has Gong Yoo in it.")
    assert [each for each in problems(article) if each.stops] == []
    article.sections.filter(heading="One").update(body="It has Gong Yoo in it.")
    assert [each.field for each in problems(article) if each.stops] == ["sections-0-body"]


def test_a_rating_line_that_says_what_is_closed_is_found(article: Review) -> None:
    article.sections.filter(heading="Two").update(
        spoils_through=32767, body="Then Baekdusan killed Halla again."
    )
    article.sections.filter(heading="One").update(rating_line="Poor Halla")
    assert "sections-0-rating_line" in [each.field for each in problems(article) if each.stops]


def test_going_back_brings_dramas_and_rating_lines_back(article: Review) -> None:
    signal = article.sections.get(heading="One").drama
    assert signal is not None
    revisions.record(article)
    article.sections.filter(heading="One").update(drama=None, rating_line="")
    revisions.record(article)
    after, before = revisions.history(article.pk)
    changes = [change.label for section in compare(before, after).sections for change in section.changes]
    assert changes == ["Drama", "Rating line"]
    kept = make_drama("Signal (2016)")
    merge(kept, signal)
    article.delete()
    restored = revisions.restore(before)
    first = restored.sections.get(heading="One")
    assert (first.drama, first.rating_line, restored.kind, restored.drama) == (kept, "9/10", "article", None)


def test_two_writers_each_keep_what_they_wrote_of_a_section(editor: Client, article: Review) -> None:
    address = reverse("admin:reviews_review_change", args=[article.pk])
    mine = posted_by(editor.get(address).content.decode())
    drama = make_drama("Misaeng")
    theirs = {**review_form(article), "sections-1-drama": drama.pk, "sections-0-rating_line": "8/10"}
    revisions.record(article)
    assert editor.post(address, theirs).status_code == 302
    page = editor.post(address, {**mine, "sections-0-rating_line": "10/10"}).content.decode()
    merged = posted_by(page)
    assert (merged["sections-1-drama"], merged["sections-0-rating_line"]) == (str(drama.pk), "10/10")
    assert "One: rating line" in page


def test_the_list_of_reviews_and_the_dashboard_show_articles(editor: Client, article: Review) -> None:
    article.set_writers([get_user_model().objects.get(username="editor")])
    assert article.headline in editor.get(reverse("admin:reviews_review_changelist")).content.decode()
    assert article.headline in editor.get(reverse("admin:index")).content.decode()
    for action in ("history", "preview", "preview_links", "pictures", "delete"):
        address = reverse(f"admin:reviews_review_{action}", args=[article.pk])
        assert editor.get(address).status_code == 200, action
