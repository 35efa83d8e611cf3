"""Zeros said in words: `không phát sinh đơn thư vượt cấp`."""

import re
from decimal import Decimal

from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules.labels import cue
from pipeline.figures.units import Unit

NONE = cue(
    r"(?<!\w)(?:không|chưa) (?:để |còn |có |xảy ra |phát sinh |nảy sinh |tồn đọng |ghi nhận |nhận được |tồn )+"
    r"(?:tình trạng |trường hợp |những |các |bất kỳ |hiện tượng |một |vụ việc |vụ |nào |đoàn |việc )*"
    r"(?P<what>(?:đơn thư|đơn|hồ sơ|khiếu kiện|khiếu nại|tố cáo|hộ nghèo|hộ tái nghèo|tái nghèo|điểm nóng|đông người|vượt cấp|tội phạm|công dân)"
    r"(?P<rest>[^.;,:\n]{0,50}(?:, (?:đơn thư |khiếu kiện |tố cáo |khiếu nại )?(?:đông người|vượt cấp|kéo dài|phức tạp|tố cáo))*))"
)
HARD = cue(r"vượt cấp|đông người|kéo dài|phức tạp|điểm nóng|khiếu kiện|đủ điều kiện|nặc danh|lớn|bức xúc")
WISH = cue(r"(?:phải|cần|nhằm|tránh|yêu cầu|phấn đấu|mục tiêu|để|kiên quyết|quyết tâm|bảo đảm|đảm bảo|tuyệt đối|nếu|chỉ đạo)[^.;,]{0,30}$")
UNITS = {"đơn": "đơn", "hồ": "hồ sơ", "hộ": "hộ", "điểm": "điểm nóng"}


def find_zeros(page: Page) -> list[Found]:
    """Find what is said not to have happened; wishes and orders are targets."""
    zeros: list[Found] = []
    for match in NONE.finditer(page.low):
        sentence = page.sentence_at(match.start())
        item = Found(start=match.start(), end=match.end("what"), value=Decimal(0), unit=None)
        item.begin = item.start
        item.sentence, item.paragraph = sentence, page.paragraph_at(item.start)
        item.before = page.low[max(sentence[0], item.start - 200) : item.start]
        item.kind = "target" if WISH.search(item.before[-40:]) or "để " in match.group()[:14] else "zero"
        item.indicator = _indicator(match["what"])
        unit = UNITS.get(match["what"].split()[0], "vụ việc")
        item.unit = Unit(unit, "count", item.end)
        item.flags.append("asserted_zero")
        zeros.append(item)
    return zeros


def _indicator(what: str) -> str:
    """Name what did not happen; the qualified kinds of complaint have their own indicator."""
    if HARD.search(what):
        return "kntc_dn"
    if re.match(cue(r"hồ sơ[^.]*(?:trễ|quá|chậm) hạn").pattern, what):
        return "hs_qua"
    if what.startswith("hồ sơ"):
        return "khac"
    if "nghèo" in what:
        return "tngheo" if "tái" in what else "ngheo_ho"
    if what.startswith(("đơn tố cáo", "tố cáo")):
        return "don_tc"
    if re.match(r"đơn(?: thư)? khiếu nại$", what.strip()):
        return "don_kn"
    return "khac"
