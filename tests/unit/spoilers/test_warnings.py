"""Warnings of spoilers in many languages and disguises, and what only sounds like one."""

import tomllib
import unicodedata
from pathlib import Path

import pytest

import reviewsite.spoilers
from reviewsite.spoilers.warnings import Says, said_by, warning_in

DATA = Path(__file__).parents[2] / "data"
WARNINGS = [
    tuple(line.split("\t")) for line in (DATA / "warnings.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
ORDINARY = (DATA / "no_warnings.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("code", "warning"), WARNINGS)
def test_warning_is_read(code: str, warning: str, form: str) -> None:
    assert said_by(unicodedata.normalize(form, warning)) is Says.WARNS


@pytest.mark.parametrize(
    "decorated", ["🚨 {} 🚨", "*** {} ***", "[{}]", "— {} —", "【{}】", "> {}", "** {} **"]
)
@pytest.mark.parametrize("warning", ["Spoilers ahead!", "스포 주의", "ネタバレ注意", "Alerta de spoilers"])
def test_decoration_hides_no_warning(decorated: str, warning: str) -> None:
    assert said_by(decorated.format(warning)) is Says.WARNS


@pytest.mark.parametrize("text", ORDINARY)
def test_no_false_alarm(text: str) -> None:
    assert said_by(text) not in (Says.WARNS, Says.MENTIONS)
    assert warning_in(text) == ""


@pytest.mark.parametrize(
    "text", ["End of spoilers", "Spoilers over!", "스포 끝", "fin de spoilers", "Spoiler Ende"]
)
def test_the_end_is_read(text: str) -> None:
    assert said_by(text) is Says.ENDS


def test_the_table_has_the_languages_of_the_readers() -> None:
    table = tomllib.loads(
        Path(reviewsite.spoilers.__file__).with_name("languages.toml").read_text(encoding="utf-8")
    )
    wanted = {code for code, _warning in WARNINGS if len(code) == 2}
    assert len(wanted) == 16
    assert all({"calm", "alarms", "read", "watch", "terms"} <= table[code].keys() for code in wanted)
