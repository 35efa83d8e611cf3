"""The newspapers on VCCorp's system: `detail-title`, `detail-sapo`, `afcbc-body`."""

from scrapers.family import Family
from scrapers.look import Look

VCCORP = Family(
    "vccorp",
    (
        Look(
            name="detail",
            title=("h1.detail-title", "[data-role=title]"),
            body=(".detail-content.afcbc-body", "[data-role=content]"),
            lead=("h2.detail-sapo", "[data-role=sapo]"),
            published=("[data-role=publishdate]",),
            byline=(".detail-author [data-role=author]", "[data-role=author]"),
            source=("[data-role=source]", ".detail-source"),
            section=("[data-role=cate-name]", ".detail-cate a"),
            drop=(".VCSortableInPreviewMode[type=RelatedNews]", ".link-content-footer",
                  "[type=RelatedOneNews]", ".kbwscwl-relatedbox"),
        ),
    ),
)  # fmt: skip
