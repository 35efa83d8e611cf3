"""The family whose pages name their pieces `ArticleHeader`, `PostDate`, `ArticleContent`."""

from scrapers.family import Family
from scrapers.look import Look

ARTICLE_HEADER = Family(
    "article_header",
    (
        Look(
            name="summary",
            title=(".ArticleHeader",),
            body=(".ArticleContent",),
            lead=(".ArticleSummary",),
            published=(".PostDate",),
            byline=(".ArticleAuthor", ".AuthorName"),
            source=(".ArticleSource",),
            section=(".ArticleCategory", ".BreadCrumb a"),
            drop=(".ArticleSummary", ".ArticleInMenu", ".ArticleList", ".PostDate"),
            bold_lead=True,
        ),
    ),
)
