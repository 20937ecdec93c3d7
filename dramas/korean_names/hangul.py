"""Hangul as Unicode has it: syllables, their letters, and one normal form for text typed anywhere.

A syllable block is (initial, vowel, final): 완 = ㅇ + ㅘ + ㄴ. Unicode counts blocks from U+AC00 in that order, so
taking one apart is arithmetic (The Unicode Standard, 3.12). Letters standing alone (ㅇㅅㅇ) are kept in their
compatibility form, U+3131 and on, which is what a Korean keyboard types.
"""

import re
import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST, _LAST = 0xAC00, 0xD7A3
_LEADING_TO_COMPATIBLE = {0x1100 + number: letter for number, letter in enumerate(INITIALS)}
_BREVES = str.maketrans({"ŏ": "eo", "ŭ": "eu", "ǒ": "eo", "ǔ": "eu"})
HANGUL_RUN = re.compile(r"[가-힣]+")


def normalize(text: str) -> str:
    """Return text in one form: lower case, no accents, whole syllables; NFC, NFD and full-width input come out alike.

    The breves of the McCune-Reischauer romanisation carry a vowel of their own and are spelled out first (ŏ -> eo).
    """
    if text.isascii():
        return text.lower()
    if HANGUL_RUN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_BREVES)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFKC", text).translate(_LEADING_TO_COMPATIBLE)


def is_syllable(char: str) -> bool:
    return _FIRST <= ord(char) <= _LAST


def decompose(syllable: str) -> tuple[str, str, str]:
    """Return (initial, vowel, final) of one syllable block; the final is "" when there is none."""
    number = ord(syllable) - _FIRST
    return INITIALS[number // 588], VOWELS[number % 588 // 28], FINALS[number % 28]


def compose(initial: str, vowel: str, final: str = "") -> str:
    """The block of these letters; raises ValueError for letters that cannot be there."""
    return chr(_FIRST + INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def hangul_only(text: str) -> str:
    """The syllables of text, in order, and nothing else."""
    if text.isascii():
        return ""
    return "".join(HANGUL_RUN.findall(unicodedata.normalize("NFC", text)))


def initial_consonants(text: str) -> str:
    """임시완 -> ㅇㅅㅇ. Consonants that already stand alone stay; whatever is not Hangul is left out."""
    letters = []
    for char in normalize(text):
        if is_syllable(char):
            letters.append(INITIALS[(ord(char) - _FIRST) // 588])
        elif char in INITIALS:
            letters.append(char)
    return "".join(letters)


def begins_with(text: str, typed: str) -> bool:
    """Whether text begins with what was typed so far, in which consonants stand for any syllable they begin (임ㅅ)."""
    if text.startswith(typed):
        return True
    return len(typed) <= len(text) and all(
        char == letter or (letter in INITIALS and is_syllable(char) and decompose(char)[0] == letter)
        for char, letter in zip(text, typed, strict=False)
    )


def is_initial_consonants(query: str) -> bool:
    """Whether query is only consonants (ㅇㅅㅇ), as typed to find a name by its initials; spaces may be between."""
    letters = "".join(normalize(query).split())
    return bool(letters) and all(char in INITIALS for char in letters)
