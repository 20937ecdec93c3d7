import pytest

from reviewsite.images.files import file_name, is_file_name

HASH = "4f9c21ab" * 8


def test_name_comes_from_the_content() -> None:
    assert file_name(HASH, "jpg") == "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg"
    assert is_file_name(file_name(HASH, "png"))


def test_renditions_have_names_of_their_own() -> None:
    assert is_file_name(file_name(HASH, "jpg").replace(".jpg", "-640.avif"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.html",
        "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg.html",
        "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg\n",
        "images/4f/../../secret_key",
        "images/4f/4F9C21AB4F9C21AB4F9C21AB4F9C21AB.jpg",
        "/images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg",
        "db.sqlite3",
    ],
)
def test_other_names_are_none_of_ours(name: str) -> None:
    assert not is_file_name(name)
