"""The repository's own files, for the tests that hold it to its rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("reviewsite", "dramas", "reviews")

_BUILT = {
    ".git",
    ".venv",
    ".make.lock",
    "var",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "test-results",
}


def files(root: Path = ROOT, suffix: str = "") -> Iterator[Path]:
    """Every file below `root` that a person wrote or vendored, in order."""
    for path in sorted(root.iterdir()):
        if path.name in _BUILT:
            continue
        if path.is_dir():
            yield from files(path, suffix)
        elif path.name.endswith(suffix):
            yield path


def modules(root: Path = ROOT) -> Iterator[Path]:
    for package in PACKAGES:
        yield from files(root / package, ".py")


def text(path: Path) -> str | None:
    """The file's text, or None where it holds something else."""
    content = path.read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), filename=str(path))
