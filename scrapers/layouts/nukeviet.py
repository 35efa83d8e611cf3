"""NukeViet 3.4, 4.x and 5, and the e-government edition built on 4.x."""

from scrapers.family import Family
from scrapers.look import Look

# NukeViet writes its zone before its time in article:published_time, names the site as author,
# and repeats datePublished in dateModified: of its metadata only the shown date is believed.
NUKEVIET = Family(
    "nukeviet",
    (
        Look(
            name="4",
            metadata_dates=False,
            title=("h1.title[itemprop=headline]", "h1[itemprop=headline]",
                   ".news_column h1.title"),
            body=("#news-bodyhtml",),
            lead=(".hometext",),
            published=(
                ".news_column span.h5",
                ".detail-header span.h5",
                "span.h5",
                ".news-detail time",
                "[itemprop=datePublished]",
            ),
            credits=("p.h5.text-right", ".news-detail .author", ".news-detail .source"),
            section=(".breadcrumb a [itemprop=title]", ".breadcrumb a [itemprop=name]",
                     ".breadcrumb a"),
            files=(".news-download-file", ".download-file", "#news-files"),
            captions=(".news_column figure.article figcaption",),
            drop=(".hometext", ".imghome", ".news-tags", ".bodytext-tags"),
        ),
        Look(
            name="3.4",
            metadata_dates=False,
            title=("#news_detail h1",),
            body=("#news_detail .bodytext", ".bodytext"),
            lead=("#hometext",),
            published=("#news_detail span.time", "span.time"),
            credits=("#news_detail > p", "#news_detail .aright", "#news_detail .author"),
            captions=("#hometext #imghome em", "#news_detail > div > p > em"),
            section=(".breadcrumbs a", ".breadcrum a"),
            drop=("#hometext",),
        ),
    ),
)  # fmt: skip
