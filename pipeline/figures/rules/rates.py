"""Shares, points and ranks: what a percentage is a percentage of."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules import dossiers, mediation, petitions
from pipeline.figures.rules.breakdown import of_something_else
from pipeline.figures.rules.indexes import HAPPY, topic
from pipeline.figures.rules.subjects import CULTURE, POOR, UNHAPPY, subject_in

COUNTRYSIDE = cue(r"nông thôn mới|\bntm\b")
SETTLE = cue(r"giải quyết|xử lý|hoàn thành|kết quả|tỷ lệ|tỉ lệ|đạt")
CASES = cue(r"đơn|vụ việc|khiếu nại|tố cáo|kiến nghị|phản ánh|vụ")
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
NEUTRAL = cue(r"^ (?:số )?(?:phiếu |ý kiến )?(?:đánh giá )?(?:ở mức )?(?:bình thường|trung bình)")
SERVED = cue(r"người dân|công dân|nhân dân|cán bộ|công chức|hành chính|ubnd|một cửa|chính quyền")
OPINIONS = cue(r"phản ánh|kiến nghị|ý kiến|câu hỏi")
DOSSIERS = cue(r"hồ sơ|thủ tục|tthc|một cửa")
OF_HOUSEHOLDS = cue(r"^ (?:trên )?(?:tổng )?số hộ|^ hộ (?:dân|toàn)")
TIMELY = cue(
    r"^ (?:được )?(?:giải quyết |trả |xử lý |trả lời )?(?:trước|đúng|sớm|trễ|quá) (?:và |hạn|hẹn)"
)
PUBLIC_WORK = cue(r"hồ sơ|thủ tục|tthc|một cửa|hành chính|dịch vụ công|đơn thư|kiến nghị")
ONLINE_WORK = cue(
    r"hồ sơ|thủ tục|\btthc|một cửa|hành chính|dịch vụ công|\bdvc|toàn trình|lệ phí|công dân"
    r"|thanh toán|nộp trực tuyến|giải quyết|tiếp nhận"
)
"""Lessons, shops and banks are online too."""
SETTLED = cue(r"(?:giải quyết|xử lý|trả kết quả)[^,.;]{0,30}$")
POOR_HERE = cue(r"hộ nghèo|giảm nghèo|thoát nghèo|đa chiều|\bxã\b|\bhuyện\b|\bthôn\b|\btỉnh\b")
SAME_RATE = cue(
    r"tỷ lệ(?: (?:này|đó|trên|dưới|là|đạt|còn|chỉ|hơn|gần|khoảng|từ|với|(?:cao|thấp) nhất,?))*\s*$"
)
EACH_YEAR = cue(
    r"(?:bình quân |trung bình )?(?:mỗi|hằng|hàng|một) năm(?: bình quân| toàn [^\W\d]+"
    r"| cả [^\W\d]+| huyện| xã| tỉnh| thôn| bản)* giảm"
    r"(?: được| bình quân| trên| hơn| khoảng| từ| gần| thêm)*\s*$"
)
AGAINST_AIM = cue(
    r"(?:hơn|vượt|so với|đạt|bằng)(?: so với)?(?: mức| cả)? (?:mục tiêu|chỉ tiêu|kế hoạch"
    r"|nghị quyết)[^.;\d]*$"
)
"""What a rate is held against is a rate of the same."""
AMONG_PLACES = cue(
    r"(?:^|\W)(?:(?:trung bình|bình quân|mức)(?: chung)?(?: của)? (?:cả nước|toàn quốc|toàn tỉnh"
    r"|cả tỉnh|toàn huyện|chung)|(?:dẫn đầu|đứng đầu|đứng cuối|xếp cuối"
    r"|(?:cao|thấp|sâu|mạnh|nhanh|chậm|nhiều|ít) nhất"
    r"|kế đến|tiếp đến|tiếp theo|kế tiếp|xếp sau|sau đó)(?: (?:vẫn )?là| thuộc về)?"
    r"(?: [^\W\d]+){1,7})"
    r"(?: là| ở mức| đạt| với| chỉ| còn| trên| hơn| gần)*[\s(]*$"
)
SHARES = cue(
    r"(?:chiếm|tức|bằng|tương ứng|tương đương)(?: tỷ lệ| tỉ lệ| khoảng| hơn| trên| gần| tới)*\s*$"
)
CUSTOMER = cue(
    r"hài lòng[^.;]{0,30}(?:khách|người tiêu dùng|chủ xe|người (?:dùng|mua|chơi)|nhân viên)"
    r"|của khách[^.;]{0,20} hài lòng"
    r"|(?:khách(?: hàng| mua[^.;,]{0,12}| du lịch)?|người tiêu dùng|người (?:dùng|mua)|chủ xe"
    r"|nhân viên)[^.;,]{0,30} hài lòng"
)
CUT_POVERTY = cue(r"(?:(?:/| mỗi | một )năm)?(?: trở lên)? (?:số|tỷ lệ) hộ nghèo")
AIM = cue(
    r"(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu) (?:mỗi năm )?giảm"
    r"(?: (?:bình quân|mỗi năm|thêm|từ|trên|khoảng))*\s*"
)
BEFORE_SCORE = cue(r"(?:đạt|là|với|trên|hơn|cao hơn|:|điểm|bình|được|số)\s*$")
OTHER_WORK = cue(r"việc làm|thất nghiệp|vụ án|án hình sự|án dân sự|tội phạm|tin báo|điều tra")
SIDE_OF_SERVICE = cue(
    r"tiếp cận dịch vụ|thủ tục hành chính|công chức|kết quả (?:cung ứng|dịch vụ|giải quyết)"
    r"|(?:tiếp nhận|xử lý|giải quyết)[^,;]{0,30}(?:ý kiến|phản ánh|kiến nghị)|cơ sở vật chất"
    r"|thái độ|tinh thần|chi phí|phí, lệ phí|thời gian|kết quả$|^[^\w]*kiến nghị"
)
KIND_OF_POOR = cue(
    r"(?<!lệ )hộ nghèo (?:là|thuộc|do|người|dân tộc|đồng bào)[^.;,\d]*(?:chiếm|bằng)"
    r"(?: khoảng| gần| hơn| trên| tới)*\s*$"
)
"""Of which people the poor are, which says nothing about how many are poor."""
THEMED = {"sipas": "sipas", "ngheo": "ngheo_tl"}
"""What the rates of a paragraph are, by the theme of the one before."""
SHARED = frozenset(("ngheo_ho", "cngheo", "hg_thanh", "hs_dung", "hs_qua", "dvc_hs"))
"""Counts whose share of the whole is an indicator too."""
SHARE_OF = {
    "hs_dung": "hs_tldh", "hs_qua": "hs_tlqh", "dvc_hs": "dvc_hs", "sohoa": "sohoa",
    "tt_tt": "tt_tt",
}  # fmt: skip


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of a percentage, points or a rank."""
    if found.kind == "rank":
        return "hang" if topic(found, page, whole=True) else None
    if found.unit_name == "điểm":
        index = topic(found, page, whole=False)
        if index is None and HAPPY.search(found.near_lead):
            index = "sipas"
        return None if index is None or _elsewhere(index, found) else index
    if found.unit_name == "bậc":
        return "hang" if topic(found, page, whole=True) else None
    if found.unit_kind != "ratio" or found.unit_name == "tỷ lệ":
        return None
    named = _percent(found, page)
    if named == "hg_tl" and mediation.shares_persons(found):
        return "hgv" if mediation.goes_on_with_mediators(found) else None
    if named is None or _elsewhere(named, found) or _out_of_place(named, found, page):
        return None
    return named


def _out_of_place(named: str, found: Found, page: Page) -> bool:
    """Say whether a text never speaks of the work or the people that a rate is about."""
    if named in {"hs_tldh", "hs_tlqh"}:
        if OPINIONS.search(found.before) and not DOSSIERS.search(found.before + found.near_tail):
            return True
        said = page.says(PUBLIC_WORK) or PUBLIC_WORK.search(page.title)
        return not said and not SETTLED.search(found.before)
    if named in {"dvc_hs", "tt_tt"}:
        return not (page.says(ONLINE_WORK) or ONLINE_WORK.search(page.title))
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
    tail, previous = found.near_tail[:60], found.previous
    moved = found.kind == "change" and not OWN_NOUN.match(tail) and _moves(page, found)
    if moved and previous is not None:
        return None if previous.unit_kind == "money" else previous.indicator or None
    named = (
        _followed(tail, page)
        or _outcome_share(found)
        or _part_of_score(found)
        or _subject_before(found, page, tail)
        or _of_the_poor(found, page)
        or _by_tail(tail)
        or _goes_on(found, page)
        or _said_earlier(found, page)
    )
    return None if named == "none" else named


def _subject_before(found: Found, page: Page, tail: str) -> str | None:
    """Name a share by its own phrase, else by all the words since the figure before."""
    named = subject_in(page, found.near_lead, tail)
    if named is None and found.lead != found.near_lead:
        return subject_in(page, found.lead, tail)
    return named


def _aim_goes_on(found: Found, page: Page) -> bool:
    """Say whether a bare aim to cut by so many percent follows a paragraph on the poor."""
    if page.theme != "ngheo" or found.previous is not None or found.near_tail.strip(" /năm"):
        return False
    return AIM.search(found.near_lead) is not None


def _followed(tail: str, page: Page) -> str | None:
    """Name a share that says what it is a share of (`8% khiếu nại đúng`, `98% đúng hạn`)."""
    if (outcome := OUTCOME.match(tail)) is not None:
        return "kntc_kq_kn" if "khiếu" in outcome.group() else "kntc_kq_tc"
    if tail.startswith(mediation.OF_MEDIATORS):
        return "hgv"
    if NEUTRAL.match(tail):
        return "none"
    if (content := CONTENT.match(tail)) is not None and page.says(SERVED):
        return "none" if UNHAPPY.search(tail[: content.end() - 8]) else "sipas"
    return dossiers.rate(tail) if TIMELY.match(tail) else None


def _outcome_share(found: Found) -> str | None:
    """Name a share of the complaints by what they turned out to be, or of the poor by kind."""
    if "đúng" in found.near_lead or "sai" in found.near_lead:
        return petitions.outcome_of(found)
    return "none" if KIND_OF_POOR.search(found.near_lead) else None


def _of_the_poor(found: Found, page: Page) -> str | None:
    """Name a share of the households just counted as poor, or an aim to have fewer of them."""
    previous = found.previous
    after_the_poor = previous is not None and previous.indicator == "ngheo_ho"
    if after_the_poor and SHARES.search(found.lead) and OF_HOUSEHOLDS.match(found.near_tail):
        return "ngheo_tl"
    aimed = found.kind != "level" and (CUT_POVERTY.match(found.tail) or _aim_goes_on(found, page))
    return "ngheo_tl" if aimed else None


def _moves(page: Page, found: Found) -> bool:
    """Say whether a change by so many percent is that of the figure right before it."""
    previous = found.previous
    if previous is None or previous.sentence != found.sentence:
        return False
    words = found.lead
    if subject_in(page, words.replace("giảm nghèo", "")) or AMONG_PLACES.search(words):
        return False
    reach = 60 if previous.indicator == "khac" else 90
    return len(words) < reach and "tỷ lệ" not in words and ";" not in words


def _by_tail(tail: str) -> str | None:
    """Name a share by the noun after it; a noun that no indicator knows is `none`."""
    if OWN_NOUN.match(tail) and not POOR.search(tail):
        if CULTURE.search(tail):
            return "vhoa"
        if (match := HAPPY.search(tail)) and not UNHAPPY.search(tail[: match.start()]):
            return "sipas"
        return "ntm_xa" if COUNTRYSIDE.search(tail) else "none"
    if OF_DOSSIERS.match(tail):
        return dossiers.rate(tail) or ("dvc_hs" if dossiers.ONLINE.search(tail) else "none")
    return None


def _goes_on(found: Found, page: Page) -> str | None:
    """Name a share that goes on with a rate or a count before it."""
    same = SAME_RATE.search(found.lead[-60:]) or _of_the_same(found)
    rate = _rate_before(found, page) if same else None
    return rate or _derived(found)


def _of_the_same(found: Found) -> bool:
    """Say whether a rate is the year's share of the one before, its aim, or another place's."""
    if OWN_NOUN.match(found.near_tail) or SHARES.search(found.lead):
        return False
    words = found.lead[-120:]
    again = EACH_YEAR.search(words) or AGAINST_AIM.search(words) or AMONG_PLACES.search(words)
    return again is not None


def _part_of_score(found: Found) -> str | None:
    """Name the share satisfied with one side of the service, in a list of such shares."""
    previous = found.previous
    if previous is None or previous.indicator != "sipas" or previous.unit_kind != "ratio":
        return None
    near = previous.sentence == found.sentence
    return "sipas" if near and SIDE_OF_SERVICE.search(found.near_lead) else None


def _said_earlier(found: Found, page: Page) -> str | None:
    """Name a share by what its sentence, or else the text, has been speaking of."""
    words = found.before[-220:]
    named = subject_in(page, words) if words != found.lead else None
    if named is not None and named != "none" and not SHARES.search(found.lead):
        return named
    index = topic(found, page, whole=False)
    return index if index is not None and _bare_score(found) else None


def _derived(found: Found) -> str | None:
    """Name a share that is computed from the figure right before it (`242/258 đơn, đạt 93,7%`)."""
    previous = found.previous
    if previous is None or previous.sentence[1] < found.sentence[0] or len(found.lead) > 70:
        return None
    before = previous.indicator
    apart = previous.sentence != found.sentence or before not in SHARED
    if apart and SHARES.search(found.lead):
        return "none"
    if before.startswith("hg_"):
        return "hg_tl"
    if before in {"ngheo_ho", "ngheo_tl"}:
        return "none" if OWN_NOUN.match(found.near_tail) else "ngheo_tl"
    if before.startswith(("don_", "kntc_")):
        bracket = found.lead.strip() == "(" and (before == "don_gq" or previous.denominator)
        return "kntc_tl" if bracket or SETTLE.search(found.lead) else None
    return SHARE_OF.get(before)


def _rate_before(found: Found, page: Page) -> str | None:
    """Give what the last rate in the paragraph was a rate of (`bốn xã có tỷ lệ dưới 1,5%`)."""
    for item in found.earlier():
        if item.unit_kind == "ratio":
            return None if item.indicator == "khac" else item.indicator
    return THEMED.get(page.theme)


def _bare_score(found: Found) -> bool:
    """Say whether a percentage is stated of a place or an index, with no noun of its own."""
    tail = found.near_tail
    if OWN_NOUN.match(tail) or OF_PEOPLE.match(tail) or SHARES.search(found.lead):
        return False
    words = found.near_lead.strip(" (")
    if found.kind == "change":
        return True
    return BEFORE_SCORE.search(words) is not None or len(words.split()) <= 6
