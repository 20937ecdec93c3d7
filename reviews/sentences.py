"""Where a sentence begins: there a capital letter says nothing of a word."""

_OPENING = " “\"‘'(*_"
_ENDING = ".!?…:;\n"


def begins_sentence(text: str, place: int) -> bool:
    """Whether the word at `place` is the first of a sentence."""
    # Backwards sign by sign: a copy of all that is before each word would cost the square of the text.
    while place and text[place - 1] in _OPENING:
        place -= 1
    return not place or text[place - 1] in _ENDING
