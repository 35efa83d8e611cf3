"""IBM WebSphere Portal with its web content management."""

from scrapers.family import Family
from scrapers.look import Look

WEBSPHERE = Family(
    "websphere",
    (
        Look(
            name="wcm",
            title=(".moduleContentBg h1", ".moduleContentBg h2", ".wpthemeInner h1"),
            body=(".moduleContentBg .content", ".moduleContentBg .wcm-content",
                  ".moduleContentBg .noidung"),
            lead=(".moduleContentBg .summary", ".moduleContentBg .sapo"),
            published=(".moduleContentBg .date", ".moduleContentBg .time",
                       ".moduleContentBg .ngaydang"),
            byline=(".moduleContentBg .author",),
            source=(".moduleContentBg .source",),
        ),
        Look(
            name="bare",
            title=(".moduleContentBg h1", ".moduleContentBg h2"),
            body=(".moduleContentBg",),
            published=(".moduleContentBg .date", ".moduleContentBg .time"),
            dated=False,
        ),
    ),
)  # fmt: skip
