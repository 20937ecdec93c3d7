"""Korean names: one person's many spellings brought together, for search, import and suggestions. Pure functions.

    normalise, keys, lookup_keys   the key in which spellings meet; keys to store, to look up      comparison_key.py
    similarity, rank, explain   likeness, best candidates first, the reasons in words      matching.py, evidence.py
    letters_of, slip_keys, ...     spellings one letter apart      slips.py
    romanize, romanize_name     Hangul to Latin letters      revised_romanisation.py
    initial_consonants, ...     ㅇㅅㅇ      hangul.py

What a Korean speaker will want to check is in tables: `surnames` (families' spellings), `spelling` (letters),
`syllables` (what given names are made of), `distance` (which sounds are near), `romanisation` (sound changes).

Nothing here merges anybody: people of the same name exist (two actresses are called 김소현), and names that are no
reading of each other (IU, 아이유, 이지은) must be given as further spellings.
"""

from dramas.korean_names.comparison_key import keys, lookup_keys, normalise
from dramas.korean_names.evidence import Evidence, explain
from dramas.korean_names.hangul import initial_consonants, is_initial_consonants
from dramas.korean_names.matching import SAME_READING, WORTH_ASKING, Ranked, rank, similarity
from dramas.korean_names.revised_romanisation import romanize, romanize_name
from dramas.korean_names.slips import letters_of, slip_keys, slip_similarity

__all__ = [
    "SAME_READING",
    "WORTH_ASKING",
    "Evidence",
    "Ranked",
    "explain",
    "initial_consonants",
    "is_initial_consonants",
    "keys",
    "letters_of",
    "lookup_keys",
    "normalise",
    "rank",
    "romanize",
    "romanize_name",
    "similarity",
    "slip_keys",
    "slip_similarity",
]
