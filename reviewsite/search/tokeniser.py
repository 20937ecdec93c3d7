"""From text to the tokens that both databases index; the same for what is stored and for what is asked.

Every token is plain ASCII, so that no database's own idea of a letter or a word takes part. Latin words stay as they
are, without case and accents. Of everything else the tokens begin with `q9`, which no Latin word can:

    q9u…    letters of other scripts, in hexadecimal; those of East Asia as overlapping pairs, 임시완 -> 임시 시완
    q9k…    a Hangul word as the keys pressed for it, so that all that is on the way begins it: 임싱, 임시와, 임시완
    q9i…    the initial consonants of a Hangul name, 임시완 -> ㅇㅅㅇ
    q9w…    a whole title or name, whatever its spaces and signs
    q9s…    the same in letters, so that its beginning finds it: imsiwan, crashlandingonyou
    q9t…    the kind of document; on PostgreSQL q9f, that it is among the heaviest of its kind
    q9      nothing: it keeps neighbours apart
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reviewsite.lazy_pattern import lazy_pattern

APART = "q9"
IN_FRONT = "q9f"

#: Beyond these a tsvector no longer keeps places of words (PostgreSQL, "Limitations" of text search).
_MOST_TOKENS = 16_000
_MOST_PLACES = 256
_LONGEST_WORD, _LONGEST_NAME = 40, 80
SHORTEST_TO_CORRECT = 4

_SPELLED_OUT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_APOSTROPHES = lazy_pattern(r"(?<=\w)['’‘ʼ`´](?=\w)")
_PAIRED = r"\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\U00020000-\U0003ffff"
_PIECE = lazy_pattern(rf"[0-9]+|[a-z]+|[{_PAIRED}]+|[^\W_0-9a-z{_PAIRED}]+")
_WORD = lazy_pattern(r"[^\W_]+")
_HANGUL = lazy_pattern(r"[\u1100-\u11ff가-힣]")
_SYLLABLE = lazy_pattern(r"[가-힣]")
#: The token of two syllables, AC00 to D7A3.
_HANGUL_PAIR = lazy_pattern(
    r"q9u((?:a[c-f]|[bc][0-9a-f]|d[0-7])[0-9a-f]{2})((?:a[c-f]|[bc][0-9a-f]|d[0-7])[0-9a-f]{2})"
)

#: Conjoining letters in Unicode's order -> keys of the standard Korean keyboard, Shift left out; a letter made of two
#: is two keys.
_INITIAL_KEYS = "r r s e e f a q q t t d w w c z x v g".split()
_VOWEL_KEYS = "k o i o j p u p h hk ho hl y n nj np nl b m ml l".split()
_FINAL_KEYS = "r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g".split()
_KEYS = {0x1100 + place: keys for place, keys in enumerate(_INITIAL_KEYS)}
_KEYS |= {0x1161 + place: keys for place, keys in enumerate(_VOWEL_KEYS)}
_KEYS |= {0x11A8 + place: keys for place, keys in enumerate(_FINAL_KEYS)}
_INITIALS = {0x1100 + place: chr(ord("a") + place) for place in range(19)}


def normalize(text: str) -> str:
    """One form for NFC, NFD and full-width text: lower case, no accents, no apostrophes, whole syllables."""
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = unicodedata.normalize("NFC", text).translate(_SPELLED_OUT)
    return _APOSTROPHES.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text in their order, normalised."""
    return _WORD.findall(normalize(text))


def tokens_of(word: str) -> list[str]:
    """The tokens of a normalised word, which are side by side in the index."""
    if word.isascii() and word.isalpha():
        return [word[:_LONGEST_WORD]]
    return [token for piece in _PIECE.findall(word) for token in _tokens(piece)]


def stem(word: str) -> str:
    """A Latin word without the ending of its plural: in running text lawyer and lawyers are the same.

    The three rules are those of Harman, "How effective is suffixing?" (1991).
    """
    if len(word) < 4 or not word.endswith("s") or not word.isascii():
        return word
    if word.endswith("ies"):
        return word if word.endswith(("aies", "eies")) else word[:-3] + "y"
    if word.endswith("es"):
        return word if word.endswith(("aes", "ees", "oes")) else word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]


def text_tokens(texts: Iterable[str]) -> str:
    """The index's form of running text: its tokens, separated by spaces."""
    found: list[str] = []
    for line in (line for text in texts for line in text.split("\n")):
        found += [token for word in words(line) for token in tokens_of(stem(word))]
        found.append(APART)
        if len(found) > _MOST_TOKENS:
            break
    places: Counter[str] = Counter()
    for place, token in enumerate(found[:_MOST_TOKENS]):
        places[token] += 1
        if places[token] > _MOST_PLACES:
            found[place] = APART
    return " ".join(found[:_MOST_TOKENS])


def name_tokens(names: Iterable[str]) -> str:
    """The index's form of titles and names: each one's tokens, then the short cuts to them.

    The two parts are divided by a double `q9`; `split_names` takes them apart.
    """
    plain: list[str] = []
    short_cuts: list[str] = []
    for name in dict.fromkeys(names):
        if letters := " ".join(token for word in words(name) for token in tokens_of(word)):
            plain.append(letters)
            short_cuts += [*_short_cuts(name), APART]
    return f" {APART} ".join([*plain, f"{APART} {' '.join(short_cuts)}"])


def split_names(tokens: str) -> tuple[list[str], set[str]]:
    """Each name's tokens as one string, and the short cuts of all."""
    plain, _, short_cuts = tokens.rpartition(f" {APART} {APART} ")
    return plain.split(f" {APART} "), set(short_cuts.split())


def whole(text: str) -> str:
    """The token of a title or name as a whole, "" if there is no letter in it."""
    letters = "".join(words(text))
    digest = hashlib.blake2s(letters.encode(), digest_size=8).hexdigest()
    return f"q9w{digest}" if letters else ""


def keystrokes(word: str) -> str:
    """The token of a word in Hangul as it is typed, "" for a word without Hangul."""
    if not _HANGUL.search(word):
        return ""
    letters = unicodedata.normalize("NFD", word)[: 3 * _LONGEST_NAME]
    return pressed("".join(_KEYS.get(ord(letter), letter if letter.isascii() else "") for letter in letters))


def pressed(keys: str) -> str:
    """The token of these keys, pressed for a word in Hangul."""
    return f"q9k{keys}"


def initials(word: str) -> str:
    """The token of the initial consonants of a Hangul word, or of consonants that stand alone; else ""."""
    letters = (unicodedata.normalize("NFD", char)[0] for char in word)
    return "q9i" + "".join(_INITIALS[ord(letter)] for letter in letters if ord(letter) in _INITIALS)


def is_initials(word: str) -> bool:
    """Whether a normalised word is nothing but lone initial consonants."""
    return all(ord(char) in _INITIALS for char in word)


def squeezed(word: str) -> str:
    """The token of a title or name that was written in one word, without any signs or spaces."""
    return f"q9s{word[:_LONGEST_NAME]}"


def kind_mark(kind: str) -> str:
    return f"q9t{kind}"


def vocabulary(tokens: str) -> set[str]:
    """The words in Latin letters and in Hangul among tokens, as long as a slip can be told from another word."""
    found = {token for token in tokens.split() if token.isalpha()} | {*_hangul_words(tokens)}
    return {word for word in found if len(letters_of(word)) >= SHORTEST_TO_CORRECT}


def letters_of(word: str) -> str:
    """A word as the keys pressed for it, by which one slip of the finger is one letter."""
    return keystrokes(word).removeprefix(pressed("")) or word


def _hangul_words(tokens: str) -> Iterator[str]:
    """Each run of pairs of syllables of which one begins where the one before ends."""
    word = ""
    for token in [*tokens.split(), APART]:
        pair = _HANGUL_PAIR.fullmatch(token)
        one, other = (chr(int(code, 16)) for code in pair.groups()) if pair else ("", "")
        if pair and word[-1:] == one:
            word += other
            continue
        if word:
            yield word
        word = one + other


def _tokens(piece: str) -> Iterator[str]:
    if piece.isascii():
        yield piece[:_LONGEST_WORD]
    elif not re.match(rf"[{_PAIRED}]", piece):
        yield "q9u" + "".join(f"{ord(char):04x}" for char in piece[:_LONGEST_WORD])
    elif len(piece) == 1:
        yield f"q9u{ord(piece):04x}"
    else:
        for one, other in pairwise(piece):
            yield f"q9u{ord(one):04x}{ord(other):04x}"


def _short_cuts(name: str) -> Iterator[str]:
    found = words(name)
    if not found:
        return
    yield whole(name)
    letters = "".join(found)
    if len(found) > 1:
        yield from [squeezed(letters)] if letters.isascii() else tokens_of(letters)
    for group in normalize(name).split():
        if len(parts := _WORD.findall(group)) > 1:
            yield from tokens_of("".join(parts))
    if _SYLLABLE.search(letters):
        yield from (keystrokes(word) for word in dict.fromkeys([*found, letters]) if _HANGUL.search(word))
        yield initials(letters)
