"""How thorough a test run is: `suite`, which is over in minutes, or `torture` (TEST_PROFILE=torture)."""

import os
import random
from collections.abc import Iterable
from typing import TypeVar

import hypothesis

T = TypeVar("T")
PROFILE = os.environ.get("TEST_PROFILE", "suite")


def choose_examples() -> None:
    """Let hypothesis try few examples, always the same, in the suite; many, always others, in torture.

    No deadline: no test may fail because the machine was busy.
    """
    hypothesis.settings.register_profile("suite", max_examples=25, deadline=None, derandomize=True)
    hypothesis.settings.register_profile("torture", max_examples=1000, deadline=None)
    hypothesis.settings.load_profile(PROFILE)


def rounds(suite: int, torture: int) -> int:
    """How often a test that draws its own examples repeats itself."""
    return torture if PROFILE == "torture" else suite


def sample(values: Iterable[T], one_in: int) -> list[T]:
    """All values in torture; in the suite one in `one_in` of them, drawn at random but always the same; in order."""
    every = list(values)
    if PROFILE == "torture":
        return every
    drawn = random.Random(one_in).sample(range(len(every)), k=len(every) // one_in)
    return [every[place] for place in sorted(drawn)]
