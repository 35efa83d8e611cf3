"""Shares, points and ranks: what a percentage is a percentage of."""

from pipeline.figures.cues import Cue, cue, hinted, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules import dossiers, mediation
from pipeline.figures.rules.breakdown import of_something_else
from pipeline.figures.rules.indexes import HAPPY, INDEX, index_topic, topic

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
OF_PEOPLE = cue(r"^ là (?!(?:hài lòng|rất|đúng|trước))")
"""What follows a share of those asked (`54% là nữ`), which is no score."""
OUTCOME = cue(
    r"^ (?:số |vụ |đơn )?(khiếu nại|tố cáo) (?:có )?(?:đúng|sai)|^ (?:số )?đơn (khiếu nại|tố cáo)"
    r" (?:có )?(?:đúng|sai)"
)
OF_DOSSIERS = cue(r"^ (?:tổng )?(?:số )?(?:các )?hồ sơ")
CONTENT = cue(
    r"^(?: số)?(?: (?:phiếu|ý kiến|người dân|người|công dân|hộ dân|hộ|tổ chức|cử tri|nhân dân))?"
    r"(?: (?:được hỏi|được khảo sát|trả lời|chọn|đánh giá|tỏ ra|bày tỏ|cho biết|là|ở mức))*"
    r" [“\"]?(?:rất |không |chưa )?hài lòng"
)
OF_MEDIATORS = phrases(" hòa giải viên ", " số hòa giải viên ")
OF_PERSONS = phrases(" là người", " là nữ", " là nam", " là đảng viên")
NEUTRAL = cue(r"^ (?:số )?(?:phiếu |ý kiến )?(?:đánh giá )?(?:ở mức )?(?:bình thường|trung bình)")
SERVED = cue(r"người dân|công dân|nhân dân|cán bộ|công chức|hành chính|ubnd|một cửa|chính quyền")
OPINIONS = cue(r"phản ánh|kiến nghị|ý kiến|câu hỏi")
DOSSIERS = cue(r"hồ sơ|thủ tục|tthc|một cửa")
OF_HOUSEHOLDS = cue(r"^ (?:trên )?(?:tổng )?số hộ|^ hộ (?:dân|toàn)")
TIMELY = cue(
    r"^ (?:được )?(?:giải quyết |trả |xử lý |trả lời )?(?:trước|đúng|sớm|trễ|quá) (?:và |hạn|hẹn)"
)
PUBLIC_WORK = cue(r"hồ sơ|thủ tục|tthc|một cửa|hành chính|dịch vụ công|đơn thư|kiến nghị")
SETTLED = cue(r"(?:giải quyết|xử lý|trả kết quả)[^,.;]{0,30}$")
POOR_HERE = cue(r"hộ nghèo|giảm nghèo|thoát nghèo|đa chiều|\bxã\b|\bhuyện\b|\bthôn\b|\btỉnh\b")
SAME_RATE = cue(
    r"tỷ lệ(?: (?:này|đó|trên|dưới|là|đạt|còn|chỉ|hơn|gần|khoảng|từ|với|(?:cao|thấp) nhất,?))*\s*$"
)
SHARES = cue(
    r"(?:chiếm|tức|bằng|tương ứng|tương đương)(?: tỷ lệ| tỉ lệ| khoảng| hơn| trên| gần| tới)*\s*$"
)
CUSTOMER = cue(
    r"hài lòng[^.;]{0,30}(?:khách|người tiêu dùng|chủ xe|người (?:dùng|mua|chơi)|nhân viên)"
    r"|(?:khách(?: hàng| mua[^.;,]{0,12}| du lịch)?|người tiêu dùng|người (?:dùng|mua)|chủ xe"
    r"|nhân viên)[^.;,]{0,30} hài lòng"
)
CUT_POVERTY = cue(r"(?:(?:/| mỗi | một )năm)?(?: trở lên)? (?:số|tỷ lệ) hộ nghèo")
AIM = cue(
    r"(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu) (?:mỗi năm )?giảm"
    r"(?: (?:bình quân|mỗi năm|thêm|từ|trên|khoảng))*\s*"
)
OTHER_WORK = cue(r"việc làm|thất nghiệp|vụ án|án hình sự|án dân sự|tội phạm|tin báo|điều tra")
SCORES = frozenset(("sipas", "parindex", "papi", "pci", "pgi", "ddci", "dti", "qd766"))


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of a percentage, points or a rank."""
    if found.kind == "rank":
        return "hang" if topic(found, page, whole=True) else None
    if found.unit_name == "điểm":
        index = topic(found, page, whole=False)
        if index is None and HAPPY.search(found.near_lead):
            index = "sipas"
        return index if index in SCORES and not _elsewhere(index, found) else None
    if found.unit_name == "bậc":
        return "hang" if topic(found, page, whole=True) else None
    if found.unit_kind != "ratio" or found.unit_name == "tỷ lệ":
        return None
    named = _percent(found, page)
    if named == "hg_tl" and found.near_tail.startswith(OF_PERSONS):
        return _of_mediators(found)
    if named is None or _elsewhere(named, found) or _out_of_place(named, found, page):
        return None
    return named


def _of_mediators(found: Found) -> str | None:
    """Name a share of persons that goes on with a share of the mediators."""
    previous = found.previous
    same = previous is not None and previous.sentence == found.sentence
    return "hgv" if same and previous is not None and previous.indicator == "hgv" else None


def _out_of_place(named: str, found: Found, page: Page) -> bool:
    """Say whether a text never speaks of the work or the people that a rate is about."""
    if named in {"hs_tldh", "hs_tlqh"}:
        if OPINIONS.search(found.before) and not DOSSIERS.search(found.before + found.near_tail):
            return True
        said = page.says(PUBLIC_WORK) or PUBLIC_WORK.search(page.title)
        return not said and not SETTLED.search(found.before)
    if named != "ngheo_tl":
        return False
    here = page.says(POOR_HERE) or POOR_HERE.search(page.title)
    return not here or of_something_else(found, page)


def _elsewhere(named: str, found: Found) -> bool:
    """Say whether a rate of a known name is one of trade, work or courts."""
    words = found.before[-160:] + found.near_tail[:40]
    if named == "sipas":
        return CUSTOMER.search(words) is not None
    if named == "kntc_tl":
        return OTHER_WORK.search(words) is not None and not CASES.search(words)
    return named == "hg_tl" and bool(
        mediation.COURT.search(words) or OTHER_WORK.search(found.near_lead)
    )


def _percent(found: Found, page: Page) -> str | None:
    """Name a share by the nearest words that can be shared."""
    tail = found.near_tail[:60]
    if (
        found.kind == "change"
        and not OWN_NOUN.match(tail)
        and _moves(page, found)
        and found.previous
    ):
        return None if found.previous.unit_kind == "money" else found.previous.indicator or None
    named = (
        _followed(tail, page)
        or _by_words(page, found.near_lead, tail)
        or _by_words(page, found.lead, tail)
    )
    if named is not None:
        return None if named == "none" else named
    if SHARES.search(found.lead) and OF_HOUSEHOLDS.match(tail) and _of_the_poor(found):
        return "ngheo_tl"
    if found.kind != "level" and (CUT_POVERTY.match(found.tail) or _aim_goes_on(found, page)):
        return "ngheo_tl"
    if OWN_NOUN.match(tail) and not POOR.search(tail):
        return _by_tail(tail)
    if OF_DOSSIERS.match(tail):
        return dossiers.rate(tail) or ("dvc_hs" if ONLINE.search(tail) else None)
    if SAME_RATE.search(found.lead[-60:]) and (rate := _rate_before(found)) is not None:
        return rate
    if found.previous is not None and (derived := _derived(found)) is not None:
        return None if derived == "none" else derived
    named = _by_words(page, found.before[-220:], "")
    if named is not None and named != "none" and not SHARES.search(found.lead):
        return named
    index = topic(found, page, whole=False)
    return index if index is not None and _bare_score(found) else None


def _aim_goes_on(found: Found, page: Page) -> bool:
    """Say whether a bare aim to cut by so many percent follows a paragraph on the poor."""
    if page.theme != "ngheo" or found.previous is not None or found.near_tail.strip(" /năm"):
        return False
    return AIM.search(found.near_lead) is not None


def _followed(tail: str, page: Page) -> str | None:
    """Name a share that says what it is a share of (`8% khiếu nại đúng`, `98% đúng hạn`)."""
    if (outcome := OUTCOME.match(tail)) is not None:
        return "kntc_kq_kn" if "khiếu" in outcome.group() else "kntc_kq_tc"
    if tail.startswith(OF_MEDIATORS):
        return "hgv"
    if NEUTRAL.match(tail):
        return "none"
    if (content := CONTENT.match(tail)) is not None and page.says(SERVED):
        return "none" if UNHAPPY.search(tail[: content.end() - 8]) else "sipas"
    return dossiers.rate(tail) if TIMELY.match(tail) else None


def _of_the_poor(found: Found) -> bool:
    return found.previous is not None and found.previous.indicator == "ngheo_ho"


def _moves(page: Page, found: Found) -> bool:
    """Say whether a change by so many percent is that of the figure right before it."""
    previous = found.previous
    if previous is None or previous.sentence != found.sentence:
        return False
    words = found.lead
    if _by_words(page, words.replace("giảm nghèo", ""), "") is not None:
        return False
    reach = 60 if previous.indicator == "khac" else 90
    return len(words) < reach and "tỷ lệ" not in words and ";" not in words


def _by_words(page: Page, words: str, tail: str) -> str | None:
    """Name a share by the words before it, the last ones winning, or by those after it."""
    if POOR.search(tail) and not NEAR_POOR.search(tail):
        return "ngheo_tl"
    best, place = None, -1
    for name, subject in page.possible(_PATTERNS):
        if not subject.possible(words):
            continue
        for match in subject.pattern.finditer(words):
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
        r"|(?:hồ sơ|tthc|thủ tục)[^.,;]{0,40} (?:trễ|chậm|muộn)(?= )|tỷ lệ (?:trễ|quá hạn)",
        "hạn", "trễ", "hẹn", "đúng và trước", "hồ sơ", "tthc", "thủ tục",
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
        r"dân số|tỷ lệ hộ|tỉ lệ hộ|(?<!nghèo )người dân tộc|thu ngân sách|tăng trưởng"
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
        "hg_thanh",
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
    tail = found.near_tail
    if OWN_NOUN.match(tail) or OF_PEOPLE.match(tail) or SHARES.search(found.lead):
        return False
    words = found.near_lead.strip(" (")
    if found.kind == "change":
        return True
    return (
        bool(cue(r"(?:đạt|là|với|trên|hơn|cao hơn|:|điểm|bình|được|số)\s*$").search(words))
        or len(words.split()) <= 6
    )
