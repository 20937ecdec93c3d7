from reviews.comments.bayes import UNKNOWN, probability, tokens

#: In how many of 20 spam and 20 good comments each word stood.
TAUGHT = {
    "": (20, 20),
    "casino": (18, 0),
    "bonus": (10, 1),
    "the": (20, 20),
    "ending": (0, 15),
    "actress": (1, 9),
}


def guess(text: str) -> float:
    return probability(tokens(text), TAUGHT)


def test_words_of_spam_and_of_good_comments_are_told_apart() -> None:
    assert guess("casino bonus") > 0.95
    assert guess("the ending, the actress") < 0.05


def test_filter_that_knows_one_kind_only_has_no_opinion() -> None:
    assert probability(["casino"], {"": (20, 0), "casino": (20, 0)}) == UNKNOWN
    assert probability(["casino"], {}) == UNKNOWN


def test_word_that_says_nothing_changes_nothing() -> None:
    assert guess("the unheard-of") == UNKNOWN


def test_very_many_telling_words_overflow_nothing() -> None:
    taught = {"": (10**6, 10**6), **{f"w{number}": (10**6, 0) for number in range(400)}}

    assert 0.999 < probability([f"w{number}" for number in range(400)], taught) <= 1


def test_hosts_and_names_are_tokens_of_their_own() -> None:
    found = tokens("Look at https://Shop.example/buy?a=1 and www.pills.example", "Casino Kim")

    assert {"host:shop.example", "host:pills.example", "name:casino", "look"} <= set(found)
    assert "casino" not in found


def test_hangul_is_read_by_syllable_pairs() -> None:
    assert set(tokens("임시완은")) & set(tokens("임시완"))
