"""What every published column means, as data, as Markdown and as JSON."""

import json
from collections.abc import Mapping
from typing import Any, Final

from corpus.queries import ArticleRow, CheckRow, FigureRow

REAL: Final = "value_real"
_VALUE_END: Final = FigureRow._fields.index("value") + 1
FIGURE_COLUMNS: Final = (*FigureRow._fields[:_VALUE_END], REAL, *FigureRow._fields[_VALUE_END:])

TABLES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "articles": ("One article a row, newest first.", ArticleRow._fields),
    "figures": ("One figure a row, with the sentence it stands in.", FIGURE_COLUMNS),
    "checks": ("One identity that an article's own figures should satisfy.", CheckRow._fields),
}

MEANINGS: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("mã bài", "hash of portal and canonical address; never changes"),
    "article_id": ("mã bài", "the article a row was read from"),
    "title": ("tiêu đề", "as published, cleaned; names of private persons masked"),
    "published": ("ngày đăng", "ISO, no more precise than known (2019, 2019-02); empty: unknown"),
    "portal": ("cổng", "code of the portal it was read on"),
    "province": ("tỉnh", "name of the province the article speaks from, as that map calls it"),
    "province_old": ("mã tỉnh cũ", "code on the map of 63 provinces (to 2025-06)"),
    "province_new": ("mã tỉnh mới", "code on the map of 34 provinces (from 2025-07)"),
    "province_from": ("nguồn của tỉnh", "figure: the place beside it; article: the article's"),
    "primary_field": ("lĩnh vực chính", "one of the four fields, or empty"),
    "tags": ("lĩnh vực", "the fields asserted, separated by a space"),
    "relevant": ("liên quan", "about mobilising, hearing or serving people at all"),
    "relevance": ("độ liên quan", "probability behind `relevant`"),
    "figures": ("số liệu", "articles: how many; checks: positions of those compared"),
    "event_date": ("ngày sự việc", "the day the article says something took place"),
    "source": ("nguồn", "the outlet the portal names"),
    "url": ("địa chỉ", "where it was read; cite it with every number"),
    "state": ("tình trạng", "kept, or gone: taken down by the portal"),
    "version": ("phiên bản", "how often the article or its reading changed, from 1"),
    "position": ("thứ tự", "of the figure in its article, from 0"),
    "family": ("nhóm", "indicators that may be compared"),
    "indicator": ("chỉ tiêu", "what is counted"),
    "value": ("giá trị", "exact decimal; money in đồng, percentages as printed"),
    "value_real": ("giá trị để tính", "the same as a floating-point number, for sums and order"),
    "value_max": ("giá trị trên", "upper end, when `qualifier` is range"),
    "unit": ("đơn vị", "normalised"),
    "qualifier": (
        "mức chính xác",
        "exact, about, nearly, more_than … at_most, range",
    ),
    "kind": ("loại", "level, change, target, rank, or zero said in words"),
    "denominator": ("mẫu số", "what it is a part of, when printed (238/316)"),
    "subject": ("đối tượng", "what is counted, in the article's words"),
    "period_start": ("từ ngày", "first day of the period; empty: unknown"),
    "period_end": ("đến ngày", "last day of the period; empty: unknown"),
    "period_year": ("năm số liệu", "the one year the period lies in; empty: several or unknown"),
    "period_text": ("kỳ", "the period as written"),
    "place_text": ("địa danh", "the place as written"),
    "place_level": ("cấp", "tỉnh, huyện, xã …"),
    "place_code": ("mã địa danh", "means something only with `place_era`"),
    "place_era": ("bản đồ", "2025-06: 63 provinces; 2025-07: 34 provinces"),
    "quote": ("trích", "the words the number was read from, names masked"),
    "quote_start": ("vị trí đầu", "offset into the article's text"),
    "quote_end": ("vị trí cuối", "offset into the article's text"),
    "sentence": ("câu", "the sentence round the quote, at most 240 characters, names masked"),
    "confidence": ("độ tin", "of the reading, 0 to 1"),
    "rule": ("quy tắc", "rule@version that read it"),
    "flags": ("cờ", "JSON list; what a reader of the number should know"),
    "period_flags": ("cờ của kỳ", "JSON list; empty cell: read before doubts were kept"),
    "place_flags": ("cờ của địa danh", "JSON list; for instance era_inferred"),
    "identity": ("phép kiểm", "what should be equal"),
    "holds": ("khớp", "whether it is"),
    "difference": ("lệch", "by how much it is not"),
}


def published_name(column: str) -> str:
    """Give the name a column is published under: `province` is the folder, so the name moves."""
    return "province_name" if column == "province" else column


def with_real(row: FigureRow) -> tuple[Any, ...]:
    """Put the value as a floating-point number beside the exact one."""
    return (*row[:_VALUE_END], float(row.value), *row[_VALUE_END:])


def render_markdown(counts: Mapping[str, int]) -> str:
    """Give the dictionary for people."""
    parts = [_HEAD]
    for name, (sentence, columns) in TABLES.items():
        parts.append(f"## {name} ({counts[name]})\n\n{sentence}\n\n| column | nhãn | meaning |")
        lines = [
            f"| `{published_name(c)}` | {MEANINGS[c][0]} | {MEANINGS[c][1]} |" for c in columns
        ]
        parts.append("|---|---|---|\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def render_json(counts: Mapping[str, int]) -> str:
    """Give the dictionary for programs."""
    content = {
        name: {
            "about": sentence,
            "rows": counts[name],
            "columns": {
                published_name(c): {"label": MEANINGS[c][0], "meaning": MEANINGS[c][1]}
                for c in columns
            },
        }
        for name, (sentence, columns) in TABLES.items()
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


_HEAD: Final = """# danvan: figures from articles on dân vận

`articles/` and `figures/` are in folders `province=…/year=…`, as in `province=p04/year=y2024`:
the letter p and the code on the map of 34 provinces; the letter y and the year of publication for
articles, the year the period lies in for figures. The letters are there so that every reader takes
the names for texts and keeps the nought of `04`; bare codes and years are in the columns
`province_new`, `published` and `period_year`. What is not known is `chua_ro`. Read a folder as one
data set: `pandas.read_parquet("figures")`. Numbers are as printed; nothing was corrected: `value`
is exact, `value_real` is the same number to reckon with. Before 2025-07-01 and after it, codes and
names of places mean different areas: compare by `province_new`, or keep to one `place_era`.
Name the outlet and the address with every figure you pass on.
"""
