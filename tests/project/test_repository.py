"""What must not be in the repository's files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import tree

MAX_LINES = 300
VAGUE_NAMES = {"utils.py", "helpers.py", "services.py"}
#: A home folder, whose name means something on one machine only.
HOME_FOLDER = re.compile(r"(?<![\w.:/-])(?:/home/|/Users/|C:\\Users\\)\w")
INDEX_OPTION = re.compile(
    r"https?://|--(?:extra-)?index-url|--find-links|^-[if] |\[\[tool\.uv\.index\]\]", re.MULTILINE
)


def names_this_machine(text: str) -> bool:
    own = [f"{folder}/" for folder in (tree.ROOT, Path.home()) if folder != Path("/")]
    return bool(HOME_FOLDER.search(text)) or any(
        re.search(rf"(?<![\w.:/-]){re.escape(folder)}", text) for folder in own
    )


def names_an_index(text: str) -> bool:
    return bool(INDEX_OPTION.search(text))


def has_possessive_group(text: str) -> bool:
    """Before Python 3.11.5 they match wrongly where the group can backtrack; of one character they are right."""
    return bool(re.search(r"\)[+*?]\+(?!\+)[^\s=]", text))


def found_in(paths: list[Path], fault: Callable[[str], bool]) -> list[str]:
    texts = {path: tree.text(path) for path in paths}
    return [
        str(path.relative_to(tree.ROOT)) for path, text in texts.items() if text is not None and fault(text)
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found_in(list(tree.files()), names_this_machine) == []


@pytest.mark.parametrize(
    "path", [str(tree.ROOT / "var" / "db.sqlite3"), "/home/" + "kim/site", str(Path.home() / ".venv")]
)
def test_path_of_one_machine_is_found(path: str) -> None:
    assert names_this_machine(f"DATA = {path!r}")


def test_requirements_name_no_package_index() -> None:
    paths = [*tree.files(tree.ROOT / "requirements"), tree.ROOT / "pyproject.toml"]

    assert found_in(paths, names_an_index) == []


@pytest.mark.parametrize(
    "line", ["--index-url https://packages.example/simple", "-i mirror", "--find-links wheels"]
)
def test_package_index_is_found(line: str) -> None:
    assert names_an_index(f"# a comment\n{line}\ndjango==5.2.19")


def test_no_lock_file_records_download_addresses() -> None:
    assert [
        path.name for path in tree.files() if path.name in {"uv.lock", "pylock.toml", "poetry.lock"}
    ] == []


def test_modules_are_named_for_their_job() -> None:
    assert [str(path) for path in tree.files(suffix=".py") if path.name in VAGUE_NAMES] == []


def test_modules_are_short() -> None:
    lengths = {
        str(path.relative_to(tree.ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in tree.files(suffix=".py")
        if path.parent.name != "migrations"
    }

    assert {path: lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


def test_no_pattern_repeats_a_group_possessively() -> None:
    assert found_in([path for path in tree.files() if path.suffix == ".py"], has_possessive_group) == []
    assert has_possessive_group('re.compile(r"(?:a|bc)' + '++")')
