"""The newspapers whose text lies in `#content` under a `.date`, its lead the first bold words."""

from scrapers.family import Family
from scrapers.look import Look

CONTENT_BOX = Family(
    "content_box",
    (
        Look(
            name="content",
            title=(".detail h1", ".content-detail h1", ".title-detail", "h1.title", "h1"),
            body=("#content",),
            published=("#content ~ .date", ".detail .date", "div#date", ".date-contentL", ".date"),
            byline=(".author",),
            section=(".breadcrumb a",),
            drop=("h1", ".date", "#date"),
            bold_lead=True,
        ),
        Look(
            name="newscontent",
            title=(".title-detail", "h1.title", "h1"),
            body=(".newscontent", ".news_content", ".news_body", "#newsContent", "#main-detail",
                  ".contentView", ".chitietbaiviet", ".textdetail", "#contentDetail"),
            lead=(".sapo", ".desc", ".sapo_detail", ".text-intro", "#leadDetail"),
            published=(".date", ".date_news", ".time", "span.date_time", ".post-date", ".pubdate"),
            byline=(".author",),
            source=(".source",),
            bold_lead=True,
        ),
    ),
)  # fmt: skip
