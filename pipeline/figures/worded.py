"""Figures said without a number: `không phát sinh đơn thư vượt cấp`, `tăng gấp đôi`."""

import re
from bisect import bisect
from decimal import Decimal

from corpus.records import Change
from pipeline.figures.bounds import read_bounds
from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.units import Unit

_NONE = (
    r" (?:để |còn |có |xảy ra |phát sinh |nảy sinh |tồn đọng |ghi nhận "
    r"|phát hiện (?=(?:trường hợp|vụ)\b)|nhận được "
    r"|(?:tiếp )?nhận (?:được )?(?=(?:đơn |đơn thư )?(?:khiếu nại|tố cáo))|tồn )+"
    r"(?:tình trạng |trường hợp |những |các |bất kỳ |hiện tượng |một |vụ việc |vụ "
    r"|nào |đoàn |việc )*"
    r"(?P<what>(?:đơn thư|đơn|hồ sơ|khiếu kiện|khiếu nại|tố cáo|hộ nghèo|hộ tái nghèo"
    r"|tái nghèo|điểm nóng|đông người|vượt cấp|tội phạm|công dân)"
    r"(?P<rest>[^.;,:\n]{0,50}(?:, (?:đơn thư |khiếu kiện |tố cáo "
    r"|khiếu nại )?(?:đông người|vượt cấp|kéo dài|phức tạp|tố cáo))*)"
    r"|(?:vi phạm|tiêu cực|nhũng nhiễu)(?: [^\W\d_]+){0,4} nào(?!\w)"
    r"|(?:nhà (?:ở )?(?:tạm|dột nát|tranh tre)|hộ (?:đói|cận nghèo)|xã (?:nghèo|đặc biệt|yếu)"
    r"|(?:trường hợp|học sinh|người dân|hội viên|đảng viên)(?! nào)(?= [^\W\d_])"
    r"|thôn (?:nghèo|đặc biệt|trắng)|tảo hôn|người mù chữ)[^.,;:\n\d]{0,40}"
    r"(?:, nhà [^.,;:\n\d]{0,20})?)"
)
NONE, NOT_YET = cue("không" + _NONE), cue("chưa" + _NONE)
NOT_ONE = cue(
    r"không (?:có |còn |để )?(?:một |bất kỳ )?(?P<what>(?:vụ việc|vụ|hộ|đơn thư|đơn|hồ sơ"
    r"|trường hợp|đoàn|cuộc|người|xã|thôn|mô hình|ý kiến|kiến nghị|thủ tục)"
    r"(?: [^\W\d_]+){0,4}? nào)(?!\w)"
)
LACKING = cue(
    r"(?P<what>(?:khiếu nại|khiếu kiện|tố cáo|đơn thư|điểm nóng|hồ sơ (?:quá|trễ|chậm) hạn)"
    r"[^.;:\n\d]{0,50}?) không (?:còn |để )?(?:phát sinh|xảy ra|tồn đọng)(?: mới| nữa)?\Z"
)
DENIAL = cue(r"không (?:còn |để )?(?:phát sinh|xảy ra|tồn đọng)(?: mới| nữa)?(?=[.,;\n)]|\Z)")
"""What is said first not to have happened: `khiếu kiện đông người không phát sinh`."""
MULTIPLE = cue(r"gấp (đôi|rưỡi|ba|bốn|năm|sáu|mười)(?: lần)?(?!\w)")
MULTIPLES = {
    "đôi": Decimal(2), "rưỡi": Decimal("1.5"), "ba": Decimal(3), "bốn": Decimal(4),
    "năm": Decimal(5), "sáu": Decimal(6), "mười": Decimal(10),
}  # fmt: skip
NONE_AT_ALL = cue(r"vượt cấp|đông người|kéo dài|phức tạp|điểm nóng|khiếu|tố cáo| nào(?!\w)")
SOME_OF = cue(
    r"(?:\d|phần [^\W\d_]+|nửa)(?: (?:tổng )?số)? (?:xã|thôn|ấp|bản|xóm|huyện|phường"
    r"|khu|buôn|tổ|đơn vị|hộ|làng)(?: [^\W\d_]+){0,3} \Z"
)
"""Only some places: what they do not have, the whole may."""
GOES_ON = cue(r" (?!(?:trong|ở|tại|trên)(?!\w))[^\W\d_]")
HARD = cue(
    r"vượt cấp|đông người|kéo dài|phức tạp|điểm nóng|khiếu kiện|đủ điều kiện|nặc danh|lớn|bức xúc"
)
WISH = cue(
    r"(?:phải|cần|nhằm|tránh|yêu cầu|phấn đấu|mục tiêu|để|kiên quyết|quyết tâm|bảo đảm"
    r"|đảm bảo|tuyệt đối|nếu|chỉ đạo)[^.;,]{0,30}$"
)
SOLE = cue(
    r"(?:đơn |đơn thư |vụ )?(khiếu nại|tố cáo)(?: (?:nào|mới|phát sinh|của (?:công|người|nhân) dân"
    r"|thuộc thẩm quyền))*"
    r"(?: (?:trong|trên|từ việc|về|liên quan|cán bộ|đối với)"
    r"(?: (?!(?:hạn|hẹn|tồn|chưa|còn)(?= |$))[^ ,]+)+)?"
)
"""Complaints or denunciations of all or about one matter; those of one state (`quá hạn`) say
nothing about how many there were."""
LATE_DOSSIERS = cue(r"hồ sơ[^.]*(?:trễ|quá|chậm) hạn")
UNITS = {
    "đơn": "đơn", "hồ": "hồ sơ", "hộ": "hộ", "điểm": "điểm nóng", "nhà": "nhà", "xã": "xã",
    "thôn": "thôn", "trường": "trường hợp", "học": "học sinh", "người": "người",
    "hội": "hội viên", "đảng": "đảng viên",
}  # fmt: skip


def find_worded(page: Page) -> list[Found]:
    """Find zeros and multiples that are said and not written as numbers."""
    low = page.low
    zeros = _zeros(page) if "không" in low or "chưa" in low else []
    return zeros + _multiples(page) if "gấp" in low else zeros


def _multiples(page: Page) -> list[Found]:
    """Find `gấp đôi`, `gấp rưỡi`: a change by a factor."""
    found: list[Found] = []
    for match in MULTIPLE.finditer(page.low):
        value = MULTIPLES[match[1]]
        item = _said(page, match.start(), match.end(), value)
        item.kind, item.indicator = "change", "khac"
        read_bounds(page, item, page.low[max(0, match.start() - 34) : match.start()].split())
        item.counts(Unit("lần", "count", item.end, "lần"))
        item.change = Change(direction="up", value=value, unit="lần")
        found.append(item)
    return found


def _said(page: Page, start: int, end: int, value: Decimal) -> Found:
    item = Found(start=start, end=end, value=value, unit=None, begin=start)
    item.sentence, item.paragraph = page.sentence_at(start), page.paragraph_at(start)
    item.before = page.low[max(item.sentence[0], start - 200) : start]
    item.lead = item.before[-60:]
    return item


def _not_yet(low: str) -> list[re.Match[str]]:
    """Find `chưa` that tells that nothing happened, and not what is yet to be done."""
    return [
        match
        for match in NOT_YET.finditer(low)
        if "chưa có" not in match.group() or NONE_AT_ALL.search(match["what"])
    ]


def _denied(low: str) -> list[re.Match[str]]:
    """Find the words that deny, whichever way round, each stretch once."""
    found = [*NONE.finditer(low), *_not_yet(low)]
    if " nào" in low:
        found += NOT_ONE.finditer(low)
    for denial in DENIAL.finditer(low):
        if match := LACKING.search(low, max(0, denial.start() - 80), denial.end()):
            found.append(match)
    return _apart(found)


def _apart(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the first of those that overlap."""
    kept: list[re.Match[str]] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in found:
        start, end = match.span()
        at = bisect(starts, start)
        if (at and ends[at - 1] > start) or (at < len(starts) and starts[at] < end):
            continue
        starts.insert(at, start)
        ends.insert(at, end)
        kept.append(match)
    return kept


def _zeros(page: Page) -> list[Found]:
    """Find what is said not to have happened; wishes and orders are targets."""
    zeros: list[Found] = []
    for match in _denied(page.low):
        if SOME_OF.search(page.low, max(0, match.start() - 60), match.start()):
            continue
        item = _said(page, match.start(), match.end("what"), Decimal(0))
        item.kind = (
            "target" if WISH.search(item.before[-40:]) or "để " in match.group()[:14] else "zero"
        )
        told = item.kind == "zero" and (match.re is not NOT_ONE or _is_sole(page, match))
        item.indicator = _indicator(match["what"]) if told else "khac"
        unit = UNITS.get(match["what"].split()[0], "vụ việc")
        item.counts(Unit(unit, "count", item.end, unit))
        item.flags.append("asserted_zero")
        zeros.append(item)
    return zeros


def _is_sole(page: Page, match: re.Match[str]) -> bool:
    """Say whether `không đơn nào` is all that is told, and not what those did not do."""
    ours = match["what"].startswith(("đơn", "hồ sơ", "hộ"))
    return ours and not GOES_ON.match(page.low, match.end())


def _indicator(what: str) -> str:
    """Name what did not happen; the qualified kinds of complaint have their own indicator."""
    if HARD.search(what):
        return "kntc_dn"
    if LATE_DOSSIERS.match(what):
        return "hs_qua"
    if what.startswith("hồ sơ"):
        return "khac"
    if "nghèo" in what:
        return "tngheo" if "tái" in what else "ngheo_ho"
    sole = SOLE.fullmatch(what.strip())
    if sole is not None:
        return "don_tc" if sole[1] == "tố cáo" else "don_kn"
    return "khac"
