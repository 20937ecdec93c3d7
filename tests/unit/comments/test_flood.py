from reviews.comments.flood import REFUSALS, WITHIN, Memory


def test_address_is_turned_away_after_many_refusals_for_a_while() -> None:
    memory = Memory()
    for second in range(REFUSALS):
        assert not memory.is_full("a", second)
        memory.note("a", second)

    assert memory.is_full("a", REFUSALS)
    assert not memory.is_full("b", REFUSALS)
    assert not memory.is_full("a", WITHIN)


def test_refusals_of_long_ago_do_not_count() -> None:
    memory = Memory()
    for number in range(3 * REFUSALS):
        memory.note("a", number * WITHIN / 5)

    assert not memory.is_full("a", 3 * REFUSALS * WITHIN / 5)


def test_memory_is_bounded() -> None:
    memory = Memory()
    for number in range(20_000):
        memory.note(str(number), 0)

    assert len(memory._refused) <= 10_000
