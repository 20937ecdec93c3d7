import re

import pytest

from reviewsite.lazy_pattern import lazy_pattern


def test_it_does_what_a_compiled_pattern_does() -> None:
    lazy, compiled = (
        lazy_pattern(r"(?P<word>r\w+)", re.IGNORECASE),
        re.compile(r"(?P<word>r\w+)", re.IGNORECASE),
    )

    assert lazy.findall("Run on, run") == compiled.findall("Run on, run") == ["Run", "run"]
    assert lazy.sub("x", "Run on, run") == compiled.sub("x", "Run on, run")
    assert (lazy.pattern, lazy.flags, lazy.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groupindex,
    )


def test_it_is_compiled_at_the_first_use() -> None:
    broken = lazy_pattern("(")

    with pytest.raises(re.error):
        broken.match("x")


def test_what_no_pattern_has_it_has_not() -> None:
    assert not hasattr(lazy_pattern("x"), "open")
