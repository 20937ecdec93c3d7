"""Finds text that is not what it seems: invisible, stacked, turned around, or a look-alike of a staff member's name.

Emoji, flags, and scripts that are written with joiners and selectors keep theirs. The limit of combining marks is that
of Unicode's security mechanisms (UTS 39, section 5.4), and so is the table of look-alikes.
"""

import re
import unicodedata
from functools import lru_cache

from django.contrib.auth import get_user_model

#: More marks than this on one letter are drawn over other people's lines.
MOST_MARKS = 4

_SYMBOL = "\u203c-\u3299\U0001f000-\U0001faff"
_JOINING = "\u0590-\u10ff\u1780-\u1cff"
#: Invisible characters where they belong.
_ORDINARY = re.compile(
    "(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,7}\U000e007f"  # the flags of Scotland and Wales
    f"|(?<=[#*0-9{_SYMBOL}])[\ufe0e\ufe0f]"
    f"|(?<=[\ufe0f{_SYMBOL}])\u200d(?=[{_SYMBOL}])"
    f"|(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
    "|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    "|(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]"
)
#: What is drawn as nothing though Unicode calls it a letter, a mark or a symbol: fillers, selectors, a blank.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_NOT_DRAWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_MARKS = frozenset(("Mn", "Me"))
_TURNS = re.compile("[\u202d\u202e]")
_SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")
#: Letters and signs that are alike in the fonts of screens, beyond the table.
_ALIKE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o"})
_PAIRS = (("rn", "m"), ("vv", "w"))


def is_visible(text: str) -> bool:
    """Whether anything of a text is drawn."""
    return any(
        not (character.isspace() or _is_invisible(character) or unicodedata.category(character) in _MARKS)
        for character in text
    )


def has_invisible(text: str) -> bool:
    """Whether a text has invisible characters where no script needs them."""
    return any(map(_is_invisible, _ORDINARY.sub("", text)))


def has_stacked_marks(text: str) -> bool:
    """Whether more than MOST_MARKS combining marks are on one letter."""
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks > MOST_MARKS:
            return True
    return False


def turns_direction(text: str) -> bool:
    """Whether a text overrides the direction in which it is read."""
    return bool(_TURNS.search(text))


def looks_like_staff(name: str) -> bool:
    """Whether a name looks like the display name of somebody on the staff.

    User names are not compared: the answer would tell strangers with which names staff log in.
    """
    staff = get_user_model().objects.filter(is_staff=True).exclude(display_name="")
    wanted = skeleton(name)
    return any(wanted == skeleton(known) for known in staff.values_list("display_name", flat=True))


def skeleton(text: str) -> str:
    """The same for texts that look alike, whatever the scripts, accents, case and signs between the letters."""
    shapes = "".join(
        _shape(_shape(character).casefold())
        for character in unicodedata.normalize("NFKD", text)
        if unicodedata.category(character) not in _MARKS and not _is_invisible(character)
    )
    letters = "".join(character for character in shapes.casefold().translate(_ALIKE) if character.isalnum())
    for pair, letter in _PAIRS:
        letters = letters.replace(pair, letter)
    return letters


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _NOT_DRAWN or bool(_BLANK.match(character))


@lru_cache(maxsize=2048)
def _shape(character: str) -> str:
    """The plainest character that looks like this one."""
    if character.isascii() and character.isalnum() and character.islower():
        return character
    if small_capital := _SMALL_CAPITAL.fullmatch(unicodedata.name(character, "")):
        return small_capital[1].lower()
    # Reads a table of a megabyte, which commands do not need.
    from confusable_homoglyphs.confusables import is_confusable

    found = is_confusable(character, greedy=True)
    alike = [each["c"] for each in found[0]["homoglyphs"]] if found else []
    bare = ["".join(c for c in each if unicodedata.category(c) not in _MARKS) for each in alike]
    plain = [each for each in bare if each.isascii() and each.isalpha()]
    if character.isascii() and character.isalpha():
        plain.append(character)
    # Small letters first: a capital I and a 1 both look like an l.
    return min(plain, key=lambda each: (len(each), not each.islower(), each), default=character)
