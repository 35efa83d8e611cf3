"""The tables of the corpus, the same on every engine; no queries.

An article is split in three, because facets over many articles must not drag their texts along:
`article` holds what is asked about, `article_text` what is read, `article_source` what was
published, word for word. A figure carries its number twice: `value` is exact and written as
text, `value_real` is for sums and order in SQL.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

HEAD: Final = "0004"
"""The revision this code reads and writes; a test compares it with the migrations."""


class Exact(TypeDecorator[Decimal]):
    """A decimal number as text: what was printed is kept digit for digit."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write without exponent."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Read back the same digits."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as ISO text in UTC, so that texts sort as moments do."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write in UTC; a naive datetime is an error of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read back an aware datetime."""
        return None if value is None else datetime.fromisoformat(value)


NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = sa.MetaData(naming_convention=NAMES)


def _words(name: str, *, required: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=not required)


def _of_article() -> sa.Column[int]:
    return sa.Column(
        "article_key",
        sa.Integer,
        sa.ForeignKey("article.key", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


run = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    _words("state", required=True),
    sa.Column("articles", sa.Integer),
    sa.Column("figures", sa.Integer),
    sa.Column("fields", sa.JSON),
)

run_portal = sa.Table(
    "run_portal",
    metadata,
    sa.Column("run", sa.String, sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("portal", sa.String, primary_key=True),
    *(
        sa.Column(name, sa.Integer, nullable=False)
        for name in (
            [
                "found",
                "fetched",
                "new",
                "changed",
                "unchanged",
                "gone",
                "refused",
                "failed",
                "bytes",
            ]
        )
    ),
    _words("verdict", required=True),
)

issue = sa.Table(
    "issue",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("run", sa.String, sa.ForeignKey("run.id"), nullable=False, index=True),
    _words("portal"),
    _words("stage", required=True),
    _words("level", required=True),
    _words("message", required=True),
    _words("url"),
)

article = sa.Table(
    "article",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("portal", sa.String, index=True),
    _words("url"),
    _words("title", required=True),
    _words("lead"),
    _words("published"),
    sa.Column("published_at", Moment),
    sa.Column("published_on", sa.Date, index=True),
    _words("published_precision"),
    _words("published_from"),
    sa.Column("year", sa.Integer),
    sa.Column("updated_at", Moment),
    sa.Column("event_date", sa.Date),
    _words("section"),
    _words("source"),
    sa.Column("province", sa.String),
    _words("province_old"),
    sa.Column("province_new", sa.String, index=True),
    _words("province_from"),
    sa.Column("relevant", sa.Boolean, nullable=False),
    sa.Column("relevance", sa.Float, nullable=False),
    sa.Column("primary_field", sa.String, index=True),
    sa.Column("figure_count", sa.Integer, nullable=False),
    sa.Column("warnings", sa.JSON, nullable=False),
    _words("layout", required=True),
    _words("page_sha256", required=True),
    _words("state", required=True),
    sa.Column("gone_at", Moment),
    sa.Column("version", sa.Integer, nullable=False),
    _words("run", required=True),
    _words("article_digest", required=True),
    _words("reading_digest", required=True),
)

article_text = sa.Table(
    "article_text",
    metadata,
    sa.Column(
        "article_key",
        sa.Integer,
        sa.ForeignKey("article.key", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    _words("title", required=True),
    _words("lead"),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("removed", sa.JSON, nullable=False),
)

article_source = sa.Table(
    "article_source",
    metadata,
    sa.Column(
        "article_key",
        sa.Integer,
        sa.ForeignKey("article.key", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("content", sa.Text, nullable=False),
)

article_version = sa.Table(
    "article_version",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    sa.Column("version", sa.Integer, nullable=False),
    _words("change", required=True),
    sa.Column("at", Moment, nullable=False),
    _words("run"),
    _words("article_digest", required=True),
    _words("reading_digest", required=True),
    sa.Column("former", sa.Text),
)

article_link = sa.Table(
    "article_link",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    _words("kind", required=True),
    sa.Column("target_key", sa.Integer, sa.ForeignKey("article.key", ondelete="CASCADE")),
    _words("target"),
    sa.Column("score", sa.Float),
    sa.UniqueConstraint("article_key", "kind", "target_key"),
)

figure = sa.Table(
    "figure",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("indicator", sa.String, nullable=False, index=True),
    sa.Column("family", sa.String, nullable=False, index=True),
    sa.Column("value", Exact, nullable=False),
    sa.Column("value_real", sa.Float, nullable=False),
    sa.Column("value_max", Exact),
    sa.Column("value_max_real", sa.Float),
    _words("unit", required=True),
    _words("unit_text", required=True),
    _words("qualifier", required=True),
    _words("kind", required=True),
    sa.Column("denominator", Exact),
    _words("change_direction"),
    sa.Column("change_value", Exact),
    _words("change_unit"),
    _words("change_base"),
    sa.Column("change_from", Exact),
    sa.Column("change_to", Exact),
    _words("subject", required=True),
    sa.Column("period_start", sa.Date),
    sa.Column("period_end", sa.Date),
    sa.Column("period_year", sa.Integer),
    _words("period_text"),
    _words("place_text"),
    _words("place_name"),
    _words("place_level"),
    _words("place_code"),
    _words("place_era"),
    _words("province_old"),
    sa.Column("province_new", sa.String, index=True),
    _words("province_from"),
    sa.Column("part_of", sa.Integer),
    _words("quote", required=True),
    sa.Column("quote_start", sa.Integer, nullable=False),
    sa.Column("quote_end", sa.Integer, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("sentence_start", sa.Integer, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    _words("rule", required=True),
    sa.Column("flags", sa.JSON, nullable=False),
    sa.Column("period_flags", sa.JSON),
    sa.Column("place_flags", sa.JSON),
    sa.Column("place_candidates", sa.JSON),
    sa.UniqueConstraint("article_key", "position"),
)

figure_check = sa.Table(
    "figure_check",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    _words("identity", required=True),
    sa.Column("holds", sa.Boolean, nullable=False),
    sa.Column("difference", Exact, nullable=False),
    sa.Column("figures", sa.JSON, nullable=False),
)

period_mention = sa.Table(
    "period_mention",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    _words("text", required=True),
    sa.Column("start", sa.Date),
    sa.Column("end", sa.Date),
    sa.Column("text_start", sa.Integer, nullable=False),
    sa.Column("text_end", sa.Integer, nullable=False),
    sa.Column("comparison", sa.Boolean, nullable=False),
    sa.Column("flags", sa.JSON, nullable=False),
)

place_mention = sa.Table(
    "place_mention",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    _words("text", required=True),
    _words("level", required=True),
    _words("name", required=True),
    _words("code"),
    _words("era"),
    _words("province_old"),
    _words("province_new"),
    sa.Column("text_start", sa.Integer, nullable=False),
    sa.Column("text_end", sa.Integer, nullable=False),
    sa.Column("candidates", sa.JSON, nullable=False),
    sa.Column("flags", sa.JSON, nullable=False),
)

document_mention = sa.Table(
    "document_mention",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    _words("type"),
    sa.Column("symbol", sa.String, nullable=False, index=True),
    _words("number", required=True),
    sa.Column("date", sa.Date),
    _words("issuer"),
    _words("text", required=True),
    sa.Column("text_start", sa.Integer, nullable=False),
    sa.Column("text_end", sa.Integer, nullable=False),
    sa.Column("flags", sa.JSON, nullable=False),
)

label = sa.Table(
    "label",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    _of_article(),
    _words("by", required=True),
    sa.Column("at", Moment, nullable=False),
    _words("primary_field"),
    sa.Column("relevant", sa.Boolean, nullable=False),
    sa.Column("relevance", sa.Float, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
)

label_score = sa.Table(
    "label_score",
    metadata,
    sa.Column(
        "label_key",
        sa.Integer,
        sa.ForeignKey("label.key", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("field", sa.String, primary_key=True),
    sa.Column("score", sa.Float),
    _words("verdict", required=True),
)
