"""WordPress: classic themes, block themes, and the newspaper themes built on them."""

from scrapers.family import Family
from scrapers.look import Look

WORDPRESS = Family(
    "wordpress",
    (
        Look(
            name="block",
            title=(
                "main h1.wp-block-post-title",
                "h1.wp-block-post-title",
                "h2.wp-block-post-title",
            ),
            body=("main .wp-block-post-content", ".wp-block-post-content"),
            published=(
                "main .wp-block-post-date:not(.wp-block-post-date__modified-date) time",
                ".wp-block-post-date time",
            ),
            byline=("main .wp-block-post-author-name", "main .wp-block-post-author__name"),
            section=("main .taxonomy-category a",),
            parts=("a.post-page-numbers",),
            drop=(".page-links", ".post-nav-links", ".sharedaddy"),
            locked=(".post-password-form",),
        ),
        Look(
            name="newspaper",
            title=("h1.tdb-title-text", "header.td-post-title h1.entry-title"),
            body=(".tdb_single_content .tdb-block-inner", ".td-post-content"),
            published=(".tdb_single_date time.entry-date", ".td-post-title time.entry-date"),
            byline=(".tdb-author-name", ".td-post-author-name a"),
            section=(".tdb-entry-category", "a.entry-crumb"),
            locked=(".post-password-form",),
            drop=(".td-a-rec", ".td-post-sharing"),
        ),
        Look(
            name="elementor",
            title=(".elementor-widget-theme-post-title h1",),
            body=(
                ".elementor-widget-theme-post-content .elementor-widget-container",
                ".elementor-widget-theme-post-content",
            ),
            published=(".elementor-post-info__item--type-date",),
            byline=(".elementor-post-info__item--type-author",),
            section=(".elementor-post-info__terms-list-item",),
            locked=(".post-password-form",),
        ),
        Look(
            name="classic",
            title=(
                "article h1.entry-title",
                "h1.entry-title",
                "article h2.entry-title",
                "h1.post-title",
            ),
            body=(
                "article.hentry .entry-content",
                "article .entry-content",
                ".entry-content",
                ".post-content",
            ),
            published=(
                "article.hentry time.entry-date.published",
                "article.hentry time.entry-date",
                "time.entry-date.published",
                "time.entry-date",
                "article .entry-meta .date",
            ),
            updated=("article.hentry time.updated:not(.published)",),
            byline=(
                "article.hentry .byline a[rel~=author]",
                "article.hentry .author.vcard a",
                ".byline a[rel~=author]",
            ),
            section=('article.hentry a[rel~="category"]', ".cat-links a"),
            parts=("a.post-page-numbers",),
            drop=(".page-links", ".post-nav-links", ".sharedaddy", ".yarpp-related"),
            locked=(".post-password-form",),
        ),
    ),
)
