"""What was made of the same before is used again, and never for anything that only looks the same."""

from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from dramas.models import Person
from reviewsite.markdown import render_cache
from reviewsite.markdown.render_cache import Memory, cached

calls: list[Any] = []


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    render_cache.memory.clear()
    calls.clear()


@dataclass(frozen=True, slots=True)
class Line:
    text: str


def shown(value: Any) -> str:
    calls.append(value)
    return f"<{value}>"


def other(value: Any) -> str:
    return f"[{value}]"


def test_same_arguments_are_computed_once() -> None:
    # Built at run time, so that the two are equal and not the same object.
    assert cached(shown, Line("a" * 3)) == cached(shown, Line("".join(["a", "a", "a"])))
    assert len(calls) == 1


def test_other_arguments_and_functions_are_computed() -> None:
    assert cached(shown, "a") != cached(shown, "b") != cached(other, "a") == "[a]"


def test_unsafe_text_is_not_taken_for_the_same_text_that_is_safe() -> None:
    """They are equal and have the same hash; a memory that goes by those lets markup through."""
    markup = "<script>alert(1)</script>"
    assert mark_safe(markup) == markup
    assert hash(mark_safe(markup)) == hash(markup)
    assert cached(escaped, mark_safe(markup)) == markup
    assert cached(escaped, markup) == "&lt;script&gt;alert(1)&lt;/script&gt;"


def escaped(text: str) -> str:
    return conditional_escape(text)


def test_row_that_was_changed_is_not_taken_for_what_it_was() -> None:
    """Instances of a model are equal by their primary key."""
    assert Person(pk=1, name="Before") == Person(pk=1, name="After")
    assert cached(name_of, Person(pk=1, name="Before")) == "Before"
    assert cached(name_of, Person(pk=1, name="After")) == "After"


def name_of(person: Person) -> str:
    return person.name


def test_language_and_time_zone_count_as_arguments() -> None:
    with translation.override("en"):
        cached(shown, "a")
    with translation.override("ko"):
        cached(shown, "a")
    with timezone.override("Asia/Seoul"):
        cached(shown, "a")
    assert len(calls) == 3


@pytest.mark.django_db
def test_asking_the_database_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="given alone"):
        cached(number_of_people, 1)
    assert Person.objects.count() == 0, "queries are possible again"


def number_of_people(_number: int) -> int:
    return Person.objects.count()


def test_memory_makes_room_for_what_is_used() -> None:
    memory = Memory(max_bytes=100)
    for name in (b"first", b"second"):
        memory.put(name, name.decode(), 50)
    assert memory.get(b"first") == "first"
    memory.put(b"third", "third", 50)
    assert memory.get(b"second") is None
    assert (memory.get(b"first"), memory.get(b"third"), memory.bytes) == ("first", "third", 100)


def test_memory_counts_a_value_that_is_put_twice_once() -> None:
    memory = Memory(max_bytes=100)
    for _ in range(5):
        memory.put(b"same", "same", 60)
    assert (memory.get(b"same"), memory.bytes) == ("same", 60)


def test_threads_get_the_same_answer() -> None:
    found: list[str] = []
    threads = [Thread(target=lambda: found.extend(cached(shown, "a") for _ in range(20))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (160, 1)


def test_nothing_is_remembered_while_templates_are_written(settings: Any) -> None:
    settings.DEBUG = True
    cached(shown, "a")
    cached(shown, "a")
    assert len(calls) == 2
