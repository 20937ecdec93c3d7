"""Bulk changes, imports and rebuilding; and that the heaviest documents are the first."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from dramas.models import Credit, Drama
from reviews.models import Review, Section
from reviewsite.jobs.worker import Worker
from reviewsite.pagecache.versions import read_version
from reviewsite.search import backends, finding, index
from reviewsite.search.index import indexing_at_the_end, reindex
from reviewsite.search.models import SearchDoc, SearchText, SearchWord
from reviewsite.search.query import search
from tests.factories import (
    make_credit,
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_writer,
)
from tests.integration.search.finding import found

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def snapshot() -> list[tuple[object, ...]]:
    docs = SearchDoc.objects.order_by("kind", "object_id")
    words = SearchWord.objects.order_by("word", "key").values_list("word", "key")
    fields = (
        "kind",
        "object_id",
        "title",
        "detail",
        "weight",
        "in_front",
        "names",
        "body__text",
        "body__tokens",
    )
    return [*docs.values_list(*fields), *words]


def test_bulk_changes_are_found_after_reindex() -> None:
    dramas = Drama.objects.bulk_create(
        [Drama(title=f"Bulk {n}", slug=f"bulk-{n}", state="public") for n in range(3)]
    )
    assert found("bulk") == set()

    reindex(dramas)
    assert found("bulk") == {"drama: Bulk 0", "drama: Bulk 1", "drama: Bulk 2"}

    Drama.objects.filter(slug="bulk-1").update(title="Changed")
    Drama.objects.filter(slug="bulk-2").update(title="Changed")
    reindex(Drama.objects.filter(title="Changed"))
    reindex(dramas[0])
    assert found("bulk") == {"drama: Bulk 0"}


def test_indexing_at_the_end_makes_what_indexing_at_once_makes() -> None:
    def fill() -> None:
        jo, person = make_writer("jo"), make_person("Gong Yoo", slug="gong", hangul="공유")
        drama = make_drama(
            "Wintersea", slug="sea", cast=[(person, "Keeper")], networks=[make_network("Seatv")]
        )
        make_review(drama=drama, slug="ironwood", headline="Ironwood", writers=[jo])
        drama.genres.add(make_genre("Maritime"))

    assert _index_made_by(fill) == _index_made_by(lambda: _inside(indexing_at_the_end(), fill))


def test_an_import_that_fails_leaves_nothing_in_the_index() -> None:
    def broken_import() -> None:
        with transaction.atomic(), indexing_at_the_end():
            make_drama("Wintersea")
            raise ValueError("a bad file")

    with pytest.raises(ValueError, match="a bad file"):
        broken_import()
    make_drama("Other")

    assert list(SearchDoc.objects.filter(kind="drama").values_list("title", flat=True)) == ["Other"]


def test_rebuilding_mends_whatever_is_wrong_and_changes_nothing_else() -> None:
    make_review(headline="Ironwood", drama=make_drama("Wintersea", cast=[(make_person("Gong Yoo"), "A")]))
    right = snapshot()
    SearchDoc.objects.filter(kind="person").delete()
    SearchDoc.objects.filter(kind="drama").update(title="Wrong", names="wrong")
    SearchDoc.objects.create(kind="drama", object_id=9999, place=9999, title="Ghost", url="/", names="ghost")
    SearchText.objects.filter(doc__kind="review").update(tokens="wrong")
    SearchWord.objects.all().delete()
    SearchWord.objects.create(word="ghost", key="ghost")

    out = io.StringIO()
    call_command("rebuild_search", stdout=out)

    assert snapshot() == right
    assert found("wintersea ironwood") == {"review: Ironwood"}
    assert (found("wrong"), found("ghost")) == (set(), set())
    assert "review: 1 of 1" in out.getvalue()


def test_rebuilding_leaves_an_index_in_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_CHUNK", 1)
    for title in ("Wintersea", "Ironwood", "Harbour"):
        make_drama(title)
    SearchDoc.objects.all().delete()

    call_command("rebuild_search", verbosity=0)

    assert max(index_parts(), default=1) == 1
    assert [found(title) for title in ("wintersea", "harb")] == [{"drama: Wintersea"}, {"drama: Harbour"}]


def test_index_is_put_in_one_part_once_a_day_and_pages_stay_as_they_are() -> None:
    for title in ("Wintersea", "Ironwood", "Harbour"):
        make_drama(title)
    Drama.objects.get(title="Ironwood").delete()
    parts, version = index_parts(), read_version()
    assert parts == [] or min(parts) > 1

    worker = Worker()
    worker._look_after()
    while worker.run_next():
        pass

    assert max(index_parts(), default=1) == 1
    assert read_version() == version
    assert [found(title) for title in ("wintersea", "harb")] == [{"drama: Wintersea"}, {"drama: Harbour"}]
    assert found("ironwood") == set()


def index_parts() -> list[int]:
    """Of each of the two full-text tables, where a search reads all of them; PostgreSQL's have none."""
    if connection.vendor == "postgresql":
        return []
    with connection.cursor() as cursor:
        return [
            cursor.execute(f"SELECT COUNT(DISTINCT segid) FROM search_{table}_idx").fetchone()[0]  # noqa: S608
            for table in ("names", "texts")
        ]


def test_rebuilding_if_empty_leaves_an_index_alone() -> None:
    make_drama("Wintersea")
    SearchDoc.objects.update(title="Kept")
    call_command("rebuild_search", "--if-empty", verbosity=0)
    assert SearchDoc.objects.get(kind="drama").title == "Kept"

    SearchDoc.objects.all().delete()
    call_command("rebuild_search", "--if-empty", verbosity=0)
    assert SearchDoc.objects.get(kind="drama").title == "Wintersea"


def test_the_heaviest_are_found_however_their_weights_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FRONT", 2)
    monkeypatch.setattr(finding, "MOST", 2)
    person = make_person()
    dramas = [
        make_drama(f"Sea {n}", cast=[(person, f"Role {role}") for role in range(n)]) for n in (3, 1, 2, 0)
    ]
    assert first_dramas() == ["Sea 3", "Sea 2"]

    Credit.objects.filter(drama=dramas[0]).last().delete()
    Credit.objects.filter(drama=dramas[0]).last().delete()
    assert first_dramas() == ["Sea 2", "Sea 3"]

    dramas[2].delete()
    assert first_dramas() == ["Sea 1", "Sea 3"]


def test_index_holds_what_it_would_if_it_were_made_anew() -> None:
    person, other = make_person("Gong Yoo"), make_person("Kim Go-eun")
    dramas = [make_drama(f"Sea {n}", cast=[(person, "Keeper"), (other, f"Role {n}")]) for n in range(4)]
    make_review(headline="Ironwood", drama=dramas[0], sections=[{"body": "The keeper of the light."}])
    with indexing_at_the_end():
        dramas[1].credits.all().delete()
        dramas[2].title = "Wintersea"
        dramas[2].save()
        make_credit(dramas[3], person, character="Stranger")
    dramas[1].delete()
    Section.objects.update(body="The lamp went out.")
    reindex(Review.objects.all())
    kept = entries()

    for statement in backends.of(connection).repair_statements():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    assert entries() == kept
    assert len(kept) > 100
    assert not any(place is None for place, *_rest in kept)


def test_saving_what_cannot_be_found_writes_no_index(django_assert_num_queries: Callable) -> None:
    jo = make_writer("jo")
    make_review(writers=[jo])

    with django_assert_num_queries(1):
        jo.last_login = timezone.now()
        jo.save(update_fields=["last_login"])


def first_dramas() -> list[str]:
    """Those found for "sea", after a look at the marks of those in front, where there are any."""
    docs = SearchDoc.objects.filter(kind="drama")
    marked = {doc.title for doc in docs if "q9f" in doc.names.split()}
    assert marked == {doc.title for doc in docs if "q9f" in doc.body.tokens.split()}
    assert marked == {doc.title for doc in docs if doc.in_front}
    found = next(group for group in search("sea").groups if group.kind == "drama").found
    titles = [each.row.title for each in found]
    assert marked == ({*titles} if backends.of(connection).HAS_FRONT else set())
    return titles


def entries() -> list[tuple[object, ...]]:
    """Every token of the database's own structures, with its document and its place there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT id, lexeme, positions FROM search_searchdoc, unnest(names_vector) UNION ALL "
                "SELECT doc_id, lexeme, positions FROM search_searchtext, unnest(tokens_vector) ORDER BY 1, 2, 3"
            )
            return cursor.fetchall()
        found = []
        for table in ("search_names", "search_texts"):
            cursor.execute(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {table}, instance)")
            cursor.execute("SELECT doc, term, col, offset FROM temp.seen ORDER BY 1, 2, 3, 4")
            found += cursor.fetchall()
            cursor.execute("DROP TABLE temp.seen")
        return found


def _index_made_by(fill: Callable[[], None]) -> list[object]:
    with transaction.atomic():
        fill()
        # Without the ids of the objects, which differ from run to run.
        made = [(row[0], *row[2:]) for row in snapshot()]
        transaction.set_rollback(True)
    return made


def _inside(context: AbstractContextManager[None], work: Callable[[], None]) -> None:
    with context:
        work()
