"""What can go wrong with models and labelled texts; no behaviour."""

from corpus.errors import DanvanError


class ModelError(DanvanError):
    """Raise when a model folder cannot be used; the message says how to retrain."""

    code = "model"


class LabelledTextError(DanvanError):
    """Raise when a labelled row does not say what it must; the message names file and line."""

    code = "labelled"


class FloorError(DanvanError):
    """Raise when a retrained model falls below a pinned score."""

    code = "floor"
