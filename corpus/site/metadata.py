"""What Datasette is told of the corpus: Vietnamese labels and ready-made questions."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
TITLE: Final = "Kho số liệu dân vận"
SEARCH_TABLES: Final = ("kept_article", "kept_article_text", "article", "article_text")

SETTINGS: Final[dict[str, Any]] = {
    # Suggested facets cost a second on every page of a large corpus.
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "allow_download": False,
    "truncate_cells_html": 300,
}


@cache
def read_toml(name: str) -> dict[str, dict[str, Any]]:
    """Read one of the files beside this module."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def make_metadata(database: str) -> dict[str, Any]:
    """Give the metadata for a corpus that Datasette knows by this name."""
    tables = {name: dict(table) for name, table in read_toml("labels.toml").items()}
    for name in SEARCH_TABLES:
        tables[name]["fts_table"] = "search_folded"
    queries = {
        name: {**{key: value.strip() for key, value in query.items()}, "hide_sql": True}
        for name, query in read_toml("queries.toml").items()
    }
    return {
        "title": TITLE,
        "extra_css_urls": ["/danvan/tables.css"],
        "databases": {database: {"title": TITLE, "tables": tables, "queries": queries}},
    }
