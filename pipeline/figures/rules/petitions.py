"""Petitions, complaints, denunciations, suggestions, and the cases they make."""

import re

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

KN = r"khiếu nại|khiếu kiện|\bkn\b"
TC = r"tố cáo|\btc\b"
PA = r"kiến nghị|phản ánh|đề nghị|\bknpa\b|\bpakn\b|\bkn-pa\b"
NAMED = {"don_kn": cue(KN), "don_tc": cue(TC), "don_knpa": cue(PA)}
BOTH_KINDS = cue(r"\bkntc\b|tranh chấp")
WORD = rf"(?:{KN}|{TC}|{PA}|tranh chấp(?: đất đai)?|\bkntc\b)"
LINK = r"(?:[\s,/–\-]|và|đơn|thư)*"
LABEL_BEFORE = cue(
    rf"({WORD}(?:{LINK}{WORD})*)"
    r"(?:(?: thuộc thẩm quyền| phát sinh| tiếp nhận| đã| được| giải quyết| mới| của công dân"
    r"| lần đầu| kéo dài| hành chính| đất đai| khác| đúng| sai| có| là| gồm| với"
    r"| chiếm| nhận| tăng| giảm| thêm)|[\s:(–\-])*$"
)
LABEL_AFTER = cue(
    rf"^(?: đơn| thư| các loại| của (?:công dân|người dân|nhân dân"
    rf"|dân))* ?({WORD}(?:{LINK}(?:thư )?{WORD})*)"
)
LONG_LABEL = cue(
    rf"({WORD}(?:{LINK}{WORD})*)[^.;:\d(]*(?:là|có|gồm|:)\s*(?:trên |hơn |gần |khoảng )?$"
)
NOT_PETITION = cue(
    r"^ (?:vị|hàng|thuốc|đăng ký|xin|ứng tuyển|đặt|mua|nhập học|nghỉ|dự thi|thử việc|tuyển dụng"
    r"|trọng tài|(?:của|từ) (?:khách|hành khách|du khách|người tiêu dùng|các đội|đội)|bảo hành"
    r"|dự tuyển|tình nguyện|ứng cử|vay|nguyên|đặt hàng"
    r"|chiếc|lẻ|thân|giá|đề xuất|ra khỏi|hiến|phúc khảo|kháng cáo|khởi kiện|trình báo"
    r"|yêu cầu bồi thường|yêu cầu bảo hiểm|xét tuyển|chốt)"
)
OTHER_PETITION = cue(
    r"đơn (?:hàng|đặt|phúc khảo|kháng cáo|khởi kiện|trình báo|ứng tuyển|xin việc|bảo hiểm)"
)
OF_CITIZENS = cue(
    r"đơn thư|khiếu nại|tố cáo|kiến nghị|phản ánh|công dân|tiếp dân|thẩm quyền|các loại"
)
CRIME = cue(r"cơ quan điều tra|điều tra viên|bị hại|nạn nhân|lừa đảo|chiếm đoạt")
OF_CUSTOMERS = cue(
    r"^ (?:\w+ ){0,2}?(?:của|từ) (?:khách|người (?:dùng|mua|chơi|tiêu dùng)|hành khách|bạn đọc)"
)
TO_THE_TOP = cue(r"^ (?:lên|gửi|tới|với) (?:bộ|chính phủ|thủ tướng|quốc hội|liên đoàn)(?= |$)")
WISH_OF_PUPILS = cue(r"thí sinh|xét tuyển|tuyển sinh|đăng ký(?: \w+){0,3} $|học sinh")
TOLD = cue(r"^ (?:lượt )?(kiến nghị|phản ánh)")
OWN_NAME = cue(r"(khiếu nại|tố cáo)$")
JOINED = cue(r"^(?:, | và )(khiếu nại|tố cáo|kiến nghị|phản ánh)(?! \d)")
OUTCOME = cue(
    r"(khiếu nại|tố cáo)[^.;\d]{0,20}?(?:đúng|sai)(?: một phần| toàn bộ)?(?:[\s:]|có|là|chiếm)*$"
)
OUTCOME_GOES_ON = cue(
    r"[\s,;(]*(?:và )?(?:số )?(?:vụ |đơn )?(?:có )?(?:nội dung )?(?:đúng|sai)"
    r"(?: một phần| toàn bộ| hoàn toàn)?(?:[\s:]|có|là|chiếm)*"
)
DONE_WITH = cue(
    r"[^\d.;,]{0,30}[,;]? ?(?:và |trong đó |đến nay |nay |mới )*(?:đã |còn |đang )*(?:kết luận"
    r"|giải quyết|xử lý|xác minh|thụ lý|xong|rút|còn lại|còn)"
    r"(?: xong| được| dứt điểm| lại| lý)*\s*"
)
ELIGIBLE = cue(r"đủ điều kiện")
COMPETENT = cue(r"thuộc thẩm quyền")
SETTLED = cue(r"giải quyết (?:xong|được|dứt điểm)?|đã giải quyết|giải quyết")
LEFT = cue(r"còn (?:lại)?|tồn đọng|tồn|chưa giải quyết|đang (?:giải quyết|xem xét|xác minh|xử lý)")
OPINION = cue(
    r"đối thoại|kiến nghị|phản ánh|cử tri|tiếp xúc|nhân dân|người dân|công dân|bà con"
    r"|hội viên|đoàn viên|trả lời|giải đáp|phúc đáp|phản hồi|của dân|doanh nghiệp|dân chủ|góp ý"
    r"|(?:tiếp nhận|nhận|chuyển|tiếp thu|ghi nhận|tổng hợp)[^,.;\d]*$"
)
RAISED = cue(
    r"(?:kiến nghị|phản ánh|đề xuất|đề nghị)(?: \w+){0,3} ?#"
    r"|# ?(?:được |mà )?(?:cử tri|người dân|nhân dân|bà con|công dân|hội viên|doanh nghiệp)"
    r"(?: \w+){0,2} (?:kiến nghị|phản ánh|bức xúc|đề nghị)"
)
THERE_WERE = cue(r"\W*(?:(?:đã|có|ghi|được|nhận|nêu|thu|tổng|cộng|số|tất|cả|là)\s+)*")
OPINIONS = frozenset((
    "ý kiến", "kiến nghị", "phản ánh", "nguyện vọng", "câu hỏi", "thắc mắc", "vướng mắc",
))  # fmt: skip
FACE_TO_FACE = cue(r"đối thoại")
DIALOGUE = cue(r"đối thoại|tiếp xúc|gặp gỡ|lắng nghe")
ASKED = cue(
    r"của dân|\bhộ\b|doanh nghiệp|đối thoại|tiếp xúc|cử tri|công dân|người dân|nhân dân|bà con"
)
MASS_CASE = cue(r"^ khiếu (?:kiện|nại)[^.,;\d]{0,20} (?:đông người|kéo dài|vượt cấp|phức tạp)")
CASE = cue(
    r"khiếu nại|tố cáo|khiếu kiện|kntc|đơn|thanh tra|tiếp công dân|tồn đọng|phức tạp"
    r"|giải quyết|tranh chấp"
)


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of a number of petitions, opinions or cases."""
    name = found.unit_name
    if name == "đơn":
        return _petition(found, page)
    if name == "lượt":
        return "don_knpa" if TOLD.match(found.near_tail) else None
    if name in OPINIONS:
        return _opinion(found, page)
    if name == "câu":
        return "dt_yk" if _goes_on_with_opinions(found) else None
    if name in {"vấn đề", "nội dung"}:
        return "don_knpa" if RAISED.search(found.near_lead[-40:] + "#" + found.near_tail) else None
    if name in {"vụ", "vụ việc", "việc"}:
        return _case(found)
    return None


def labels(text: str) -> set[str]:
    """Say which of complaint, denunciation and suggestion are named."""
    found = {kind for kind, pattern in NAMED.items() if pattern.search(text)}
    return found | {"don_kn", "don_tc"} if BOTH_KINDS.search(text) else found


def label_before(text: str) -> set[str]:
    """Read the label that stands right before a number (`tố cáo 21 đơn`, `KN 76`)."""
    match = LABEL_BEFORE.search(text[-140:])
    return labels(match[1]) if match else set()


def _petition(found: Found, page: Page) -> str | None:
    if NOT_PETITION.match(found.near_tail) or (
        found.unit_name == "đơn" and found.near_tail.startswith(" giản")
    ):
        return None
    if OTHER_PETITION.search(found.before):
        return None
    if page.says(OTHER_PETITION) and not page.says(OF_CITIZENS):
        return None
    own = OWN_NAME.search(page.low[found.start : found.end])
    if own is not None:
        kinds = labels(own[1] + (match[1] if (match := JOINED.match(found.tail)) else ""))
        return next(iter(kinds)) if len(kinds) == 1 else _stage(found)
    kinds = _kinds_after(found) or label_before(found.lead) or _long_label(found)
    if kinds == {"don_tc"} and CRIME.search(found.before + found.tail):
        return None
    if len(kinds) == 1:
        return next(iter(kinds))
    return _settled_of_kind(found) or _stage(found)


def _settled_of_kind(found: Found) -> str | None:
    """Give the kind of the petitions just counted: some are done (`15 tố cáo, xong 9`), a row."""
    previous = found.previous
    if not found.inherited_unit or previous is None or previous.sentence != found.sentence:
        return None
    if previous.indicator in NAMED and not found.lead.strip() and "\t" in found.lead:
        return previous.indicator
    done = previous.indicator in NAMED and DONE_WITH.fullmatch(found.lead) is not None
    return previous.indicator if done and found.value <= previous.value else None


def _kinds_after(found: Found) -> set[str]:
    """Read `# đơn khiếu nại`, `# đơn tố cáo, kiến nghị, phản ánh`."""
    tail = found.tail[:90]
    match = LABEL_AFTER.match(tail)
    if match is None:
        return set()
    # A semicolon or the label of the next number must not be taken for this one's.
    end = match.end()
    if end == len(tail.rstrip()) and "," in match.group() and found.tail.rstrip()[-1:].isalpha():
        before_comma = match.group().rpartition(",")[0]
        if not re.search(r"[.;]", before_comma) and labels(before_comma):
            return labels(before_comma) if _next_number_follows(found) else labels(match[1])
    return labels(match[1])


def _next_number_follows(found: Found) -> bool:
    """Say whether the tail runs straight into the next number."""
    return not found.tail.rstrip().endswith((".", ";", ")"))


def _long_label(found: Found) -> set[str]:
    match = LONG_LABEL.search(found.lead[-140:])
    return labels(match[1]) if match else set()


def _stage(found: Found) -> str:
    """Tell petitions received from those eligible, within competence or settled."""
    around = found.near_tail[:60]
    lead = found.near_lead[-60:]
    if ELIGIBLE.search(around) or ELIGIBLE.search(lead):
        return "don_dk"
    competent = COMPETENT.search(around) or COMPETENT.search(lead)
    if competent and found.denominator is None and "đã giải quyết" not in lead:
        return "don_tq"
    if found.denominator is not None or SETTLED.search(lead):
        return "don_gq"
    return "don_nhan"


def _at_dialogue(found: Found, page: Page) -> bool:
    """Say whether opinions counted in few words were raised at a dialogue told just before."""
    before = page.title + page.low[max(0, found.begin - 300) : found.begin]
    return THERE_WERE.fullmatch(found.near_lead) is not None and bool(DIALOGUE.search(before))


def _opinion(found: Found, page: Page) -> str | None:
    """Name suggestions made in writing, and what is asked and answered face to face."""
    if OF_CUSTOMERS.match(found.near_tail):
        return None
    if found.unit_name in {"kiến nghị", "phản ánh"}:
        return None if TO_THE_TOP.match(found.near_tail) else "don_knpa"
    if found.unit_name == "nguyện vọng":
        return None if WISH_OF_PUPILS.search(found.before + " ") else "dt_yk"
    raised = _goes_on_with_opinions(found) or _raised(found, page)
    return "dt_yk" if raised else None


def _goes_on_with_opinions(found: Found) -> bool:
    """Say whether the same sentence has counted opinions before."""
    said = (item.indicator for item in found.earlier() if item.sentence == found.sentence)
    return "dt_yk" in said


def _raised(found: Found, page: Page) -> bool:
    """Say whether opinions or questions are those of people heard, not of speakers or pupils."""
    words, tail = found.before[-200:], page.low[found.start : found.end] + found.near_tail[:60]
    if not (OPINION.search(words) or OPINION.search(tail) or _at_dialogue(found, page)):
        return False
    asked = found.unit_name in {"câu hỏi", "thắc mắc", "vướng mắc"}
    if asked and not ASKED.search(words + tail + page.title):
        return False
    if "tham luận" in found.near_tail:
        return False
    spoken = "phát biểu" in found.near_tail[:20]
    return not spoken or FACE_TO_FACE.search(words + page.title) is not None


def _case(found: Found) -> str | None:
    """Name cases of complaint; those of both kinds are no petitions."""
    if (outcome := outcome_of(found)) is not None:
        return outcome
    kinds = _kinds_after(found) or label_before(found.lead)
    if len(kinds) == 1:
        return "kntc_dn" if MASS_CASE.match(found.near_tail) else next(iter(kinds))
    if not CASE.search(found.before) and not kinds:
        return None
    if not kinds and (named := _cases_before(found)) is not None:
        return named
    return "kntc_ton" if LEFT.search(found.near_lead[-30:] + found.near_tail[:30]) else "kntc_gq"


def outcome_of(found: Found) -> str | None:
    """Name cases found right or wrong (`tố cáo đúng 5, đúng một phần 7, sai 9`)."""
    outcome = OUTCOME.search(found.lead[-60:])
    if outcome:
        return "kntc_kq_kn" if outcome[1].startswith("khiếu") else "kntc_kq_tc"
    previous = found.previous
    if previous is None or previous.indicator not in {"kntc_kq_kn", "kntc_kq_tc"}:
        return None
    return previous.indicator if OUTCOME_GOES_ON.fullmatch(found.lead) else None


def _cases_before(found: Found) -> str | None:
    """Say whether the same sentence has just counted cases of one kind (`402 vụ khiếu nại`)."""
    previous = found.previous
    while previous is not None and previous.unit_kind == "ratio":
        previous = previous.previous
    if previous is None or previous.sentence != found.sentence:
        return None
    same = previous.unit_name == found.unit_name and previous.indicator in {"don_kn", "don_tc"}
    return previous.indicator if same else None
