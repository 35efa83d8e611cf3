"""How Vietnamese is folded for search: đ, diacritics and the place of the tone mark; pure.

SQLite's `remove_diacritics 2` folds every vowel but leaves đ alone, because đ does not
decompose. And `hoà` beside `hòa` are two spellings of one word that Unicode keeps apart. Both
folds here keep the length of the text, so a place in the folded text is the same place in the
text as published.
"""

import unicodedata
from typing import Final

_OLD_STYLE: Final = ("oà oá oả oã oạ", "oè oé oẻ oẽ oẹ", "uỳ uý uỷ uỹ uỵ")
_NEW_STYLE: Final = ("òa óa ỏa õa ọa", "òe óe ỏe õe ọe", "ùy úy ủy ũy ụy")


def _tone_pairs() -> tuple[tuple[str, str], ...]:
    lower = [
        pair
        for old, new in zip(_OLD_STYLE, _NEW_STYLE, strict=True)
        for pair in zip(old.split(), new.split(), strict=True)
    ]
    return tuple(
        (change(old), change(new))
        for change in (str.lower, str.capitalize, str.upper)
        for old, new in lower
    )


TONE_PAIRS: Final = _tone_pairs()
D_PAIRS: Final = (("đ", "d"), ("Đ", "D"))


def fold_d(text: str) -> str:
    """Write đ as d; SQLite folds the rest."""
    return _replace(text, D_PAIRS)


def fold_tone(text: str) -> str:
    """Put the tone mark of oa, oe, uy in one place, also against spelling: for the index alone."""
    return _replace(text, TONE_PAIRS)


def fold_all(text: str) -> str:
    """Give the bare letters in lower case: for comparing names, not for the index."""
    letters = unicodedata.normalize("NFD", fold_d(text))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def has_diacritics(text: str) -> bool:
    """Say whether a text was typed with Vietnamese letters."""
    return any(ord(c) > 127 and c.isalpha() for c in unicodedata.normalize("NFC", text))


def sql_replace(column: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Write the same fold as an SQL expression over a column."""
    expression = column
    for old, new in pairs:
        expression = f"replace({expression}, '{old}', '{new}')"
    return expression


def _replace(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text
