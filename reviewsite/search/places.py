"""Where a document is in the order in which it is looked for: by kind, the heaviest first, as one whole number.

A structure whose keys are these numbers gives the heaviest documents of a kind first, so that who wants forty reads
forty.
"""

from hashlib import blake2b

_KIND_BITS, _WEIGHT_BITS, _OBJECT_BITS = 10, 23, 30
#: What weighs more is beside these: the hours of a review's date reach it in the year 2926.
HEAVIEST = 2**_WEIGHT_BITS - 1


def place_of(kind: str, weight: int, object_id: int) -> int:
    """Below 2⁶³; different for any two documents, the smaller the heavier within a kind, then by object."""
    lightness = HEAVIEST - min(max(weight, 0), HEAVIEST)
    return (number_of(kind) << _WEIGHT_BITS | lightness) << _OBJECT_BITS | object_id


def range_of(kind: str) -> tuple[int, int]:
    """The first and the last place of a kind."""
    first = number_of(kind) << (_WEIGHT_BITS + _OBJECT_BITS)
    return first, first + (1 << (_WEIGHT_BITS + _OBJECT_BITS)) - 1


def number_of(kind: str) -> int:
    """The same in all processes and versions. `registry.register` refuses a second kind of the same number."""
    return int.from_bytes(blake2b(kind.encode(), digest_size=2).digest(), "big") >> (16 - _KIND_BITS)
