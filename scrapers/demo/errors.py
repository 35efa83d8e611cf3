"""What can be wrong with the demo's own data."""

from corpus.errors import DanvanError


class StoryError(DanvanError):
    """An article file of the demo says something it may not."""
