"""What a share is a share of, where the words before it say so: the subject named last."""

from pipeline.figures.cues import Cue, any_of, cue, hinted, phrases
from pipeline.figures.page import Page
from pipeline.figures.rules import dossiers
from pipeline.figures.rules.households import NEAR_POOR
from pipeline.figures.rules.indexes import INDEX, index_topic

UNHAPPY = cue(r"(?:không|chưa) $")
POOR = cue(r"hộ nghèo|tỷ lệ nghèo|tỉ lệ nghèo|nghèo đa chiều|giảm nghèo|hộ dân nghèo")
PAYMENT = cue(r"thanh toán")
CULTURE = cue(r"gia đình văn hóa|khu dân cư văn hóa|danh hiệu văn hóa|thôn văn hóa|làng văn hóa")
SUBJECTS: tuple[tuple[str, Cue], ...] = (
    ("index", INDEX),
    ("sipas", any_of("hài lòng")),
    ("ngheo_tl", hinted(rf"(?<!cận )(?:{POOR.pattern})", "nghèo")),
    ("cngheo", Cue(NEAR_POOR, phrases("nghèo"))),
    ("hg_tl", any_of("hòa giải")),
    ("hs", hinted(
        r"(?:đúng|trước|sớm|trễ|quá|chậm|muộn) (?:thời )?(?:hạn|hẹn)|đúng và trước"
        r"|(?:hồ sơ|tthc|thủ tục)[^.,;]{0,40} (?:trễ|chậm|muộn)(?= )|tỷ lệ (?:trễ|quá hạn)",
        "hạn", "trễ", "hẹn", "đúng và trước", "hồ sơ", "tthc", "thủ tục",
    )),
    ("online", hinted(
        r"trực tuyến|toàn trình|dịch vụ công|\bdvc",
        "trực tuyến", "toàn trình", "dịch vụ công", "dvc",
    )),
    ("sohoa", any_of("số hóa")),
    ("bhyt", any_of("bảo hiểm y tế", "bhyt")),
    ("vhoa", Cue(CULTURE, phrases("văn hóa"))),
    ("giaingan", any_of("giải ngân")),
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
"""`hs`, `online` and `index` stand for several indicators, `none` for what has none."""


def subject_in(page: Page, words: str, tail: str = "") -> str | None:
    """Name a share by the words before it, the last ones winning, or by the poor after it."""
    if POOR.search(tail) and not NEAR_POOR.search(tail):
        return "ngheo_tl"
    name, place = _last_named(page, words)
    if name == "sipas" and UNHAPPY.search(words[max(0, place - 8) : place]):
        return "none"
    if name == "hs":
        return dossiers.rate(words)
    if name == "online":
        return "tt_tt" if PAYMENT.search(words) else "dvc_hs"
    return index_topic(words) if name == "index" else name


def _last_named(page: Page, words: str) -> tuple[str | None, int]:
    """Give the subject named last, and where; of two at one place the first of the table."""
    best, place = None, -1
    for name, subject in page.possible(SUBJECTS):
        if not subject.possible(words):
            continue
        for match in subject.pattern.finditer(words):
            if match.start() > place:
                best, place = name, match.start()
    return best, place
