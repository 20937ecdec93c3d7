"""How many requests failed lately, in this process."""

import time
from collections import deque

WITHIN = 600.0

_moments: deque[float] = deque(maxlen=1000)


def note() -> None:
    _moments.append(time.monotonic())


def recent() -> int:
    since = time.monotonic() - WITHIN
    return sum(moment >= since for moment in list(_moments))


def forget() -> None:
    _moments.clear()
