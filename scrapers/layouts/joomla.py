"""Joomla 1.6 to 3, and 4 and 5."""

from scrapers.family import Family
from scrapers.look import Look

JOOMLA = Family(
    "joomla",
    (
        Look(
            name="4",
            # With a page heading shown, that is the h1 and the article's title the h2.
            title=(".com-content-article .page-header h2", ".com-content-article .page-header h1",
                   ".com-content-article > h2", ".com-content-article > h1"),
            body=(".com-content-article__body",),
            published=(".com-content-article dd.published time", "dd.published time",
                       "dd.create time"),
            updated=("dd.modified time",),
            byline=("dd.createdby [itemprop=name]", "dd.createdby span", "dd.createdby"),
            section=("dd.category-name a",),
            captions=(".item-image figcaption",),
        ),
        Look(
            name="3",
            title=(".item-page .page-header h2", ".item-page .page-header h1", ".item-page > h2",
                   ".item-page > h1"),
            body=(".item-page [itemprop=articleBody]",),
            published=("dd.published time", "dd.create time", "dd.published", "dd.create"),
            updated=("dd.modified time", "dd.modified"),
            byline=("dd.createdby [itemprop=name]", "dd.createdby"),
            section=("dd.category-name a",),
        ),
        Look(
            name="1.6",
            title=(".item-page > h2", ".item-page > h1", ".contentheading"),
            body=(".item-page", ".article-content"),
            published=("dd.published", "dd.create", ".createdate"),
            updated=("dd.modified", ".modifydate"),
            byline=("dd.createdby", ".createdby"),
            section=("dd.category-name a",),
            drop=("h1",
                  ".article-info", ".actions", ".pagenav", ".icons", ".page-header", "ul.pager"),
        ),
    ),
)  # fmt: skip
