"""The newspapers whose pages keep their text in `content-fck`."""

from scrapers.family import Family
from scrapers.look import Look

CONTENT_FCK = Family(
    "content_fck",
    (
        Look(
            name="fontsize",
            title=("h1.detail-title", ".detail-title h1", "#newscontents h1", "h1.title", "h1"),
            body=("#newscontents .content-fck-font-size", ".content-fck-font-size",
                  ".content-fck.slider-jsgallery", "#newscontents .content-fck", ".content-fck"),
            lead=(".detail-desc", "#newscontents .sapo", ".fw600.justify"),
            published=(".pubdate",),
            byline=(".detail-author", ".author"),
            source=(".detail-source",),
            section=(".breadcrumb a",),
            bold_lead=True,
        ),
    ),
)  # fmt: skip
