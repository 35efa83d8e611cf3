"""Make the tables: articles, what was read from them, runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them all."""
    op.create_table(
        "article",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_at", sa.String(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_precision", sa.String(), nullable=True),
        sa.Column("published_from", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.String(), nullable=True),
        sa.Column("event_date", sa.Date(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("province_old", sa.String(), nullable=True),
        sa.Column("province_new", sa.String(), nullable=True),
        sa.Column("province_from", sa.String(), nullable=True),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("relevance", sa.Float(), nullable=False),
        sa.Column("primary_field", sa.String(), nullable=True),
        sa.Column("figure_count", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("page_sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("gone_at", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("article_digest", sa.String(), nullable=False),
        sa.Column("reading_digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_article")),
        sa.UniqueConstraint("id", name=op.f("uq_article_id")),
    )
    op.create_index(op.f("ix_article_portal"), "article", ["portal"], unique=False)
    op.create_index(op.f("ix_article_primary_field"), "article", ["primary_field"], unique=False)
    op.create_index(op.f("ix_article_province_new"), "article", ["province_new"], unique=False)
    op.create_index(op.f("ix_article_published_on"), "article", ["published_on"], unique=False)

    op.create_table(
        "run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("finished_at", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=True),
        sa.Column("figures", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "article_link",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target_key", sa.Integer(), nullable=True),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_article_link_article_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["article.key"],
            name=op.f("fk_article_link_target_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_article_link")),
        sa.UniqueConstraint(
            "article_key",
            "kind",
            "target_key",
            name=op.f("uq_article_link_article_key_kind_target_key"),
        ),
    )
    op.create_index(
        op.f("ix_article_link_article_key"), "article_link", ["article_key"], unique=False
    )

    op.create_table(
        "article_source",
        sa.Column("article_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_article_source_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_article_source")),
    )
    op.create_table(
        "article_text",
        sa.Column("article_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_article_text_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_article_text")),
    )
    op.create_table(
        "article_version",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=True),
        sa.Column("article_digest", sa.String(), nullable=False),
        sa.Column("reading_digest", sa.String(), nullable=False),
        sa.Column("former", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_article_version_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_article_version")),
    )
    op.create_index(
        op.f("ix_article_version_article_key"), "article_version", ["article_key"], unique=False
    )

    op.create_table(
        "document_mention",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_start", sa.Integer(), nullable=False),
        sa.Column("text_end", sa.Integer(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_document_mention_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_document_mention")),
    )
    op.create_index(
        op.f("ix_document_mention_article_key"), "document_mention", ["article_key"], unique=False
    )
    op.create_index(
        op.f("ix_document_mention_symbol"), "document_mention", ["symbol"], unique=False
    )

    op.create_table(
        "figure",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("value_real", sa.Float(), nullable=False),
        sa.Column("value_max", sa.String(), nullable=True),
        sa.Column("value_max_real", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_text", sa.String(), nullable=False),
        sa.Column("qualifier", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("denominator", sa.String(), nullable=True),
        sa.Column("change_direction", sa.String(), nullable=True),
        sa.Column("change_value", sa.String(), nullable=True),
        sa.Column("change_unit", sa.String(), nullable=True),
        sa.Column("change_base", sa.String(), nullable=True),
        sa.Column("change_from", sa.String(), nullable=True),
        sa.Column("change_to", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("period_year", sa.Integer(), nullable=True),
        sa.Column("period_text", sa.String(), nullable=True),
        sa.Column("place_text", sa.String(), nullable=True),
        sa.Column("place_name", sa.String(), nullable=True),
        sa.Column("place_level", sa.String(), nullable=True),
        sa.Column("place_code", sa.String(), nullable=True),
        sa.Column("place_era", sa.String(), nullable=True),
        sa.Column("province_old", sa.String(), nullable=True),
        sa.Column("province_new", sa.String(), nullable=True),
        sa.Column("province_from", sa.String(), nullable=True),
        sa.Column("part_of", sa.Integer(), nullable=True),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("quote_start", sa.Integer(), nullable=False),
        sa.Column("quote_end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_figure_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_figure")),
        sa.UniqueConstraint(
            "article_key", "position", name=op.f("uq_figure_article_key_position")
        ),
    )
    op.create_index(op.f("ix_figure_article_key"), "figure", ["article_key"], unique=False)
    op.create_index(op.f("ix_figure_family"), "figure", ["family"], unique=False)
    op.create_index(op.f("ix_figure_indicator"), "figure", ["indicator"], unique=False)
    op.create_index(op.f("ix_figure_province_new"), "figure", ["province_new"], unique=False)

    op.create_table(
        "figure_check",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("difference", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_figure_check_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_figure_check")),
    )
    op.create_index(
        op.f("ix_figure_check_article_key"), "figure_check", ["article_key"], unique=False
    )

    op.create_table(
        "issue",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_issue_run")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_issue")),
    )
    op.create_index(op.f("ix_issue_run"), "issue", ["run"], unique=False)

    op.create_table(
        "label",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("primary_field", sa.String(), nullable=True),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("relevance", sa.Float(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"], ["article.key"], name=op.f("fk_label_article_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_label")),
    )
    op.create_index(op.f("ix_label_article_key"), "label", ["article_key"], unique=False)

    op.create_table(
        "period_mention",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("text_start", sa.Integer(), nullable=False),
        sa.Column("text_end", sa.Integer(), nullable=False),
        sa.Column("comparison", sa.Boolean(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_period_mention_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_period_mention")),
    )
    op.create_index(
        op.f("ix_period_mention_article_key"), "period_mention", ["article_key"], unique=False
    )

    op.create_table(
        "place_mention",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("era", sa.String(), nullable=True),
        sa.Column("province_old", sa.String(), nullable=True),
        sa.Column("province_new", sa.String(), nullable=True),
        sa.Column("text_start", sa.Integer(), nullable=False),
        sa.Column("text_end", sa.Integer(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
            name=op.f("fk_place_mention_article_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_place_mention")),
    )
    op.create_index(
        op.f("ix_place_mention_article_key"), "place_mention", ["article_key"], unique=False
    )

    op.create_table(
        "run_portal",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_run_portal_run")),
        sa.PrimaryKeyConstraint("run", "portal", name=op.f("pk_run_portal")),
    )
    op.create_table(
        "label_score",
        sa.Column("label_key", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["label_key"], ["label.key"], name=op.f("fk_label_score_label_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("label_key", "field", name=op.f("pk_label_score")),
    )


def downgrade() -> None:
    """Refuse: a corpus is never taken back to an older form; restore a copy instead."""
    raise NotImplementedError
