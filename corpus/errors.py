"""The root of the house's errors, and those of the corpus."""


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


class AskedError(InputError):
    """Base of what is wrong with a question; `vietnamese` says it on the analyst's pages."""

    def __init__(self, message: str, vietnamese: str) -> None:
        super().__init__(message)
        self.vietnamese = vietnamese


class FilterError(AskedError):
    """Raise when what is asked for does not exist; the message says what may be asked."""

    code = "filter"


class QueryError(AskedError):
    """Raise when a question cannot be understood; the message says what to write."""

    code = "query"
