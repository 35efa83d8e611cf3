"""Liferay 6 and 7, and the portlets VNPT and EcoIT put on it."""

from scrapers.family import Family
from scrapers.look import Look

LIFERAY = Family(
    "liferay",
    (
        Look(
            name="vnpt",
            title=("#testabc h1", "[id^=p_p_id_dsnews] .news-detail h1",
                   "[id*=vnpteportalnewsportlet] h1"),
            body=("#testabc .content-news", "[id^=p_p_id_dsnews] .news-detail .content-detail",
                  "[id*=vnpteportalnewsportlet] .content-detail",
                  "[id*=vnpteportalnewsportlet] .journal-content-article"),
            lead=("#testabc .sapo", "[id*=vnpteportalnewsportlet] .sapo",
                  "[id*=vnpteportalnewsportlet] .summary"),
            published=("#testabc .date", "[id*=vnpteportalnewsportlet] .date",
                       "[id*=vnpteportalnewsportlet] .publish-date"),
            byline=("[id*=vnpteportalnewsportlet] .author",),
            source=("[id*=vnpteportalnewsportlet] .source",),
            dated=False,
        ),
        Look(
            name="ecoit",
            title=("[id*=CmsViewEcoIT] article h1", "#ContArticleDiv h1", "article h1"),
            body=("#contentnews",),
            lead=("[id*=CmsViewEcoIT] .sapo", "article .summary"),
            published=("[id*=CmsViewEcoIT] .date", "article .date", "article time"),
            byline=("article .author",),
            source=("article .source",),
            dated=False,
        ),
        Look(
            name="7",
            title=("span.header-title", ".asset-full-content .component-title",
                   ".asset-full-content h1", ".asset-full-content h4.asset-title"),
            body=(".asset-full-content .journal-content-article", ".journal-content-article"),
            lead=(".article-summary", ".asset-summary-detail"),
            published=(".metadata-publish-date", ".meta-data-date", "p.date_post", ".date-post",
                       ".asset-full-content .date"),
            byline=(".metadata-author", ".asset-author .author-name"),
            section=(".breadcrumb li a",),
            files=(".asset-links", ".document-attachments"),
            drop=(".article-summary", ".taglib-ratings", ".asset-metadata", ".lfr-asset-tags"),
            dated=False,
        ),
        Look(
            name="6",
            title=("h1.header-title", "h1 .header-title"),
            body=(".asset-content .journal-content-article", ".journal-content-article",
                  ".asset-content.change-size", ".asset-content"),
            lead=(".article-summary", ".asset-summary-detail"),
            published=(".metadata-publish-date", ".meta-data-date", "p.date_post", ".date-post"),
            byline=(".metadata-author",),
            section=(".breadcrumbs li a", ".breadcrumb li a"),
            drop=(".article-summary", ".taglib-ratings", ".asset-metadata", ".asset-ratings"),
            dated=False,
        ),
    ),
)  # fmt: skip
