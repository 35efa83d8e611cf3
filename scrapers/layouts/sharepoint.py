"""SharePoint 2010 to 2019, and the article pages Tân Dân builds on it."""

from scrapers.family import Family
from scrapers.look import Look

# Identifiers hold a GUID of the web part that changes when it is placed anew: never key on it.
SHAREPOINT = Family(
    "sharepoint",
    (
        Look(
            name="tandan",
            title=(".tandan-p-article-news-title",),
            body=(".tandan-p-article-main", ".ms-rtestate-field"),
            lead=(".tandan-p-article-news-summary",),
            published=(".tandan-span-date-publish",),
            byline=(".tandan-p-article-author", ".tandan-span-author"),
            source=(".tandan-span-source", ".tandan-p-article-source"),
            files=(".tandan-article-attachments",),
        ),
        Look(
            name="description",
            title=("#divArticleDescription3 h1", "#divArticleDescription h1"),
            body=("#divArticleDescription2",),
            lead=("#divArticleDescription1",),
            published=("#divArticleDescription3 .date", "#divArticleDescription3 .ArticleDate",
                       "#divArticleDescription3 span", ".publish-date"),
        ),
        Look(
            name="txt",
            title=("#txtTitle",),
            body=("#txtContent", "#divContent", ".ms-rtestate-field"),
            lead=("#txtSummary", "#txtDescription"),
            published=("#txtDateString", "#txtDate"),
            byline=("#txtAuthor",),
            source=("#txtSource",),
        ),
        Look(
            name="page",
            title=("h1.article-title", ".article-header h1", "h1.title-detail", ".title-detail",
                   "#DeltaPlaceHolderMain h1", "#MSO_ContentTable h1"),
            body=("[id$=__ControlWrapper_RichHtmlField]", ".noi-dung-trang", ".ms-rtestate-field"),
            lead=(".article-summary", ".sapo"),
            published=(".publish-date", ".article-byline .date", ".date-publish", ".ngay-dang",
                       "#DeltaPlaceHolderMain .date"),
            byline=(".article-author", ".tac-gia"),
            source=(".article-source", ".nguon-tin"),
        ),
    ),
)  # fmt: skip
