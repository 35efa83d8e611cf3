"""The newspapers whose pages name their pieces `cms-title`, `cms-desc`, `cms-body`."""

from scrapers.family import Family
from scrapers.look import Look

CMS_STAR = Family(
    "cms_star",
    (
        Look(
            name="article",
            title=(".article__title.cms-title", "h1.cms-title"),
            body=(".article__body.cms-body", ".cms-body"),
            lead=(".article__sapo.cms-desc", ".cms-desc"),
            published=(".article__meta time.cms-date", "time.cms-date"),
            byline=(".article__author .cms-author", ".cms-author"),
            source=(".article__source .source", ".cms-source"),
            section=(".article__meta .cms-category", ".breadcrumb a", "h2.breadcrumb__heading a"),
            drop=(".article-relate", ".article__tag", ".related-news", ".inner-article",
                  ".notebox", ".cms-related"),
        ),
    ),
)  # fmt: skip
