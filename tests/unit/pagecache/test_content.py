"""Which statements count as a change of what readers see."""

import pytest

from reviewsite.pagecache.content import changes_content


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "reviews_review" ("slug") VALUES (%s)',
        'INSERT OR IGNORE INTO "dramas_genre" ("slug") VALUES (%s)',
        'UPDATE "reviews_review" SET "headline" = %s WHERE "id" = %s',
        "update reviews_review set headline = 'x'",
        'UPDATE ONLY "reviews_review" SET "headline" = %s',
        'DELETE FROM "reviews_section" WHERE "id" IN (%s)',
        'TRUNCATE "reviews_review" CASCADE',
        'WITH old AS (SELECT 1) UPDATE "reviews_review" SET "headline" = %s',
        "COPY reviews_review FROM STDIN",
        'INSERT INTO "a_table_that_nobody_named" ("x") VALUES (%s)',
        'UPDATE "accounts_user" SET "last_login" = %s, "display_name" = %s WHERE "id" = %s',
    ],
)
def test_writing_what_pages_show_is_a_change(sql: str) -> None:
    assert changes_content(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "reviews_review" FOR UPDATE',
        'WITH old AS (SELECT 1) SELECT "updated_at" FROM old',
        'INSERT INTO "django_session" ("session_key") VALUES (%s)',
        'UPDATE "jobs_job" SET "attempts" = %s',
        'UPDATE "accounts_user" SET "last_login" = %s WHERE "accounts_user"."display_name" = %s',
        "SAVEPOINT x",
        "PRAGMA foreign_keys = ON",
        "CREATE INDEX a ON reviews_review (slug)",
    ],
)
def test_reading_and_writing_what_no_page_shows_is_none(sql: str) -> None:
    assert not changes_content(sql)


def insert(columns: str, rows: int) -> str:
    one = "(" + ", ".join("%s" for _ in columns.split(",")) + ")"
    return f'INSERT INTO "comments_comment" ({columns}) VALUES {", ".join([one] * rows)}'  # noqa: S608


@pytest.mark.parametrize(
    ("params", "matters"),
    [
        (["x", "held"], False),
        (["visible", "held"], False),
        (["x", "visible"], True),
        (["x", "held", "y", "visible"], True),
        (["x", "held", "y", "spam"], False),
        (["x", "held", "y"], True),
    ],
)
def test_added_comments_count_if_one_is_visible(params: list[str], matters: bool) -> None:
    assert changes_content(insert('"body", "state"', (len(params) + 1) // 2), params) is matters


def test_added_comments_of_unknown_state_count() -> None:
    assert changes_content(insert('"body"', 1), ["x"])
    assert changes_content("INSERT INTO comments_comment SELECT * FROM old", [])
