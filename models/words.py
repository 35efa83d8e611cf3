"""Tokens to the words and syllables that are counted: one spelling for each, the title apart."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

TITLE_MARK = "title:"

_DIGITS = re.compile(r"\d+")
_JOINTS = re.compile(r"(?<=[^\W\d_])\s*[-–/]\s*(?=[^\W\d_])")
DASHES = frozenset("-–—")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_EDGES = " \t\n\r\u00a0.,;:!?\"'()[]{}…“”‘’«»-–—/|*"
_BARE_TITLE_MIN_LETTERS = 12


def _tone_table() -> Mapping[str, str]:
    """Map `oà`-like endings to `òa`-like ones, for oa, oe and uy under the five tones."""
    return {
        unicodedata.normalize("NFC", f"{first}{second}{tone}"): unicodedata.normalize(
            "NFC", f"{first}{tone}{second}"
        )
        for first, second in ("oa", "oe", "uy")
        for tone in _TONES
    }


_NEW_STYLE = _tone_table()
_OLD_STYLE = {old: new for new, old in _NEW_STYLE.items() if old[1] == "y"}


def _place_tone(syllable: str) -> str:
    """Give one spelling to `hoà` and `hòa`; in `quý` the u belongs to the consonant."""
    ending = syllable[-2:]
    if syllable[:-2].endswith("q"):
        return syllable[:-2] + _OLD_STYLE.get(ending, ending)
    return syllable[:-2] + _NEW_STYLE.get(ending, ending)


@lru_cache(maxsize=131_072)
def normalise(token: str) -> str:
    """Give the one spelling a word is counted under; empty for punctuation.

    Lower case, NFC, one tone placement, digits folded to their shape, `xã hội-văn hóa` apart.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", token).lower())
    text = " ".join(text.replace("_", " ").split()).strip(_EDGES)
    if not any(character.isalnum() for character in text):
        return ""
    text = _JOINTS.sub(" ", _DIGITS.sub("0", text))
    return " ".join(_place_tone(syllable) for syllable in text.split())


def _has_marks(words: Sequence[str]) -> bool:
    """Tell whether words carry Vietnamese letters; short ones get the benefit of the doubt."""
    text = "".join(words)
    return not text.isascii() or sum(map(str.isalpha, text)) < _BARE_TITLE_MIN_LETTERS


def readable_title(title: Sequence[str]) -> Sequence[str]:
    """Give a title; nothing if typed without diacritics, as that says little and misleads."""
    return title if _has_marks(title) else ()


def compose(title: Sequence[str], body: Sequence[str]) -> list[str]:
    """Give the one token list of an article, words of a readable title marked."""
    return [*(TITLE_MARK + token for token in readable_title(title)), *body]


def part_title(tokens: Iterable[str]) -> tuple[list[str], list[str]]:
    """Take a token list apart again into title and body."""
    title: list[str] = []
    body: list[str] = []
    for token in tokens:
        if token.startswith(TITLE_MARK):
            title.append(token[len(TITLE_MARK) :])
        else:
            body.append(token)
    return title, body


@dataclass(frozen=True, slots=True)
class Streams:
    """One text as normalised words and syllables; an empty word is a break."""

    title: list[str]
    body: list[str]

    @property
    def words(self) -> list[str]:
        """Give title, a break, and body."""
        return [*self.title, "", *self.body] if self.title else self.body


def read_streams(tokens: Iterable[str]) -> Streams:
    """Split marked title words from the body and normalise both."""
    title, body = part_title(tokens)
    # `kinh tế - xã hội` is one notion; a dash does not part words as a comma does.
    return Streams(
        [normalise(token) for token in title if token not in DASHES],
        [normalise(token) for token in body if token not in DASHES],
    )


def split_syllables(words: Iterable[str]) -> list[str]:
    """Give the syllables of words, breaks kept."""
    syllables: list[str] = []
    for word in words:
        if " " in word:
            syllables.extend(word.split(" "))
        else:
            syllables.append(word)
    return syllables
