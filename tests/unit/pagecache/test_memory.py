import random

from reviewsite.pagecache.cached_page import CachedPage
from reviewsite.pagecache.memory import Memory


def entry(size: int = 1000) -> CachedPage:
    return CachedPage("200 OK", [("Content-Type", "text/html")], random.Random(size).randbytes(size), 1.0)


def test_memory_keeps_to_its_limits() -> None:
    memory = Memory(max_bytes=200_000, max_entries=30)
    for number in range(500):
        made = entry(5000 if number % 2 else 100)
        memory.put(("/", str(number)), made)
        made.encode("gzip")
        memory.grown(("/", str(number)), made)
        assert memory.bytes <= 200_000
        assert len(memory.entries) <= 30
    assert memory.bytes == sum(each.size for each in memory.entries.values())


def test_what_is_read_again_and_again_outlives_a_flood_of_what_is_read_once() -> None:
    memory = Memory(max_bytes=10**9, max_entries=10)
    for number in range(5):
        memory.put(("/", str(number)), entry())
    for number in range(5, 1000):
        for favourite in range(5):
            memory.entries[("/", str(favourite))].used = True
        memory.put(("/", str(number)), entry())

    assert all(("/", str(favourite)) in memory.entries for favourite in range(5))


def test_page_larger_than_the_memory_is_not_kept() -> None:
    memory = Memory(max_bytes=50_000, max_entries=10)
    memory.put(("/", "small"), entry())
    memory.put(("/", "large"), entry(60_000))

    assert memory.bytes <= 50_000
