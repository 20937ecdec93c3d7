"""No private part of Django is touched: it may change with any release, and nobody tells."""

import re
from pathlib import Path

import pytest

from tests.project import tree

PRIVATE = re.compile(
    r"""\b(?:SQLCompiler|get_compiler|_result_cache|_prefetched_objects_cache|_prefetch_done|_prefetch_related_lookups
    |_iterable_class|_fetch_all|_known_related_objects|_get_page|_chain|_clone|_sticky_filter|_hints)\b""",
    re.VERBOSE,
)


def private_parts(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{number}: {found[0]}"
        for path in tree.modules(root)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if (found := PRIVATE.search(line))
    ]


def test_nothing_private_of_django_is_touched() -> None:
    assert private_parts(tree.ROOT) == []


@pytest.mark.parametrize(
    "line", ["rows._result_cache = []", "from django.db.models.sql.compiler import SQLCompiler"]
)
def test_what_is_private_is_found(tmp_path: Path, line: str) -> None:
    for package in tree.PACKAGES:
        (tmp_path / package).mkdir()
    (tmp_path / "reviews" / "views.py").write_text(line)

    assert len(private_parts(tmp_path)) == 1
