"""The root of the house's errors, and those of the corpus; no behaviour."""


class DanvanError(Exception):
    """Base of every error raised on purpose: says what was wrong, where, and what to do."""

    code = "error"


class StoreError(DanvanError):
    """Raise when the corpus cannot be opened, read or written."""

    code = "store"


class LockedError(StoreError):
    """Raise when another run holds the corpus."""

    code = "locked"


class VocabError(DanvanError):
    """Raise when a vocabulary file does not say what it must."""

    code = "vocab"


class InputError(DanvanError):
    """Raise when an input cannot be read; the message names the input."""

    code = "input"
