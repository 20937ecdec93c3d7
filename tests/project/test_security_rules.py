"""docs/security.md names a test for each rule, and the tests are there."""

import re

from tests.project import tree

ROW = re.compile(r"^\| (\d+) \| .+ \| (.+) \|$", re.MULTILINE)


def rules(text: str) -> dict[int, list[str]]:
    return {int(number): re.findall(r"`([^`]+)`", tests) for number, tests in ROW.findall(text)}


def test_each_rule_has_a_test_that_is_there() -> None:
    found = rules((tree.ROOT / "docs" / "security.md").read_text(encoding="utf-8"))

    assert sorted(found) == list(range(31))
    assert {path for paths in found.values() for path in paths if not (tree.ROOT / path).is_file()} == set()
    assert all(found.values())


def test_rule_without_a_test_is_seen() -> None:
    assert rules("| 3 | Nothing is read | none yet |\n") == {3: []}
