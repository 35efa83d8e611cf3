"""Underthesea's words with their places in the text; the only file that knows underthesea."""

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from corpus.records import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.vocab import Vocab

PIECE_CHARACTERS = 20_000
"""Longest piece handed to underthesea at once: its memory grows with the piece."""


@cache
def _word_tokenize() -> "Callable[[str], list[str]]":
    from underthesea import word_tokenize

    return word_tokenize  # type: ignore[no-any-return]  # underthesea ships no types


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut NFC text into words; each keeps the spelling it has in the text, `text[start:end]`."""
    return tuple(
        Token(text=text[start:end], start=start, end=end) for start, end in word_offsets(text)
    )


def word_offsets(text: str) -> list[tuple[int, int]]:
    """Find where underthesea's words stand in the text, as (start, end) character offsets.

    Underthesea rewrites spelling (hoá → hóa, uỷ → ủy) but keeps every visible character, so the
    k-th visible character of its output is the k-th of the text. Where that does not hold the
    piece falls back to its runs between spaces.
    """
    return list(chain.from_iterable(_piece_offsets(text, a, b) for a, b in _pieces(text)))


def _pieces(text: str) -> "Iterator[tuple[int, int]]":
    start = 0
    while start < len(text):
        end = min(start + PIECE_CHARACTERS, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def _piece_offsets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    visible = [i for i in range(start, end) if not text[i].isspace()]
    if not visible:
        return []
    lengths = [len("".join(word.split())) for word in _word_tokenize()(text[start:end])]
    lengths = [n for n in lengths if n]
    if sum(lengths) != len(visible):
        return _runs(visible)
    offsets, at = [], 0
    for length in lengths:
        offsets.append((visible[at], visible[at + length - 1] + 1))
        at += length
    return offsets


def _runs(visible: list[int]) -> list[tuple[int, int]]:
    runs = [[visible[0], visible[0] + 1]]
    for i in visible[1:]:
        if i == runs[-1][1]:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [(a, b) for a, b in runs]


class UndertheseaTokenizer:
    """A spaCy tokenizer whose words are underthesea's; `doc.text` is the text, to the letter."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make a Doc; white space other than one space after a word is a token of its own."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in word_offsets(text):
            gap = text[at:start]
            if gap == " " and words:
                spaces[-1] = True
            elif gap:
                words.append(gap)
                spaces.append(False)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        if at < len(text):
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Give nothing: the tokenizer has no state of its own."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> "UndertheseaTokenizer":
        """Take nothing and stay as it is."""
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """Write nothing."""

    def from_disk(self, *_: object, **__: object) -> "UndertheseaTokenizer":
        """Read nothing and stay as it is."""
        return self
