"""What the publish check finds, and what it leaves alone."""

from pathlib import Path
from typing import Any

import pytest

from reviews.importer.pipeline import understand
from reviews.importer.writer import save_draft
from reviews.models import Review
from reviews.publishing import Kind, Problem, problems
from reviewsite.demo import seeding
from reviewsite.images.models import Image
from reviewsite.spoilers import SAFE, WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_person, make_review

pytestmark = pytest.mark.django_db

FERRY = (Path(__file__).parents[2] / "data" / "documents" / "the_last_ferry.txt").read_text(encoding="utf-8")


def complete(**fields: Any) -> Review:
    """A review in which the publish check finds nothing."""
    return make_review(
        **{"verdict": "Worth an evening", "rating": "8.0", "state": Review.State.DRAFT, **fields}
    )


def marked(problem: Problem) -> list[str]:
    return [problem.text[start:end] for start, end in problem.spans]


def stops(review: Review) -> list[Problem]:
    return [problem for problem in problems(review) if problem.stops]


def filled_picture(**fields: Any) -> Image:
    defaults = {"file": "a.webp", "width": 1, "height": 1, "renditions": {}, "alt": "A pier", "credit": "tvN"}
    return Image.objects.create(**{**defaults, **fields})


def test_a_complete_review_has_no_problem() -> None:
    assert problems(complete()) == []


def test_an_all_safe_import_names_the_sections_that_spoil_and_no_other() -> None:
    review = save_draft(understand(FERRY).draft()).review
    spoiling = {
        section.heading
        for section in review.sections.all()
        if section.spoils_through and not section.heading_is_safe
    }
    review.sections.update(spoils_through=SAFE)

    places = [str(problem.place) for problem in problems(review) if problem.kind is Kind.SOUNDS_LIKE_SPOILER]

    named = {heading for heading in spoiling if any(heading in place for place in places)}
    assert len(spoiling) == 8
    assert len(named) >= 6
    assert len(places) == len(named), "a safe section is complained about"


def test_an_import_that_warned_of_spoilers_and_closes_nothing_is_stopped() -> None:
    review = save_draft(understand(FERRY).draft()).review
    assert not any("warns of spoilers" in str(problem.message) for problem in problems(review))
    review.sections.update(spoils_through=SAFE)
    assert any("warns of spoilers" in str(problem.message) for problem in stops(review))


@pytest.mark.slow
def test_the_demo_reviews_pass_without_a_false_alarm() -> None:
    seeding.fill({}, {})
    reviews = list(Review.objects.published().select_related("drama"))
    assert len(reviews) >= 14
    assert {review.slug: problems(review) for review in reviews if problems(review)} == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"verdict": ""}, "verdict"),
        ({"rating": None, "rating_raw": "A++"}, "rating"),
        ({"sections": [{"body": ""}]}, "sections-0-body"),
        ({"kind": "recap", "episode_from": 1, "episode_to": 2}, "sections-0-spoils_through"),
        ({"sections": [{"body": "Words", "spoils_through": 99}]}, "sections-0-spoils_through"),
        ({"sections": [{"body": "Spoilers ahead! He goes."}]}, "sections-0-spoils_through"),
    ],
)
def test_what_is_missing_stops_and_names_its_field(fields: dict[str, Any], field: str) -> None:
    assert field in [problem.field for problem in stops(complete(**fields))]


def test_a_picture_needs_its_alternative_text_and_credit_but_may_wait_for_its_file() -> None:
    image = filled_picture(alt="", credit="")
    waiting = Image.objects.create(caption="Later")
    review = complete(sections=[{"body": f"Words\n\n{image.markdown}\n\n{waiting.markdown}"}])

    found = problems(review)

    assert len([problem for problem in found if problem.stops]) == 2
    assert [problem.stops for problem in found if "has no file yet" in str(problem.message)] == [False]


CLOSED = {
    "body": "The clerk Moon Dal-rae signs the harbour over to her brother before the storm.",
    "spoils_through": WHOLE_DRAMA,
}


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("headline", "Why Moon Dal-rae Left", ["Moon", "Dal-rae"]),
        ("verdict", "See it for Dal-rae’s smile", ["Dal-rae’s"]),
        (
            "recommended_for",
            "Those who signs the harbour over to her brother",
            ["signs the harbour over to her brother"],
        ),
        ("slug", "the-choice-of-dal-rae", ["dal", "rae"]),
    ],
)
def test_what_only_closed_text_says_is_found_where_everybody_reads_it(
    field: str, text: str, said: list[str]
) -> None:
    review = complete(sections=[{"body": "A harbour drama."}, CLOSED], **{field: text})
    found = [problem for problem in stops(review) if problem.kind is Kind.LEAK]
    [problem] = found
    assert problem.field == field
    assert " ".join(marked(problem)).split() == " ".join(said).split()


def test_captions_and_alternative_texts_of_open_sections_are_read_too() -> None:
    image = filled_picture(alt="Moon Dal-rae at the pier", caption="Moon Dal-rae")
    review = complete(sections=[{"body": f"A harbour drama.\n\n{image.markdown}"}, CLOSED])
    places = {str(problem.place).split(" of ")[0] for problem in stops(review) if problem.kind is Kind.LEAK}
    assert places == {"Alternative text", "Caption"}


def test_a_picture_in_a_closed_section_leaks_nothing() -> None:
    image = filled_picture(caption="Moon Dal-rae")
    closed = {**CLOSED, "body": f"{CLOSED['body']}\n\n{image.markdown}"}
    assert stops(complete(sections=[{"body": "A harbour drama."}, closed])) == []


def test_what_a_passage_hides_is_closed_text() -> None:
    review = complete(
        verdict="Moon Dal-rae is a joy",
        sections=[{"body": "It ends well. ||The clerk Moon Dal-rae stays.||"}],
    )
    [problem] = stops(review)
    assert (problem.field, marked(problem)) == ("verdict", ["Moon", "Dal-rae"])


@pytest.mark.parametrize("where", ["cast", "open section", "title"])
def test_names_that_the_page_tells_anyway_are_no_leak(where: str) -> None:
    drama = make_drama("Moon Dal-rae") if where == "title" else make_drama()
    if where == "cast":
        make_credit(drama, make_person(), character="Moon Dal-rae")
    body = "Moon Dal-rae sells tickets." if where == "open section" else "A harbour drama."
    assert stops(complete(drama=drama, headline="Moon Dal-rae", sections=[{"body": body}, CLOSED])) == []


def test_a_guest_whom_the_credits_keep_back_may_stand_nowhere_in_the_open() -> None:
    drama = make_drama()
    make_credit(drama, make_person("Gong Yoo-na"), character="The Stranger", spoils_through=WHOLE_DRAMA)
    review = complete(drama=drama, sections=[{"body": "And then Gong Yoo-na walks in."}])
    [problem] = stops(review)
    assert marked(problem) == ["Gong Yoo-na"]


@pytest.mark.parametrize(
    "text",
    [
        "It finally delivers, and the show eventually finds its pace.",
        "At the end of the day this is a comfort drama.",
        "After being let down by another drama this year I was wary.",
        "The finale aired in March. I would watch the last scene again for its light.",
        "It turns out to be a delight from start to finish.",
    ],
)
def test_praise_and_blame_of_the_show_do_not_sound_like_spoilers(text: str) -> None:
    assert stops(complete(sections=[{"body": text}])) == []


@pytest.mark.parametrize(
    "text",
    [
        "In the last episode the ferry sails alone.",
        "He dies at the wheel.",
        "Ye Rin turns out to be the author of the letters.",
        "It is revealed that she had known.",
        "The real killer is the neighbour.",
        "The series ends with a wedding.",
    ],
)
def test_telling_what_happens_sounds_like_a_spoiler(text: str) -> None:
    [problem] = stops(complete(sections=[{"body": f"A harbour drama. {text}"}]))
    assert problem.kind is Kind.SOUNDS_LIKE_SPOILER
    assert problem.spans


def test_pieces_of_a_problem_read_as_its_text() -> None:
    [problem] = stops(complete(sections=[{"body": "Calm words first. In the last episode she leaves."}]))
    assert "".join(piece.text for piece in problem.pieces) == problem.text
    assert [piece.text for piece in problem.pieces if piece.marked] == ["In the last episode"]
