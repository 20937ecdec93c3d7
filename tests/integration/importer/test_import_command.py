"""A finished text becomes a draft: the command, from the file to the rows."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from dramas.models import Credit, Drama, Person
from reviews.models import Review, SourceDocument
from reviewsite.accounts.models import AuditEntry
from reviewsite.images.models import Image
from reviewsite.spoilers import SAFE, WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_person, make_writer

pytestmark = pytest.mark.django_db

OPEN = """Salt Road (2021)
Rating: 8/10
Verdict: A quiet walk by the sea.

It is a quiet drama about two people by the sea, and it has a happy ending."""
DOCUMENT = Path(__file__).parents[2] / "data" / "documents" / "the_lighthouse.txt"


def run(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("import_review", *map(str, arguments), stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[Any]]:
    models = [Drama, Person, Credit, Review, SourceDocument, Image]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_dry_run_prints_the_document_and_saves_nothing() -> None:
    before = rows()
    document = json.loads(run(DOCUMENT, "--json", "--dry-run"))
    assert document["title"] == "The Lighthouse Clerk"
    assert document["rating"] == {"raw": "8.5/10", "value_10": 8.5}
    assert rows() == before


def test_import_makes_a_draft_with_everything_in_its_place() -> None:
    run(DOCUMENT)
    review = Review.objects.get()
    drama = review.drama
    assert (review.state, review.headline, str(review.rating)) == (
        "draft",
        "Small Hours, Kept Carefully",
        "8.5",
    )
    assert (drama.title, drama.year, drama.episodes, drama.episode_minutes) == (
        "The Lighthouse Clerk",
        2021,
        12,
        65,
    )
    assert [str(day.label) for day in drama.air_days] == ["Monday", "Tuesday"]
    assert [(b.network.name, b.role) for b in drama.broadcasts.all()] == [
        ("KTV", "original"),
        ("Netflix", "streaming"),
    ]
    assert [section.spoils_through for section in review.sections.all()] == [SAFE, *[WHOLE_DRAMA] * 4]
    assert review.source_document.text == DOCUMENT.read_text(encoding="utf-8")


def test_a_caption_waits_for_its_picture_at_its_place() -> None:
    run(DOCUMENT)
    slot = Image.objects.get()
    assert (slot.caption, slot.credit, slot.file.name) == ("Han Na Rae as Baek Mi So", "Harbor Post", "")
    section = Review.objects.get().sections.get(heading="Nobody is only a clerk.")
    assert section.body.endswith(f"out of me this year.\n\n![](image:{slot.key})")
    assert slot.spoils_through == WHOLE_DRAMA


def test_importing_twice_changes_nothing() -> None:
    run(DOCUMENT, "--publish-anyway", "a test")
    before = rows()
    assert "nothing changed" in run(DOCUMENT, "--publish-anyway", "a test")
    assert rows() == before


def test_publishing_stops_at_what_the_publish_check_finds(tmp_path: Path) -> None:
    path = tmp_path / "open.txt"
    path.write_text(OPEN, encoding="utf-8")
    with pytest.raises(CommandError, match=r"may be a spoiler|may be a spoiler"):
        run(path, "--publish")
    assert Review.objects.get().state == Review.State.DRAFT


def test_publishing_in_spite_of_it_keeps_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "open.txt"
    path.write_text(OPEN, encoding="utf-8")
    make_writer("hana")
    run(path, "--publish-anyway", "the ending is on its poster", "--writer", "hana")
    review = Review.objects.get()
    assert review.is_published()
    entry = AuditEntry.objects.get(event="override")
    assert (entry.about_id, entry.actor_name) == (str(review.pk), "hana")
    assert "the ending is on its poster" in entry.detail


def test_an_override_needs_a_reason() -> None:
    with pytest.raises(CommandError, match="reason"):
        run(DOCUMENT, "--publish-anyway", " ")
    assert not Review.objects.exists()


@pytest.mark.django_db(databases=[])
def test_a_dry_run_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("reviews.importer.pipeline.match_dramas", away)
    document = json.loads(run(DOCUMENT, "--json", "--dry-run"))
    assert document["title"] == "The Lighthouse Clerk"
    assert document["people_suggestions"] == []


def test_without_a_title_everything_else_is_read_and_the_title_is_asked(tmp_path: Path) -> None:
    make_drama("Salt Road", year=2021)
    path = tmp_path / "untitled.txt"
    path.write_text(
        "Episodes: 16\nNetwork: tvN\n\nI walked along Salt Road for a week, and I would again.", "utf-8"
    )
    document = json.loads(run(path, "--json", "--dry-run"))
    [ask] = [ask for ask in document["asks"] if ask["field"] == "title"]
    assert (document["refused"], document["title"], document["episodes"]) == (None, None, 16)
    assert ask["candidates"] == ["Salt Road"]
    with pytest.raises(CommandError, match="Which drama"):
        run(path)
    run(path, "--title", "Salt Road")
    assert Review.objects.get().drama.episodes == 16


def test_published_import_keeps_its_spoilers_closed(client: Client) -> None:
    run(DOCUMENT, "--publish-anyway", "a test")
    address = Review.objects.get().get_absolute_url()
    assert "zqlogbook" not in client.get(address).content.decode()
    assert "zqlogbook" in client.get(address, {"seen": "all"}).content.decode()


def test_two_spellings_in_one_document_are_one_person_with_the_evidence() -> None:
    document = json.loads(run(DOCUMENT, "--json", "--dry-run"))
    person = next(person for person in document["people_suggestions"] if person["name"] == "Im Si Wan")
    assert person["also_written"] == ["Im Shi Wan"]
    assert "임시완" in person["evidence"][0]
    assert "Do Gyeong Su" in person["evidence"][1]


def test_a_person_of_the_catalogue_is_found_by_another_spelling_of_the_name() -> None:
    known = make_person("Im Si-wan", hangul="임시완")
    document = json.loads(run(DOCUMENT, "--json", "--dry-run"))
    person = next(person for person in document["people_suggestions"] if person["name"] == "Im Si Wan")
    assert [(candidate["id"], candidate["certain"]) for candidate in person["candidates"]] == [
        (known.pk, False)
    ]


def test_an_equal_spelling_alone_makes_nobody_the_same_person() -> None:
    known = make_person("Im Si-wan", hangul="임시완")
    run(DOCUMENT)
    assert Credit.objects.get(character="Do Gyeong Su").person != known


def test_of_two_namesakes_neither_is_chosen() -> None:
    namesakes = [make_person("Im Si-wan", hangul="임시완", birth_year=year) for year in (1988, 1961)]
    document = json.loads(run(DOCUMENT, "--json", "--dry-run"))
    person = next(person for person in document["people_suggestions"] if person["name"] == "Im Si Wan")
    assert {candidate["id"] for candidate in person["candidates"]} == {person.pk for person in namesakes}
    assert [candidate["certain"] for candidate in person["candidates"]] == [False, False]


def test_the_namesake_who_is_credited_in_the_drama_is_meant() -> None:
    make_person("Im Si-wan", hangul="임시완", birth_year=1961)
    meant = make_person("Im Si-wan", hangul="임시완", birth_year=1988)
    drama = make_drama("The Lighthouse Clerk", year=2021, episodes=12)
    make_credit(drama, meant, character="Do Gyeong-su")
    run(DOCUMENT)
    assert Review.objects.get().drama == drama
    assert list(drama.credits.cast().filter(person__name="Im Si-wan").values_list("person", flat=True)) == [
        meant.pk
    ]


def test_the_catalogue_is_not_overruled_by_a_document() -> None:
    drama = make_drama("The Lighthouse Clerk", year=2021, episodes=14, title_ko="등대지기")
    told = run(DOCUMENT)
    drama.refresh_from_db()
    assert (drama.episodes, drama.title_ko, drama.episode_minutes) == (14, "등대지기", 65)
    assert "12" in told
    assert "14" in told


def test_a_drama_of_the_same_title_and_another_year_is_another_drama() -> None:
    other = make_drama("The Lighthouse Clerk", year=1999)
    run(DOCUMENT)
    assert Review.objects.get().drama != other


def test_byline_goes_to_the_named_writer() -> None:
    writer = make_writer("hana")
    run(DOCUMENT, "--writer", "hana")
    assert list(Review.objects.get().writers.all()) == [writer]


def test_refused_document_is_named_with_its_reason(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    with pytest.raises(CommandError, match=r"empty\.txt: .+"):
        run(empty)
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"\x00" * 50, b"\xff\xfe\x00", "제목 없음".encode("cp949"), b"A\r\n" * 3000, "\u202eabc".encode()],
    ids=["nul", "half-utf16", "cp949", "crlf", "right-to-left"],
)
def test_any_bytes_are_imported_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.txt"
    for content in (data + DOCUMENT.read_bytes(), DOCUMENT.read_bytes() + b"\n" + data, data):
        path.write_bytes(content)
        reviews = Review.objects.count()
        with contextlib.suppress(CommandError):  # a refusal with its reason; anything else fails the test
            run(path)
            reviews += 1
        assert Review.objects.count() == reviews
