"""The indicators as data: which family each belongs to, read from `corpus/vocab`."""

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """Load the family of every indicator."""
    path = files("corpus.vocab") / "indicators.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["indicator"]
    return {row["id"]: row["family"] for row in rows}
