"""One spelling to match on, character for character as long as the text itself; pure."""

import re
import unicodedata

_PAIRS = {
    first + with_tone: toned_first + bare
    for first, bare, tones in (
        ("o", "a", "òóỏõọ"), ("o", "e", "òóỏõọ"), ("u", "y", "ùúủũụ"),
    )
    for toned_first in tones
    for with_tone in (
        unicodedata.normalize("NFC", bare + unicodedata.normalize("NFD", toned_first)[1]),
    )
}  # fmt: skip
_TONED_LAST = re.compile(f"[ou][{''.join(sorted({pair[1] for pair in _PAIRS}))}]")


def fold(text: str) -> str:
    """Lower the case and place tones one way (`hoà` as `hòa`), keeping every offset."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return place_tones(low)


def place_tones(text: str) -> str:
    """Move each tone of `oa`, `oe`, `uy` to the first vowel, leaving case alone."""
    return _TONED_LAST.sub(_move_tone, text)


def _move_tone(match: re.Match[str]) -> str:
    return _PAIRS.get(match[0], match[0])
