"""Hangul to Latin letters by the Revised Romanization of Korean (Ministry of Culture, 2000).

What is written is the sound, so neighbouring letters change each other first:

    liaison           a final moves into an empty initial          한옥 hanok, 닭이 dalgi
    palatalisation    ㄷ ㅌ before ㅣ                               해돋이 haedoji, 같이 gachi
    ㅎ                joins ㄱ ㄷ ㅈ, is silent before a vowel       좋고 joko, 좋아 joa
                      but stays after ㄱ ㄷ ㅂ, as in nouns          묵호 mukho
    neutralisation    seven finals are left: k n t l m p ng        벚꽃 beotkkot
    nasalisation      ㄱ ㄷ ㅂ before ㄴ ㅁ ㄹ; ㄹ after ㅁ ㅇ        백마 baengma, 독립 dongnip, 종로 jongno
    lateralisation    ㄴ and ㄹ side by side                        신라 silla, 별내 byeollae

Tense sounds are not written (압구정 apgujeong). The ㄴ that some compounds insert (학여울 hangnyeoul) belongs to
the word, not to its spelling, and cannot be derived.
"""

import unicodedata

from dramas.korean_names.hangul import FINALS, HANGUL_RUN, INITIALS, VOWELS, decompose, hangul_only
from dramas.korean_names.surnames import SPELLINGS, split_surname

_INITIAL = dict(zip(INITIALS, "g kk n d tt r m b pp s ss . j jj ch k t p h".split(), strict=True)) | {
    "ㅇ": ""
}
_VOWEL = dict(
    zip(VOWELS, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(), strict=True)
)
_FINAL = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_SEVEN = dict(zip(FINALS, ["", *"ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ"], strict=True))
_CLUSTERS = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ".split(),
        strict=True,
    )
)
_WITH_H = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_BEFORE_I = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}


def romanize(text: str) -> str:
    """Return text with its Hangul in Revised Romanization, lower case; everything else stays as it is."""
    return HANGUL_RUN.sub(lambda run: _romanize_word(run[0]), unicodedata.normalize("NFC", text))


def romanize_name(hangul: str) -> str:
    """임시완 -> "Im Si-wan": the surname as families spell it, the given name syllable by syllable, as is the custom.

    Text without Hangul comes back as it was given.
    """
    syllables = hangul_only(hangul)
    if not syllables:
        return hangul
    surname, given = split_surname(syllables)
    latin = "-".join(_romanize_word(syllable) for syllable in given).capitalize()
    return f"{SPELLINGS[surname][0].capitalize()} {latin}" if surname else latin


def _romanize_word(word: str) -> str:
    blocks = [decompose(syllable) for syllable in word]
    latin = []
    onset = blocks[0][0]
    doubled = False
    for number, (_, vowel, final) in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        final, next_onset = _meet(final, following[0], following[1]) if following else (_SEVEN[final], "")
        latin.append(("l" if doubled else _INITIAL[onset]) + _VOWEL[vowel] + _FINAL[final])
        onset, doubled = next_onset, final == next_onset == "ㄹ"
    return "".join(latin)


def _meet(final: str, initial: str, vowel: str) -> tuple[str, str]:
    """What a final and the next syllable's initial become, said together."""
    kept, moving = _split_final(final)
    if moving == "ㅎ":
        return _after_h(kept, initial)
    if initial == "ㅎ" and (moving == "ㅈ" or (moving in _BEFORE_I and vowel == "ㅣ")):
        return _SEVEN[kept], "ㅊ"
    if initial == "ㅇ":
        if not moving or moving == "ㅇ":
            return moving, initial
        return _SEVEN[kept], _BEFORE_I.get(moving, moving) if vowel == "ㅣ" else moving
    return _assimilate(_SEVEN[final], initial)


def _split_final(final: str) -> tuple[str, str]:
    """The part of a final that stays and the part that moves on."""
    letters = _CLUSTERS.get(final, final)
    return letters[:-1], letters[-1:]


def _after_h(kept: str, initial: str) -> tuple[str, str]:
    if initial in _WITH_H:
        return kept, _WITH_H[initial]
    if initial == "ㅇ":
        return ("", kept) if kept else ("", "ㅇ")
    if initial == "ㅅ":
        return kept, initial
    return _assimilate(kept or "ㄷ", initial)


def _assimilate(final: str, initial: str) -> tuple[str, str]:
    if initial == "ㄹ":
        if final in _NASAL:
            return _NASAL[final], "ㄴ"
        return ("ㄹ", "ㄹ") if final in ("ㄴ", "ㄹ") else (final, "ㄴ" if final else "ㄹ")
    if initial in ("ㄴ", "ㅁ"):
        if final == "ㄹ" and initial == "ㄴ":
            return "ㄹ", "ㄹ"
        return _NASAL.get(final, final), initial
    return final, initial
