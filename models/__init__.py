"""Give me tokens; I answer with a field, a score and my model's name, or with nothing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.classifier import FieldClassifier

__all__ = ["FieldClassifier"]


def __getattr__(name: str) -> Any:
    if name == "FieldClassifier":
        from models.classifier import FieldClassifier

        return FieldClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
