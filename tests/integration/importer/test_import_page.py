"""The admin's import page: every line accounted for, corrections kept, nothing lost on an error."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reviews.importer.refusals import MOST_CHARACTERS, MOST_LINES, MOST_PEOPLE, MOST_SECTIONS
from reviews.models import Review
from reviewsite.spoilers import SAFE, WHOLE_DRAMA
from tests.factories import make_drama, make_person

pytestmark = pytest.mark.django_db

TEXT = (Path(__file__).parents[2] / "data" / "documents" / "the_lighthouse.txt").read_text(encoding="utf-8")
SEA = "The sea is lovely. It is there in every scene, and nobody minds."
LIST = f"Top 5 Dramas of the Year\n\n1. Salt Road\n\n{SEA}"
UNTITLED = f"Episodes: 16\nNetwork: tvN\n\nI walked along Salt Road for a week. {SEA}"
TWO = f"Salt Road\n\nEpisodes: 16\nRating: 8/10\n\n{SEA}\n\nTin Moon\n\nEpisodes: 12\nRating: 5/10\n\n{SEA}"
ADDRESS = "/admin/reviews/review/import/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="a long enough one"))
    return client


def understood(editor: Client) -> Any:
    return editor.post(ADDRESS, {"text": TEXT}).context


def answers(context: Any, **corrections: Any) -> dict[str, Any]:
    """What the browser would send back from the page that `context` made."""
    data: dict[str, Any] = {"save": "1"}
    forms = [context["facts"], context["sections"].management_form, *context["sections"], *context["people"]]
    for form in forms:
        for field in form:
            value = field.value()
            if value not in (None, "", False):
                data[field.html_name] = (
                    field.field.prepare_value(value) if hasattr(field.field, "prepare_value") else value
                )
    return {**data, **corrections}


def test_every_line_is_shown_with_its_place(editor: Client) -> None:
    lines = understood(editor)["lines"]
    assert [line["text"] for line in lines] == [line for line in TEXT.splitlines() if line.strip()]
    assert all(line["place"] for line in lines)


def test_saving_what_was_understood_makes_a_draft(editor: Client) -> None:
    response = editor.post(ADDRESS, answers(understood(editor)))
    review = Review.objects.get()
    assert response.url == reverse("admin:reviews_review_pictures", args=[review.pk])
    assert (review.state, review.drama.title) == (Review.State.DRAFT, "The Lighthouse Clerk")
    assert [byline.writer.username for byline in review.bylines.all()] == ["editor"]


def test_corrections_are_what_is_saved(editor: Client) -> None:
    corrections = {
        "headline": "Another headline",
        "cast": "Im Si Wan as The Clerk",
        "section-4-spoils_through": str(SAFE),
        "section-1-spoils_through": "5",
    }
    editor.post(ADDRESS, answers(understood(editor), **corrections))
    review = Review.objects.get()
    assert review.headline == "Another headline"
    assert [credit.character for credit in review.drama.credits.cast()] == ["The Clerk"]
    assert [section.spoils_through for section in review.sections.all()] == [
        SAFE,
        5,
        WHOLE_DRAMA,
        WHOLE_DRAMA,
        SAFE,
    ]


def test_a_section_that_is_not_kept_is_not_imported(editor: Client) -> None:
    data = answers(understood(editor))
    del data["section-2-keep"]
    editor.post(ADDRESS, data)
    assert "Letters arrive late, and still arrive." not in [
        s.heading for s in Review.objects.get().sections.all()
    ]


def test_marks_that_are_typed_into_a_section_are_stored_as_ours(editor: Client) -> None:
    editor.post(ADDRESS, answers(understood(editor), **{"section-1-body": "Good >!he dies!< so"}))
    assert "Good ||he dies|| so" in [section.body for section in Review.objects.get().sections.all()]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("section-1-body", "Good [spoiler]he dies"), ("section-1-heading", "Good >!he dies!<")],
)
def test_a_mark_that_hides_nothing_is_refused_at_its_field(editor: Client, field: str, typed: str) -> None:
    response = editor.post(ADDRESS, answers(understood(editor), **{field: typed}))

    form = response.context["sections"].forms[1]
    assert list(form.errors) == [field.rpartition("-")[2]]
    assert form[field.rpartition("-")[2]].value() == typed
    assert not Review.objects.exists()


def test_a_bad_field_keeps_everything_that_was_typed(editor: Client) -> None:
    typed = {"headline": "My own headline", "episodes": "many", "section-1-body": "My own words."}
    page = editor.post(ADDRESS, answers(understood(editor), **typed)).content.decode()
    assert not Review.objects.exists()
    assert "Enter a whole number." in page
    for kept in ("My own headline", "many", "My own words.", "The Lighthouse Clerk"):
        assert kept in page


def test_the_person_chosen_is_the_person_credited(editor: Client) -> None:
    namesakes = [make_person("Im Si-wan", hangul="임시완", birth_year=year) for year in (1988, 1961)]
    context = understood(editor)
    [form] = context["people"]
    assert form["person"].value() == ""  # two of one name: nobody is chosen for the writer
    editor.post(ADDRESS, answers(context, **{form["person"].html_name: str(namesakes[1].pk)}))
    assert Review.objects.get().drama.credits.get(character="Do Gyeong Su").person == namesakes[1]


def test_the_drama_chosen_gets_the_review(editor: Client) -> None:
    other_year = make_drama("The Lighthouse Clerk", year=1999)
    context = understood(editor)
    assert context["facts"]["drama"].value() == ""
    editor.post(ADDRESS, answers(context, drama=str(other_year.pk)))
    assert Review.objects.get().drama == other_year


def test_a_file_in_another_encoding_is_read(editor: Client) -> None:
    upload = SimpleUploadedFile("clerk.txt", TEXT.encode("utf-16"))
    assert editor.post(ADDRESS, {"file": upload}).context["understood"].parsed.title == "The Lighthouse Clerk"


@pytest.mark.parametrize("text", ["", "   ", "\x00", LIST], ids=["empty", "blank", "nul", "list"])
def test_what_is_no_review_is_refused_where_the_person_is(editor: Client, text: str) -> None:
    response = editor.post(ADDRESS, {"text": text})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Review.objects.exists()


def test_a_refused_text_stays_in_the_box(editor: Client) -> None:
    page = editor.post(ADDRESS, {"text": LIST}).content.decode()
    assert "The sea is lovely." in page


def test_the_text_of_a_refused_file_is_in_the_box(editor: Client) -> None:
    page = editor.post(ADDRESS, {"file": SimpleUploadedFile("list.txt", LIST.encode("utf-16"))})
    assert page.context["form"]["text"].value() == LIST


def test_a_text_of_two_reviews_can_be_split(editor: Client) -> None:
    page = editor.post(ADDRESS, {"text": TWO})
    parts = page.context["parts"]
    assert [(part.title, part.first) for part in parts] == [("Salt Road", 1), ("Tin Moon", 8)]
    assert TWO in page.content.decode()
    context = editor.post(ADDRESS, {"text": TWO, "part": f"{parts[1].first}-{parts[1].last}"}).context
    assert context["understood"].parsed.title == "Tin Moon"
    editor.post(ADDRESS, answers(context))
    assert Review.objects.get().drama.episodes == 12


def test_without_a_title_the_page_opens_and_asks(editor: Client) -> None:
    make_drama("Salt Road", year=2021)
    context = editor.post(ADDRESS, {"text": UNTITLED}).context
    assert [ask.field for ask, _question in context["questions"]] == ["title"]
    facts = context["facts"]
    assert [value for value, _label in facts.fields["likely_title"].choices] == ["Salt Road"]
    page = editor.post(ADDRESS, answers(context))
    assert "Which drama is this about?" in page.content.decode()
    assert not Review.objects.exists()
    editor.post(ADDRESS, answers(context, likely_title="Salt Road"))
    assert Review.objects.get().drama.title == "Salt Road"


def test_any_drama_of_the_catalogue_can_be_chosen(editor: Client) -> None:
    drama = make_drama("Something Else", year=2021)
    context = editor.post(ADDRESS, {"text": UNTITLED}).context
    editor.post(ADDRESS, answers(context, other_drama=str(drama.pk)))
    assert Review.objects.get().drama == drama


def test_a_recap_is_saved_as_one_and_all_of_it_is_closed(editor: Client) -> None:
    text = f"Salt Road Episode 3 Recap\n\n{SEA}\n\nFinal thoughts\n\n{SEA}"
    editor.post(ADDRESS, answers(editor.post(ADDRESS, {"text": text}).context))
    review = Review.objects.get()
    assert (review.kind, review.episode_from, review.episode_to) == (Review.Kind.RECAP, 3, 3)
    assert [section.spoils_through for section in review.sections.all()] == [3, 3]


def test_the_largest_check_page_can_be_sent_back(editor: Client, settings: Any) -> None:
    context = understood(editor)
    section, person = len(context["sections"][0].fields) + 1, 2  # a scope may be two controls
    facts = len(context["facts"].fields) + len(context["sections"].management_form.fields)
    assert MOST_SECTIONS * section + MOST_PEOPLE * person + facts < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    # What is typed in Hangul takes nine bytes a character on its way; the text is in the page twice.
    assert 2 * 9 * MOST_CHARACTERS < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_text_that_is_too_long_stays_in_the_box(editor: Client) -> None:
    response = editor.post(ADDRESS, {"text": "x\n" * (MOST_LINES + 1)})
    assert "more than 3000 lines" in response.content.decode()
    assert response.context["form"]["text"].value().count("x") == MOST_LINES + 1


def test_the_same_document_again_leads_to_its_review(editor: Client) -> None:
    for _time in range(2):
        editor.post(ADDRESS, answers(understood(editor)))
    assert Review.objects.count() == 1


def test_strangers_are_sent_to_the_login(client: Client) -> None:
    response = client.post(ADDRESS, {"text": TEXT})
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def test_staff_without_the_permission_are_refused(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("moderator", is_staff=True))
    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("field", ["headline", "verdict"])
@pytest.mark.parametrize(
    "typed", ["Good. >!The clerk dies!<", "[spoiler]The clerk dies[/spoiler]", "||The clerk dies||"]
)
def test_marks_that_cannot_hide_are_refused_at_their_field(editor: Client, field: str, typed: str) -> None:
    context = editor.post(ADDRESS, answers(understood(editor), **{field: typed})).context
    assert not Review.objects.exists()
    assert context["facts"].errors.keys() == {field}
    assert context["facts"][field].value() == typed


def test_a_mark_without_its_end_is_asked_on_the_page(editor: Client) -> None:
    page = editor.post(ADDRESS, {"text": f"{TEXT}\n\n[spoiler] The clerk dies.\n"}).content.decode()
    assert "Where does the hidden text end?" in page
    assert "<q>[spoiler]</q>" in page
