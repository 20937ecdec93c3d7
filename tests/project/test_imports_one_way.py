"""Imports run one way: reviewsite (ground) <- dramas (facts) <- reviews (opinion)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import tree

ABOVE = {"reviewsite": {"dramas", "reviews"}, "dramas": {"reviews"}, "reviews": set()}

#: The only places that compose both apps.
COMPOSE = (
    "reviewsite/urls.py",
    "reviewsite/demo/",
    "reviewsite/management/commands/seed_demo.py",
    "reviewsite/search/registry",
)


def imported_modules(module: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of each import, also those inside functions and those by literal name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call) and _called_name(node.func) in {
            "import_module",
            "import_string",
            "__import__",
        }:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def _called_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def upward_imports(root: Path) -> list[str]:
    found = []
    for path in tree.modules(root):
        place = path.relative_to(root).as_posix()
        if place.startswith(COMPOSE):
            continue
        forbidden = ABOVE[place.split("/")[0]]
        for line, name in imported_modules(tree.syntax(path)):
            if name.split(".")[0] in forbidden:
                found.append(f"{place}:{line} imports {name}")
    return found


def test_imports_run_one_way() -> None:
    assert upward_imports(tree.ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "import reviews",
        "from reviews.models import Review",
        "def late():\n    from reviews import projection",
        "from importlib import import_module\nimport_module('reviews.models')",
    ],
)
def test_upward_import_is_found(tmp_path: Path, source: str) -> None:
    for package in tree.PACKAGES:
        (tmp_path / package).mkdir()
    (tmp_path / "dramas" / "views.py").write_text(source)
    (tmp_path / "reviewsite" / "urls.py").write_text(source)

    found = upward_imports(tmp_path)

    assert [line.split(":")[0] for line in found] == ["dramas/views.py"]
