"""Shares, points and ranks: what a percentage is a percentage of."""

import re

from pipeline.figures.cues import Cue, cue, hinted, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules import dossiers, mediation

TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sipas", cue(r"sipas|chỉ số hài lòng|chỉ số (?:đánh giá )?(?:về )?(?:sự |mức độ )?hài lòng")),
    ("parindex", cue(r"par[ -]?index|chỉ số cải cách hành chính|chỉ số cchc")),
    ("papi", cue(r"papi\b|hiệu quả quản trị")),
    ("pci", cue(r"pci\b|năng lực cạnh tranh cấp tỉnh")),
    ("pgi", cue(r"pgi\b|chỉ số xanh")),
    ("ddci", cue(r"d?dci\b")),
    ("dti", cue(r"dti\b|chỉ số chuyển đổi số|chuyển đổi số cấp tỉnh")),
    ("qd766", cue(r"phục vụ người dân, doanh nghiệp|phục vụ người dân và doanh nghiệp")),
)
INDEX = hinted(
    "|".join(f"(?P<{name}>{pattern.pattern})" for name, pattern in TOPICS),
    "sipas", "hài lòng", "index", "cải cách hành chính", "cchc", "papi", "hiệu quả quản trị",
    "pci", "năng lực cạnh tranh", "pgi", "chỉ số xanh", "dci", "dti", "chuyển đổi số",
    "phục vụ người dân",
)  # fmt: skip
HAPPY = cue(r"hài lòng")
UNHAPPY = cue(r"(?:không|chưa) $")
POOR = cue(r"hộ nghèo|tỷ lệ nghèo|tỉ lệ nghèo|nghèo đa chiều|giảm nghèo|hộ dân nghèo")
NEAR_POOR = cue(r"cận nghèo")
MEDIATE = cue(r"hòa giải")
ONLINE = cue(r"trực tuyến|toàn trình|dịch vụ công|dvc|mức độ [34]")
PAYMENT = cue(r"thanh toán")
DIGITAL = cue(r"số hóa")
COUNTRYSIDE = cue(r"nông thôn mới|\bntm\b")
SETTLE = cue(r"giải quyết|xử lý|hoàn thành|kết quả|tỷ lệ|tỉ lệ|đạt")
CASES = cue(r"đơn|vụ việc|khiếu nại|tố cáo|kiến nghị|phản ánh|vụ")
DISBURSE = cue(r"giải ngân")
INSURED = cue(r"bảo hiểm y tế|bhyt")
CULTURE = cue(r"gia đình văn hóa|khu dân cư văn hóa|danh hiệu văn hóa|thôn văn hóa|làng văn hóa")
OWN_NOUN = cue(
    r"^ ?(?:số |các |tổng số |trong )?(?:dân số|hộ|mô hình|đảng viên|cán bộ|người|xã"
    r"|thôn|diện tích|kế hoạch|dự toán|đảng bộ|chi bộ|tthc|thủ tục"
    r"|đơn vị|học sinh|trẻ|lao động|trường|hội viên|đoàn viên|cơ quan|doanh nghiệp"
    r"|công chức|cử tri|văn bản|vốn|thời gian|chỉ tiêu|tuyến)"
)
SAME_RATE = cue(r"tỷ lệ(?: (?:này|đó|trên|dưới|là|đạt|còn|chỉ|hơn|gần|khoảng|từ))*\s*$")
SHARES = cue(
    r"(?:chiếm|tức|bằng|tương ứng|tương đương)(?: tỷ lệ| tỉ lệ| khoảng| hơn| trên| gần| tới)*\s*$"
)
CUSTOMER = cue(
    r"hài lòng[^.;]{0,30}(?:khách|người tiêu dùng|chủ xe|người (?:dùng|mua|chơi)|nhân viên)"
    r"|(?:khách(?: hàng| mua[^.;,]{0,12}| du lịch)?|người tiêu dùng|người (?:dùng|mua)|chủ xe"
    r"|nhân viên)[^.;,]{0,30} hài lòng"
)
OTHER_WORK = cue(r"việc làm|thất nghiệp|vụ án|án hình sự|án dân sự|tội phạm|tin báo|điều tra")
SCORES = frozenset(("sipas", "parindex", "papi", "pci", "pgi", "ddci", "dti", "qd766"))
LEAGUE = cue(r"(?:thứ|hạng|vị trí) \d{1,2}/(?:63|34)(?!\d)")
INDEXED = cue(r"chỉ số|xếp|đứng|hạng|\bpar\b|papi|pci|sipas|dti|ddci|điểm")


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of a percentage, points or a rank."""
    if found.kind == "rank":
        return "hang" if _topic(found, page, whole=True) else None
    if found.unit_name == "điểm":
        topic = _topic(found, page, whole=False)
        if topic is None and HAPPY.search(found.near_lead):
            topic = "sipas"
        return topic if topic in SCORES and not _elsewhere(topic, found) else None
    if found.unit_name == "bậc":
        return "hang" if _topic(found, page, whole=True) else None
    if found.unit_kind != "ratio" or found.unit_name == "tỷ lệ":
        return None
    named = _percent(found, page)
    return None if named is not None and _elsewhere(named, found) else named


def _elsewhere(named: str, found: Found) -> bool:
    """Say whether a rate of a known name is one of trade, work or courts."""
    words = found.before[-160:] + found.near_tail[:40]
    if named == "sipas":
        return CUSTOMER.search(words) is not None
    if named == "kntc_tl":
        return OTHER_WORK.search(words) is not None and not CASES.search(words)
    return named == "hg_tl" and mediation.COURT.search(words) is not None


def _percent(found: Found, page: Page) -> str | None:
    """Name a share by the nearest words that can be shared."""
    tail = found.near_tail[:60]
    if found.kind == "change" and not OWN_NOUN.match(tail) and _moves(found) and found.previous:
        return None if found.previous.unit_kind == "money" else found.previous.indicator or None
    named = _by_words(found.near_lead, tail) or _by_words(found.lead, tail)
    if named is not None:
        return None if named == "none" else named
    if OWN_NOUN.match(tail) and not POOR.search(tail):
        return _by_tail(tail)
    if tail.startswith(" hồ sơ") and (named := dossiers.rate(tail)) is not None:
        return named
    if SAME_RATE.search(found.near_lead) and (rate := _rate_before(found)) is not None:
        return rate
    if found.previous is not None and (derived := _derived(found)) is not None:
        return None if derived == "none" else derived
    named = _by_words(found.before[-220:], "")
    if named is not None and named != "none" and not SHARES.search(found.lead):
        return named
    topic = _topic(found, page, whole=False)
    return topic if topic is not None and _bare_score(found) else None


def _moves(found: Found) -> bool:
    """Say whether a change by so many percent is that of the figure right before it."""
    previous = found.previous
    if previous is None or previous.sentence != found.sentence:
        return False
    words = found.lead
    if _by_words(words.replace("giảm nghèo", ""), "") is not None:
        return False
    reach = 60 if previous.indicator == "khac" else 90
    return len(words) < reach and "tỷ lệ" not in words and ";" not in words


def _by_words(words: str, tail: str) -> str | None:
    """Name a share by the words before it, the last ones winning, or by those after it."""
    if POOR.search(tail) and not NEAR_POOR.search(tail):
        return "ngheo_tl"
    best, place = None, -1
    for name, topic in _PATTERNS:
        if not topic.possible(words):
            continue
        for match in topic.pattern.finditer(words):
            if match.start() > place:
                best, place = name, match.start()
    if best == "sipas" and UNHAPPY.search(words[max(0, place - 8) : place]):
        return "none"
    if best == "hs":
        best = dossiers.rate(words)
    if best == "online":
        best = "tt_tt" if PAYMENT.search(words) else "dvc_hs"
    if best == "index":
        return index_topic(words)
    return best


_PATTERNS: tuple[tuple[str, Cue], ...] = (
    ("index", INDEX),
    ("sipas", Cue(HAPPY, phrases("hài lòng"))),
    ("ngheo_tl", hinted(
        r"(?<!cận )(?:hộ nghèo|tỷ lệ nghèo|tỉ lệ nghèo|nghèo đa chiều|hộ dân nghèo)"
        r"|giảm nghèo",
        "nghèo",
    )),
    ("cngheo", Cue(NEAR_POOR, phrases("nghèo"))),
    ("hg_tl", Cue(MEDIATE, phrases("hòa giải"))),
    ("hs", hinted(
        r"(?:đúng|trước|sớm|trễ|quá|chậm|muộn) (?:thời )?(?:hạn|hẹn)|đúng và trước"
        r"|(?:hồ sơ|tthc|thủ tục)[^.,;]{0,40} (?:trễ|chậm|muộn)(?= )",
        "hạn", "hẹn", "đúng và trước", "hồ sơ", "tthc", "thủ tục",
    )),
    ("online", hinted(
        r"trực tuyến|toàn trình|dịch vụ công|\bdvc",
        "trực tuyến", "toàn trình", "dịch vụ công", "dvc",
    )),
    ("sohoa", Cue(DIGITAL, phrases("số hóa"))),
    ("bhyt", Cue(INSURED, phrases("y tế", "bhyt"))),
    ("vhoa", Cue(CULTURE, phrases("văn hóa"))),
    ("giaingan", Cue(DISBURSE, phrases("giải ngân"))),
    ("kntc_tl", hinted(
        r"tỷ lệ giải quyết|tỉ lệ giải quyết|giải quyết (?:\w+ ){0,6}(?:đơn|vụ việc"
        r"|khiếu nại|kiến nghị)",
        "giải quyết",
    )),
    ("ntm_tc", hinted(r"(?:đạt chuẩn |xã )nông thôn mới", "nông thôn mới")),
    ("none", hinted(
        r"dân số|tỷ lệ hộ|tỉ lệ hộ|người dân tộc|thu ngân sách|tăng trưởng"
        r"|giá trị sản xuất|tốc độ|che phủ|đảng viên|đa số|độ tuổi|lao động|học sinh"
        r"|camera|bình thường",
        "dân số", "lệ hộ", "dân tộc", "ngân sách", "tăng trưởng", "giá trị", "tốc độ", "che phủ",
        "đảng viên", "đa số", "độ tuổi", "lao động", "học sinh", "camera", "bình thường",
    )),
)  # fmt: skip


def _by_tail(tail: str) -> str | None:
    if CULTURE.search(tail):
        return "vhoa"
    if (match := HAPPY.search(tail)) and not UNHAPPY.search(tail[: match.start()]):
        return "sipas"
    return "ntm_xa" if COUNTRYSIDE.search(tail) else None


def _derived(found: Found) -> str | None:
    """Name a share that is computed from the figure right before it (`242/258 đơn, đạt 93,7%`)."""
    previous = found.previous
    if previous is None or previous.sentence[1] < found.sentence[0] or len(found.lead) > 70:
        return None
    before = previous.indicator
    if SHARES.search(found.lead) and previous.sentence != found.sentence:
        return "none"
    if SHARES.search(found.lead) and before not in {
        "ngheo_ho",
        "cngheo",
        "hs_dung",
        "hs_qua",
        "dvc_hs",
    }:
        return "none"
    if before.startswith("hg_"):
        return "hg_tl"
    if before in {"ngheo_ho", "ngheo_tl"}:
        return "ngheo_tl" if not OWN_NOUN.match(found.near_tail) else "none"
    if before in {"hs_dung", "hs_qua"}:
        return {"hs_dung": "hs_tldh", "hs_qua": "hs_tlqh"}[before]
    if before == "don_gq" and found.lead.strip() == "(":
        return "kntc_tl"
    if before.startswith(("don_", "kntc_")) and (
        SETTLE.search(found.lead) or (previous.denominator and found.lead.strip() == "(")
    ):
        return "kntc_tl"
    if before in {"dvc_hs", "sohoa", "tt_tt"}:
        return before
    return None


def _rate_before(found: Found) -> str | None:
    """Give what the last rate in the paragraph was a rate of (`bốn xã có tỷ lệ dưới 1,5%`)."""
    for item in found.earlier():
        if item.unit_kind == "ratio":
            return None if item.indicator == "khac" else item.indicator
    return None


def _bare_score(found: Found) -> bool:
    """Say whether a percentage is stated of a place or an index, with no noun of its own."""
    if OWN_NOUN.match(found.near_tail) or SHARES.search(found.lead):
        return False
    words = found.near_lead.strip(" (")
    if found.kind == "change":
        return True
    return (
        bool(cue(r"(?:đạt|là|với|trên|hơn|cao hơn|:|điểm|bình|được|số)\s*$").search(words))
        or len(words.split()) <= 6
    )


def index_topic(words: str) -> str | None:
    """Give the last index named in some words."""
    name = None
    for match in INDEX.pattern.finditer(words):
        name = match.lastgroup
    return name


def _topic(found: Found, page: Page, *, whole: bool) -> str | None:
    """Give the index a text is speaking of at this place: sentence, text before, title."""
    match = page.last(INDEX, max(0, found.sentence[0] - 1200), found.begin)
    if match is not None:
        return match.lastgroup
    named = index_topic(page.title)
    if named is None and HAPPY.search(page.title):
        named = "sipas"
    if named is None:
        named = _ranked_by(page)
    if named is None and whole and INDEXED.search(found.before) and "chỉ số" in found.before:
        named = "parindex"
    return named


def _ranked_by(page: Page) -> str | None:
    """Give the one index that a text which ranks places speaks of anywhere."""
    if not page.says(LEAGUE):
        return None
    named = page.kinds(INDEX)
    if len(named) == 1:
        return next(iter(named))
    return "sipas" if not named and page.says(HAPPY) else None
