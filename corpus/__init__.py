"""I am what is left in the morning: the records, how they are kept, asked for and published."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.frames import open_corpus

__all__ = ["open_corpus"]


def __getattr__(name: str) -> Any:
    if name == "open_corpus":
        from corpus.frames import open_corpus

        return open_corpus
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
