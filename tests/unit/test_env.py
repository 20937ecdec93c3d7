import pytest
from django.core.exceptions import ImproperlyConfigured

from reviewsite.configuration import env


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch):
    """Set the variable KEY to a value and assert that reading it is refused by its name."""

    def assert_refused(value, read):
        monkeypatch.setenv("KEY", value)
        with pytest.raises(ImproperlyConfigured, match="KEY"):
            read("KEY")

    return assert_refused


def test_text_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("KEY", "value")

    assert env.text("KEY", "default") == "value"


def test_text_falls_back_to_the_default():
    assert env.text("KEY_THAT_NOBODY_SETS", "default") == "default"


def test_text_comes_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("KEY", "from the environment")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "secret"))

    assert env.text("KEY") == "from the file"


def test_text_refuses_a_file_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "missing"))

    with pytest.raises(ImproperlyConfigured, match="KEY_FILE"):
        env.text("KEY")


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("1", True),
        ("TRUE", True),
        (" yes ", True),
        ("on", True),
        ("0", False),
        ("No", False),
        ("off", False),
        ("", False),
    ],
)
def test_boolean_reads(monkeypatch, value, meaning):
    monkeypatch.setenv("KEY", value)

    assert env.boolean("KEY", default=not meaning) is meaning


@pytest.mark.parametrize("value", ["maybe", "2", "true!", "Falsch"])
def test_boolean_refuses(refused, value):
    refused(value, env.boolean)


@pytest.mark.parametrize("value", ["", "8.5", "eight", "0x10", "-1"])
def test_integer_refuses(refused, value):
    refused(value, lambda name: env.integer(name, 8))


def test_integer_has_a_minimum(monkeypatch, refused):
    monkeypatch.setenv("KEY", "3")
    assert env.integer("KEY", 8, minimum=3) == 3

    refused("2", lambda name: env.integer(name, 8, minimum=3))


def test_words_drop_blanks(monkeypatch):
    monkeypatch.setenv("KEY", "a.example, b.example,,")

    assert env.words("KEY") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "value", ["https://reviews.example", "https://reviews.example/", "http://[::1]:8000"]
)
def test_address_reads(monkeypatch, value):
    monkeypatch.setenv("KEY", value)

    assert env.address("KEY", "") == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    [
        "reviews.example",
        "ftp://reviews.example",
        "https://",
        "https://reviews.example/blog",
        "https://reviews.example?a=1",
        "https://reviews.example#top",
        "https://kim:secret@reviews.example",
        "https://reviews.example:port",
        "https://reviews.example:99999",
        "http://[::1",
    ],
)
def test_address_refuses(refused, value):
    refused(value, lambda name: env.address(name, ""))


def test_postgresql_reads_an_address():
    assert env.postgresql("KEY", "postgresql://kim:p%40ss@db.example:5433/reviews?sslmode=require") == {
        "NAME": "reviews",
        "USER": "kim",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_postgresql_reads_a_socket_folder():
    database = env.postgresql("KEY", "postgres:///reviews?host=/run/postgresql&user=kim")

    assert (database["NAME"], database["HOST"], database["USER"]) == ("reviews", "/run/postgresql", "kim")
    assert database["OPTIONS"] == {}


@pytest.mark.parametrize(
    "value",
    [
        "mysql://db.example/reviews",
        "reviews",
        "postgresql://db.example",
        "postgresql://db.example:port/reviews",
        "postgresql://[::1/reviews",
    ],
)
def test_postgresql_refuses(value):
    with pytest.raises(ImproperlyConfigured, match="KEY"):
        env.postgresql("KEY", value)


def test_postgresql_keeps_the_password_out_of_its_complaint():
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.postgresql("KEY", "postgresql://kim:hunter2@db.example:port/reviews")

    assert "hunter2" not in str(refusal.value)


def test_object_store_is_read_from_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_STORE_URL", "s3+http://key:sec%2Fret@127.0.0.1:9000/pictures?region=eu-1")
    assert env.object_store("MEDIA_STORE_URL") == {
        "endpoint_url": "http://127.0.0.1:9000",
        "bucket_name": "pictures",
        "access_key": "key",
        "secret_key": "sec/ret",
        "region_name": "eu-1",
        "addressing_style": "path",
    }


@pytest.mark.parametrize(
    "value",
    ["https://host/bucket", "s3://host", "s3:///bucket", "s3://host/bucket/folder", "s3://host:x/bucket"],
)
def test_address_that_names_no_object_store_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("MEDIA_STORE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORE_URL"):
        env.object_store("MEDIA_STORE_URL")
