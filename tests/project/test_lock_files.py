"""Everything that is installed is named in pyproject.toml's circle, pinned, and known by its hash."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project import tree

PYPROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PYPROJECT["project"]["dependencies"]
DEVELOPMENT = PYPROJECT["dependency-groups"]["dev"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def locked(text: str) -> dict[str, tuple[str, int]]:
    """{name: (version, number of hashes)} of a lock file's text. Raises ValueError for a line that pins nothing."""
    found = {}
    without_comments = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    for entry in without_comments.replace("\\\n", " ").splitlines():
        if not entry.strip():
            continue
        pinned = re.match(r"\s*(?P<name>[\w.-]+)==(?P<version>[\w.]+)", entry)
        if not pinned:
            raise ValueError(entry)
        found[canonicalize_name(pinned["name"])] = (pinned["version"], len(HASH.findall(entry)))
    return found


def lock_file(name: str) -> dict[str, tuple[str, int]]:
    return locked((tree.ROOT / "requirements" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "wanted"), [("base.txt", RUNTIME), ("dev.txt", RUNTIME + DEVELOPMENT)])
def test_lock_file_satisfies_pyproject(name: str, wanted: list[str]) -> None:
    lock = lock_file(name)

    for requirement in map(Requirement, wanted):
        version, _ = lock[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), requirement


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_lock_file_has_hashes(name: str) -> None:
    assert [package for package, (_, hashes) in lock_file(name).items() if not hashes] == []


def test_lock_files_agree() -> None:
    base, development = lock_file("base.txt"), lock_file("dev.txt")

    assert {name: development.get(name) for name in base} == base


def test_package_without_hash_is_found() -> None:
    assert locked("django==5.2.19 \\\n    # via nobody\nnh3==0.3.8 \\\n    --hash=sha256:" + "0" * 64) == {
        "django": ("5.2.19", 0),
        "nh3": ("0.3.8", 1),
    }


@pytest.mark.parametrize("line", ["django", "django>=5.2", "git+https://example.org/django", "--index-url x"])
def test_line_that_pins_nothing_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(line)):
        locked(line)
