"""I know what happens tonight, in which order, and what to do when a piece of it fails."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.nlp import load

__all__ = ["load"]


def __getattr__(name: str) -> Any:
    if name == "load":
        from pipeline.nlp import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
