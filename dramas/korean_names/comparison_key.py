"""The comparison key, in which the spellings of one name meet, and the index keys under which a person is found.

The key of a Korean name is the Hangul that its spelling most likely stands for, surname first: Im Si-wan, Yim Siwan,
Siwan Im and 임시완 all give 임시완. So two people whose Hangul differs have different keys once their Hangul is
known, and two whose Hangul is the same share one: a key suggests, it does not identify. A name that does not read as
Korean (Anupam Tripathi) has its words as key, in alphabetical order, without case and accents.
"""

from functools import lru_cache

from dramas.korean_names.hangul import hangul_only, initial_consonants, is_initial_consonants
from dramas.korean_names.romanisation import LONGEST_PART, is_korean, passes, readings
from dramas.korean_names.tokens import LONGEST_NAME, groups, plain, squeezed

# Initials that a slip or a romanisation exchanges are under one letter in the keys for near misses.
_LUMPED = str.maketrans("ㄲㅋㄸㅌㅃㅍㅆㅉㅊㅎㄹ", "ㄱㄱㄷㄷㅂㅂㅅㅈㅈㅇㄴ")
_SHORTEST_WORD = 3
_MOST_SYLLABLES = 5
_AS_LIKELY = 1.0


def normalise(name: str) -> str:
    """The key in which all spellings of a name meet, "" for a name without letters.

    Applied twice it gives the same.

    It never fails. It does not depend on hyphens, spaces, case, accents, full-width letters or NFC and NFD, nor on
    whether the surname comes first or last where the spelling shows which it is (a surname beside a given name in one
    word or joined by a hyphen). In three loose words (Ji Won Ha) the first is the surname if that is at all likely;
    `lookup_keys` has the other reading too.
    """
    return _normalised(name) if len(name) <= LONGEST_NAME else plain(groups(name))


@lru_cache(maxsize=16384)
def _normalised(name: str) -> str:
    parts = groups(name)
    if len(hangul_only(squeezed(parts))) > 1 or is_korean(parts):
        found = readings(name)
        if found:
            return found[0].hangul
    return plain(parts)


def keys(name: str) -> set[str]:
    """The keys to store for one spelling of a person; a person has those of the name, the Hangul and each PersonName.

    They are: the comparison key; the letters as typed without spaces; the given name alone (시완); the initial
    consonants (ㅇㅅㅇ); for slips, the comparison key with one syllable at a time reduced to its initial (임ㅅ완);
    or, of a name that does not read as Korean, each of its longer words. About eight short strings.
    Searching them by prefix serves typing: 임시, imsi and ㅇㅅ begin one.
    """
    parts = groups(name)
    if not parts:
        return set()
    key = normalise(name)
    found = {key, squeezed(parts)}
    likely = readings(name)
    if not likely or hangul_only(key) != key:
        return found | {word for word in key.split() if len(word) >= _SHORTEST_WORD}
    best, *others = likely
    if len(best.given) > 1:
        found.add(best.given)
    for reading in (best, *(other for other in others if other.cost - best.cost <= _AS_LIKELY)):
        found |= {reading.hangul, initial_consonants(reading.hangul)} | _worn_keys(reading.hangul)
    return found


def lookup_keys(query: str) -> set[str]:
    """The keys to look a query up by: those of `keys`, of less likely readings and of repaired slips of the pen.

    Initial consonants are among them only when they are what was typed; too many names share them otherwise.
    """
    if is_initial_consonants(query):
        return {initial_consonants(query)}
    found = {key for key in keys(query) if not is_initial_consonants(key)}
    for spelling in (query, *_repairs(query)):
        found |= {reading.hangul for reading in readings(spelling)}
        for reading in readings(spelling)[:1]:
            found |= _worn_keys(reading.hangul)
    return found


def _worn_keys(hangul: str) -> set[str]:
    if not 2 <= len(hangul) <= _MOST_SYLLABLES:
        return set()
    return {
        hangul[:place] + initial_consonants(syllable).translate(_LUMPED) + hangul[place + 1 :]
        for place, syllable in enumerate(hangul)
    }


def _repairs(query: str) -> set[str]:
    """The query with one letter dropped or two swapped in the words that cannot be read: Nma-gil -> Nam-gil."""
    parts = [list(group) for group in groups(query)]
    flat = [(place, number) for place, group in enumerate(parts) for number in range(len(group))]
    wrong = [(place, number) for place, number in flat if not passes(parts[place][number])]
    if len(wrong) != 1 or len(flat) > _MOST_SYLLABLES:
        return set()
    (place, number), found = wrong[0], set()
    word = parts[place][number]
    if len(word) > LONGEST_PART:
        return set()
    for at in range(len(word)):
        for mended in (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ):
            if mended != word and passes(mended):
                parts[place][number] = mended
                found.add(" ".join("-".join(group) for group in parts))
    return found
