"""Who waits in line, by threads that are let go one by one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from reviews.comments.line import Line, LineTooLongError


def test_first_come_are_first_served() -> None:
    line, served = Line(places=1, patience=30), list[int]()

    def be_served(number: int) -> None:
        with line.place():
            served.append(number)

    with ThreadPoolExecutor(10) as pool, line.place():
        for number in range(10):
            pool.submit(be_served, number)
            while len(line._waiting) <= number:
                pass

    assert served == list(range(10))


def test_no_more_than_the_places_are_held_at_once() -> None:
    line, everybody_there = Line(places=3, patience=30), threading.Barrier(3)

    def meet() -> None:
        with line.place():
            # Two would wait for the third for ever, a fourth would wait for two more.
            everybody_there.wait(timeout=30)

    with ThreadPoolExecutor(12) as pool:
        meetings = [pool.submit(meet) for _ in range(12)]

    assert [meeting.result() for meeting in meetings] == [None] * 12
    assert line._free == 3


def test_who_waits_too_long_is_sent_away_and_holds_no_place() -> None:
    line = Line(places=1, patience=0.01)

    with line.place(), pytest.raises(LineTooLongError), line.place():
        pass

    with line.place():
        pass


def test_place_is_free_again_after_an_error() -> None:
    line = Line(places=1, patience=0)

    with pytest.raises(ZeroDivisionError), line.place():
        _ = 1 / 0

    with line.place():
        pass
