"""What the documents name exists: files, folders, names in them, and the other documents."""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.project import tree

DOCUMENTS = [tree.ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")] + list(
    tree.files(tree.ROOT / "docs", ".md")
)
#: Files that the reader of a document makes, or must not make.
MADE = re.compile(
    r"locale/|reviewsite/formats/ko/|theme/|theme\.css|DATA_DIR/|deploy/container/site\.env|my-review\.txt|utils\.py"
)
ENDINGS = "py|html|css|js|md|toml|tsv|txt|json|conf|service|timer|yaml"
SPAN = re.compile(r"`([^`\n]+)`")
FOLDERS = "reviewsite|dramas|reviews|templates|static|tests|docs|deploy|requirements"
PATH = re.compile(rf"(?:{FOLDERS})/[\w./-]*|[\w./-]+\.(?:{ENDINGS})")
NAME_IN_FILE = re.compile(r"`(\w+)`(?: in| of) `([\w/]+\.py)`")
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([\w-]+))?\)")
MOST_WORDS_OF_README = 900


def is_there(path: str) -> bool:
    """Whether a file or folder has this path, from the root or as a document shortens it (`serving/routes.py`)."""
    return path.strip("/") in _paths()


@cache
def _paths() -> frozenset[str]:
    found = set()
    for path in tree.files():
        parts = path.relative_to(tree.ROOT).parts
        ends = range(1, len(parts) + 1)
        found |= {"/".join(parts[first:last]) for last in ends for first in range(last)}
    return frozenset(found)


def missing_paths(text: str) -> list[str]:
    words = chain.from_iterable(span.split() for span in SPAN.findall(text))
    paths = [word for word in words if PATH.fullmatch(word) and not MADE.match(word)]
    return [path for path in paths if not is_there(path)]


def missing_names(text: str) -> list[str]:
    return [
        f"{name} in {path}"
        for name, path in NAME_IN_FILE.findall(text)
        if (tree.ROOT / path).is_file()
        and not re.search(rf"\b{name}\b", (tree.ROOT / path).read_text(encoding="utf-8"))
    ]


def broken_links(text: str, document: Path = tree.ROOT / "README.md") -> list[str]:
    links = [
        (document.parent / path if path else document, heading)
        for path, heading in LINK.findall(SPAN.sub("", text))
    ]
    return [
        f"{target}#{heading}"
        for target, heading in links
        if not target.exists() or (heading and heading not in headings(target))
    ]


def headings(document: Path) -> set[str]:
    """The anchors that GitHub gives the headings."""
    lines = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    assert missing_paths(text) + missing_names(text) + broken_links(text, document) == []


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (missing_paths, "See `reviews/no_such_module.py`."),
        (missing_paths, "See `tests/no_such_folder/`."),
        (missing_paths, "See `no_such_module.py`."),
        (missing_names, "`NO_SUCH_NAME` in `reviews/feeds.py`"),
        (broken_links, "[more](docs/no_such_document.md)"),
        (broken_links, "[more](docs/page-cache.md#no-such-heading)"),
    ],
)
def test_what_is_not_there_is_found(missing: Callable[[str], list[str]], text: str) -> None:
    assert missing(text)


def test_every_document_can_be_found_from_the_readme() -> None:
    text = (tree.ROOT / "README.md").read_text(encoding="utf-8")

    assert [
        path.name for path in tree.files(tree.ROOT / "docs", ".md") if f"docs/{path.name}" not in text
    ] == []


def test_readme_is_short() -> None:
    assert len((tree.ROOT / "README.md").read_text(encoding="utf-8").split()) <= MOST_WORDS_OF_README
