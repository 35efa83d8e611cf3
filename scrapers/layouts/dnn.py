"""DotNetNuke: its own news module, and the older ASP.NET detail controls of provincial sites."""

from scrapers.family import Family
from scrapers.look import Look

DNN = Family(
    "dnn",
    (
        Look(
            name="module",
            title=("[id^=dnn_ctr] h1", ".DnnModule h1", "[id^=dnn_ctr][id$=lblTitle]",
                   "[id^=dnn_ctr][id$=lblTieuDe]"),
            body=("[id^=dnn_ctr][id$=lblContent]", "[id^=dnn_ctr][id$=lblNoiDung]",
                  "[id^=dnn_ctr][id$=divContent]", "[id^=dnn_ctr] .news-content",
                  ".DnnModule .content-detail", ".DnnModule .articleBody"),
            lead=("[id^=dnn_ctr][id$=lblSummary]", "[id^=dnn_ctr][id$=lblTomTat]",
                  ".DnnModule .summary"),
            published=("[id^=dnn_ctr][id$=lblDate]", "[id^=dnn_ctr][id$=lblNgayDang]",
                       "[id^=dnn_ctr][id$=lblPublishDate]", ".DnnModule .publish-date",
                       ".DnnModule .date"),
            byline=("[id^=dnn_ctr][id$=lblAuthor]", "[id^=dnn_ctr][id$=lblTacGia]"),
            source=("[id^=dnn_ctr][id$=lblSource]", "[id^=dnn_ctr][id$=lblNguon]"),
        ),
        Look(
            name="labels",
            title=("[id$=_lblTieuDe]", "[id$=_lblTitle]"),
            body=("[id$=_lblNoiDung]", "[id$=_lblContent]"),
            lead=("[id$=_lblTomTat]", "[id$=_lblSummary]"),
            published=("[id$=_lblNgayDang]", "[id$=_lblPostedDate]", "[id$=_lblDate]"),
            byline=("[id$=_lblTacGia]", "[id$=_lblAuthor]"),
            source=("[id$=_lblNguon]", "[id$=_lblSource]"),
        ),
    ),
)  # fmt: skip
