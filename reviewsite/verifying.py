"""Results remembered with the questions they were made of, which are asked again before each use.

A page is made of what eight queries answer. To ask them costs a tenth of what it costs to make a page of their rows.
So they are asked for each reader, and where each of them answers, byte for byte, what it answered before, the page is
what it was. In build systems this is a verifying trace (Mokhov, Mitchell, Peyton Jones: Build Systems à la Carte,
2018).
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings

from reviewsite.prepared import Question, Rows, answered_by
from reviewsite.remembering import digest, key_of, memory, with_database, without_database

T = TypeVar("T")
Asked = dict[tuple[Question, tuple[tuple[str, Any], ...]], Rows]


@dataclass(frozen=True, slots=True)
class _Trace:
    """What was asked, in this order, a digest of all that was answered, and what was made of it."""

    questions: tuple[tuple[Question, tuple[tuple[str, Any], ...]], ...]
    answers: bytes
    result: Any

    def ask_again(self) -> Asked:
        return {(question, values): question.ask(**dict(values)) for question, values in self.questions}


def verified(make: Callable[..., T], *given: Any) -> T:
    """`make(*given)`, not made anew while its queries answer as before.

    Besides what `reviewsite.remembering.remembered` allows, `make` may run prepared queries: they alone are asked
    again, so any other query is an error.
    """
    if settings.DEBUG:
        return make(*given)
    key = key_of(make, given)
    trace: _Trace | None = memory.get(key)
    answered = trace.ask_again() if trace else {}
    if trace and digest(list(answered.values())) == trace.answers:
        return cast(T, trace.result)
    asked: Asked = {}
    with without_database(), answered_by(lambda *question: _rows(asked, answered, *question)):
        result = make(*given)
    trace = _Trace(tuple(asked), digest(list(asked.values())), result)
    memory.put(key, trace, len(pickle.dumps(result)) + 200 * (1 + len(asked)))
    return result


def _rows(asked: Asked, answered: Asked, question: Question, values: dict[str, Any]) -> Rows:
    """The rows that were just fetched to verify, or else fetched now."""
    key = question, tuple(sorted(values.items()))
    if key not in asked:
        with with_database():
            asked[key] = answered[key] if key in answered else question.ask(**values)
    return asked[key]
