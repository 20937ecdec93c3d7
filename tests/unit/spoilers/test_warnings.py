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


#: They warn on a line of their own, with something below.
HINTS = """\
For those who have finished it
The last episode
WARNING!!
주의
결말
最終回
Para quienes ya la terminaron
Uniquement pour ceux qui ont fini
Nur für Leute, die alle Folgen kennen
Now I am going to explain how it ended
Je vais parler de la fin
마지막회 이야기
犯人の名前を出します
From this paragraph down I'm giving away who did it
Go away if you have episodes left
Close this tab.
Heads up: I quote the very last line of the show
Attenzione: racconto chi tradisce chi
WARNING: episodes 9-16
What follows is only for the brave
여기부터 전부 까발립니다
ここから先は全部ばらします
我把结尾写在下面了
Abajo escribo quién sobrevive
Hinter dieser Zeile steht, wer überlebt
Ниже написано, кто выжил
Музыка отличная, и снято красиво, и играют все прекрасно, но сейчас я назову убийцу, так что кто не досмотрел, пока
""".splitlines()


@pytest.mark.parametrize("line", HINTS)
def test_a_line_of_its_own_hints(line: str) -> None:
    assert warning_in(f"{line}\n\nShe dies") == line


@pytest.mark.parametrize(
    "line", ["The ending made me cry.", "What an ending!", "Best finale in years.", "끝까지 재밌게 봤습니다"]
)
def test_an_opinion_of_the_ending_does_not(line: str) -> None:
    assert warning_in(f"{line}\n\nShe sings.") == ""


@pytest.mark.parametrize("line", ["The ending", "WARNING!!", "For those who have finished it"])
def test_a_hint_with_nothing_below_announces_nothing(line: str) -> None:
    assert warning_in(f"I liked it.\n\n{line}") == ""


@pytest.mark.parametrize(
    "text",
    ["Does the trailer have any spoilers?", "¿El tráiler tiene spoilers?", "Fragmanda spoiler var mı?"],
)
def test_a_question_for_spoilers_tells_none(text: str) -> None:
    assert warning_in(text) == ""
    assert warning_in(f"{text}\n\nShe dies") == text


@pytest.mark.parametrize(
    "text", ["She dies, a spoiler?", "She dies (spoiler?)", "so good SPOILER?", "Spoilers?"]
)
def test_a_question_may_tell_some(text: str) -> None:
    assert warning_in(text) == text


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
