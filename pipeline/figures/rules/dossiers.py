"""Dossiers of administrative procedures, the procedures themselves, services online."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

LATE = cue(
    r"(?<!không )(?:trễ|quá|chậm|muộn) (?:thời )?hạn|trễ hẹn|quá hẹn|(?:trả|giải quyết|xử lý)"
    r" (?:kết quả )?(?:bị )?(?:trễ|chậm|muộn)|(?:trễ|chậm|muộn) trả|tỷ lệ trễ"
    r"|(?:^|[\s,;:(])(?:trễ|chậm|muộn)[\s:]*$"
)
IN_TIME = cue(
    r"(?:đúng|trước|sớm) (?:thời )?(?:hạn|hẹn)|đúng và trước|trước và đúng|trước, đúng|sớm hơn"
)
ONLINE = cue(r"trực tuyến|toàn trình|một phần|dịch vụ công|dvc|qua mạng|mức độ [34]")
OPEN = cue(
    r"đang (?:giải quyết|xử lý|trong|thụ lý)|chưa (?:đến hạn|giải quyết)|còn (?:lại"
    r"|hạn|trong hạn)|trong hạn"
)
DONE = cue(r"giải quyết|xử lý|trả kết quả|đã trả|hoàn thành")
CUT = cue(r"cắt giảm|đơn giản|rút ngắn|bãi bỏ")
NOT_DOSSIER = cue(
    r"^ (?:dự thi|ứng cử|vay|bệnh án|khen thưởng|người có công|dự thầu|mời thầu"
    r"|dự tuyển|xét tuyển|nhập học|đảng viên|vụ án|liệt sĩ|yêu cầu bồi thường|bảo hiểm"
    r"|bồi thường|bệnh nhân"
    r"|đăng ký (?:dự thi|thi|xét tuyển|dự tuyển|nhập học|tuyển sinh|dự thầu))"
)
PRIVATE = cue(
    r"hồ sơ (?:xin |đề nghị )?(?:vay|tín dụng|dự thầu|mời thầu|ứng tuyển|xin việc|dự tuyển)"
    r"|thí sinh|tuyển sinh|xét tuyển|nợ (?:xấu|quá hạn)|(?:vay|tín dụng|dư nợ)[^.;]{0,20} quá hạn"
)
OFFICE = cue(
    r"hồ sơ (?:bị )?trả|hành chính|một cửa|tthc|dịch vụ công|đúng hạn|trước hạn"
    r"|(?:trễ|quá|chậm|muộn|sớm) hạn|giải quyết|trả kết quả|tiếp nhận|công khai|niêm yết"
    r"|cấp (?:huyện|xã|tỉnh)"
)
SHARE = cue(r"số hóa|thanh toán|niêm yết|công khai|tái sử dụng")

PART = cue(
    r"[^,;:(]*[,;:(]\s*(?P<what>(?:trong đó|trong số này|gồm|nhiều nhất|tập trung|chủ yếu|riêng)"
    r"[^\d.;]{0,50}|(?:và )?[^\d.;,(]{2,40}[(]?)"
)
OF_ITS_OWN = cue(
    r"nhận|giải quyết|xử lý|\btrả|hồ sơ|tổng|thụ lý|phát sinh|chuyển|nộp|còn|đang|chưa|mới|rút"
    r"|trực tuyến|trực tiếp|tăng|giảm|so với|đã|đạt|cùng kỳ"
)
"""Words by which a count of dossiers is one of its own and no part of those before."""


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of dossiers, procedures or services."""
    name = found.unit_name
    if name == "hồ sơ":
        plain = NOT_DOSSIER.match(found.near_tail) or PRIVATE.search(found.before)
        if plain or not page.says(OFFICE) or _of_refused(found):
            return None
        return _part_of_timely(found) or dossier(found)
    if name == "thủ tục":
        if not page.says(OFFICE) and "hành chính" not in page.title:
            return None
        return "tthc_cat" if CUT.search(found.before[-70:] + found.near_tail) else "tthc"
    if name == "dịch vụ công":
        words = page.low[found.start : found.end] + found.near_tail
        return (
            "dvc_tt" if "công" in words or "dvc" in words or ONLINE.search(found.before) else None
        )
    return None


def _part_of_timely(found: Found) -> str | None:
    """Name dossiers that are some of the late or timely ones counted just before, by field."""
    previous = found.previous
    if previous is None or previous.sentence != found.sentence or found.near_tail.strip(" )"):
        return None
    kind = {"hs_tlqh": "hs_qua", "hs_tldh": "hs_dung"}.get(previous.indicator, previous.indicator)
    part = PART.fullmatch(found.lead) if kind in {"hs_qua", "hs_dung"} else None
    if part is None or OF_ITS_OWN.search(part["what"]) or LATE.search(part["what"]):
        return None
    return None if IN_TIME.search(part["what"]) else kind


def _of_refused(found: Found) -> bool:
    """Say whether the dossiers counted just before were of another sort and these go on."""
    previous = next((item for item in found.earlier() if item.unit_name == "hồ sơ"), None)
    if previous is None or previous.indicator != "khac":
        return False
    return previous.sentence == found.sentence or not found.near_tail.strip()


def dossier(found: Found) -> str:
    """Tell dossiers on time, overdue, open, settled and received apart."""
    after, before = found.near_tail[:70].partition(" – ")[0], found.near_lead[-90:]
    for words in (after, before):
        late, in_time = LATE.search(words), IN_TIME.search(words)
        if late and not in_time:
            return "hs_qua"
        if in_time:
            return "hs_dung"
    if ONLINE.search(after) or ONLINE.search(before):
        return "sohoa" if SHARE.search(before) else "dvc_hs"
    if OPEN.search(before) or OPEN.search(after):
        return "hs_dang"
    return "hs_gq" if DONE.search(before[-40:]) and "tiếp nhận" not in before[-30:] else "hs_nhan"


def rate(words: str) -> str | None:
    """Name the indicator of a share of dossiers."""
    if PRIVATE.search(words):
        return None
    if LATE.search(words) and not IN_TIME.search(words):
        return "hs_tlqh"
    if IN_TIME.search(words):
        return "hs_tldh"
    return None
