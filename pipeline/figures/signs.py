"""The words and patterns around numbers that the scanner looks for; tables only."""

import re
from decimal import Decimal

from corpus.records import Qualifier
from pipeline.figures.cues import cue, word_set
from pipeline.figures.spelling import place_tones

NUMERAL = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d|[.,]\d)|\d+(?:[.,]\d+)*"


def _lone(word: str) -> str:
    """Give the pattern of a magnitude that stands for one of it: `hơn chục hộ`."""
    bounds = "|".join(f"(?<={bound} {word})" for bound in ("hơn", "gần", "ngót", "trên"))
    return f"{word}(?:{bounds})(?! rưỡi)"


_FIRST = (
    r"một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|không(?= (?:phẩy|trăm)\b)"
    r"|(?:trăm|triệu|tỷ|tỉ)(?= rưỡi)|trăm(?= phần trăm)"
    rf"|{'|'.join(map(_lone, ('chục', 'trăm', 'nghìn', 'ngàn', 'vạn')))}"
)
_NEXT = (
    r"không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|vạn"
    r"|triệu|tỷ|tỉ|chục|tá|linh|lẻ|phẩy|phảy|chấm|rưỡi|nửa"
)
_START = (
    rf"m(?:ột(?= (?:{_NEXT})(?!\w)| phần (?!tr|th)|, hai )|ột(?<=(?:nhất|hiểu) một)|ười)|hai"
    r"|b(?:a|ốn|ảy|ẩy)|n(?:ăm(?! \d|[.;)]|,(?! sáu )| (?:học|nay|qua|trước))|ửa"
    rf"|{_lone('nghìn')[1:]}|{_lone('ngàn')[1:]})|sáu|{_lone('vạn')}"
    rf"|t(?:ám|răm(?= (?:rưỡi|phần trăm))|{_lone('trăm')[1:]}|(?:riệu|ỷ|ỉ)(?= rưỡi))"
    rf"|ch(?:ín|{_lone('chục')[2:]})|không(?= (?:phẩy|trăm))"
)
NUMBER = re.compile(rf"[0-9 \n\u00a0(“\"](?:(?<=[0-9])|(?:{_START})(?!\w))")
"""Where a number may begin; one cheap pass, everything else looks only there."""
WORD_RUN = re.compile(rf"(?:{_FIRST})(?: (?:{_NEXT})){{0,27}}(?!\w)")
DIGITS = re.compile(NUMERAL)
ROW = re.compile(r"\d{1,3}(?: \d{3})+ \d+(?:[.,]\d+)*(?: \d+(?:[.,]\d+)*%?)*(?!\w)")
CELLS = re.compile(r"\d[\d.,]*(?: ?\| ?[+\-–]?\d[\d.,]*(?![\d.,]*%))+")
"""Numbers side by side, as a flattened table leaves them: nobody can say which go together."""
FRACTION = re.compile(rf" ?/ ?({NUMERAL})| (?:trên|trong)(?: tổng)?(?: số)? ({NUMERAL})(?= \w)")
RANGE = cue(rf" ?(?:-|–|—|÷|~|(?<= )(?:đến|tới)(?: (?:dưới|gần|hơn|khoảng))?| hoặc) ?({NUMERAL})")
BETWEEN = re.compile(rf" và ({NUMERAL})")
SCALE = re.compile(
    r"[ \u00a0]?(nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục|trăm|tá)(?!\w)(?: (tỷ|tỉ|triệu)(?!\w))?"
    r"|[ \u00a0]?(trđ|tr\.đ|tr|k|[mg](?!/))(?![\w²³]|\.\w)|(k|tr)(?=\d)"
)
WIDENS = re.compile(
    r"[ \u00a0]{0,2}(?:[-/–—÷~(]|t[rỷỉáớ]|đến|hoặc|ng[hà]|vạn|chục|[kmg](?![^\W\d_]))"
)
"""What may open a fraction, a range, a magnitude or the number again in words; cheap to ask."""
COMPOUND = re.compile(rf" ({NUMERAL}) (?:(trăm) )?(triệu|nghìn|ngàn|tỷ)(?!\w)| (rưỡi)(?!\w)")
AND_MORE = re.compile(r" (\d|\d{3})(?![\w/%]|[.,]\d)(?= [^\W\d_]| ?[.,;:)]|\s*\Z)")
"""What is said after a magnitude without one of its own: `1 tỷ 2`, `5 nghìn 200 hộ`."""
MORE_SCALE = re.compile(r" (?:trăm|chục|tháng|năm|giờ|ngày)(?!\w)")
ONE, ZERO, THOUSAND = Decimal(1), Decimal(0), Decimal(1000)
SCALE_STARTS = frozenset("ntvckmg")
RANGE_STARTS = frozenset("-–—÷~đth")
GLUED = re.compile(r"(\d)(?!\d)")
_QUALIFIERS: dict[str, Qualifier] = {
    "hơn": "more_than", "trên": "more_than", "quá": "more_than", "vượt": "more_than",
    ">": "more_than", "gần": "nearly", "khoảng": "about", "chừng": "about", "tầm": "about",
    "ước": "about", "độ": "about", "~": "about", "≈": "about", "dưới": "less_than",
    "<": "less_than", "≥": "at_least", "≤": "at_most", "xấp xỉ": "about", "ước khoảng": "about",
    "ước chừng": "about", "không quá": "at_most", "chưa quá": "at_most", "tối đa": "at_most",
    "nhiều nhất": "at_most", "không vượt": "at_most", "vượt quá": "more_than",
    "ít nhất": "at_least", "tối thiểu": "at_least", "không dưới": "at_least",
    "không ít hơn": "at_least", "không hơn": "at_most", "chưa đến": "less_than",
    "chưa tới": "less_than", "chưa đầy": "less_than", "gần như": "nearly", "suýt": "nearly",
    "sấp xỉ": "about", "lên tới": "exact", "nhiều hơn": "exact", "cao hơn": "exact",
    "thấp hơn": "exact", "ít hơn": "exact", "lớn hơn": "more_than", "nhỏ hơn": "less_than",
    "không trên": "at_most", "ước đạt": "exact", "tròn": "exact",
    "từ hơn": "more_than", "ngót": "nearly", "ngót nghét": "nearly", "non": "nearly",
    "suýt soát": "about", "cỡ": "about", "ít ra": "at_least", "tối thiểu là": "at_least",
    "ít nhất là": "at_least", "tối đa là": "at_most", "nhiều nhất là": "at_most",
    "không thấp hơn": "at_least", "không cao hơn": "at_most", "không kém": "at_least",
    "không tới": "less_than", "không đến": "less_than", "trên dưới": "about",
}  # fmt: skip
QUALIFIERS = {place_tones(phrase): value for phrase, value in _QUALIFIERS.items()}
LAST_OF_QUALIFIERS = frozenset(phrase.split()[-1] for phrase in QUALIFIERS)
OPENING = '(“"-–:,;'
UP = re.compile(r"[^.;\n\d]{0,25}?\btrở (?:(lên)|xuống)")
STOPS = word_set(
    "và với của cho để từ là có được đã đang sẽ trong ngoài tại ở thì nên vào ra lên xuống "
    "còn đến tới theo do bởi vì mà nay này đó kia trên dưới hơn gần so bằng đạt giảm tăng "
    "chiếm qua về như cũng lại không chưa trở nhưng song nếu khi các những mỗi trước sau "
    "giữa cùng hoặc hay rồi đều thuộc gồm tức nghĩa đây ấy nữa"
)
NOT_COUNTED = STOPS | word_set(
    "nằm hỏi giúp lúc tạm phải cần muốn đi chạy nhận nộp họp xét dựng làm lắp mua bắt giữ lấy "
    "đưa mang vươn thoát đem dành chưa chẳng vẫn luôn sẽ hãy cứu xin nói nghe thấy biết"
)
"""First words that are never what is counted: grammar and verbs that no noun begins with."""
SPENT = word_set(
    "làm xây mua giúp sửa lắp trồng nuôi mở trả chi đầu hỗ tặng trao ủng đóng gửi vay lo "
    "thăm tổ góp nhờ tiền"
)
"""Verbs after an amount of money whose `đồng` is left out."""
MONEY_TALK = cue(
    r"\d đồng|(?<!\w)(?:kinh phí|trị giá|giá|ủng hộ|mất|đỡ|lỗ|lời|kiếm|đóng|tiêu|cọc"
    r"|biếu|cước|thuế|góp|thu|chi|vốn|quỹ|tiền|tặng|hỗ trợ|đầu tư"
    r"|ngân sách|doanh thu|doanh số|thu nhập|lợi nhuận|lãi|nợ|vay|cho vay|giải ngân|dự toán"
    r"|phạt|thưởng|lương|mức|trợ cấp|quyên|huy động|tiết kiệm|bán|mua|tài trợ|đền bù"
    r"|bồi thường|tài sản|thiệt hại|phí|nguồn lực|nộp|trả|xã hội hóa|dư nợ|số dư|chiếm đoạt"
    r"|xây|sửa chữa|trao|học bổng|quà|tổng mức|hết|tốn|gửi|bỏ ra"
    r"|(?:tỷ|tỉ|triệu|nghìn|ngàn|\d) ?(?:đồng|đ|vnđ))(?!\w)"
)
"""Words of money, without which `triệu` alone says nothing about `đồng`."""
VERB_AFTER = cue(
    r" (?:tham gia|tham dự|trả lời|giải quyết|xử lý|chuyển|thuộc thẩm quyền|đủ điều kiện"
    r"|kiểm tra|sinh hoạt|(?:trễ|sớm|chậm) (?:hạn|hẹn)|quá hạn|đúng hạn|hoàn thành"
    r"|hòa giải thành|(?:kinh tế|văn hóa(?! phẩm)|an ninh|quốc phòng|nông nghiệp))(?!\w)"
)
"""What was done with things whose unit is left out: no word of it is a unit."""
ATTACHED = word_set(
    "giảm tăng trên gần hơn đạt còn là có được khoảng tiếp nhận dưới với gồm và thêm quyết "
    "trị giá hiến tặng trao cho hạn lượt đơn vụ"
)
PREFIX_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "usd": "USD", "eur": "EUR",
                "vnd": "đồng", "vnđ": "đồng", "us$": "USD"}  # fmt: skip
RANKED = word_set("xếp hạng đứng trí xếp:")
SURE_KINDS = word_set("count money ratio area measure")
ON = word_set("lĩnh địa mặt phương kênh trang báo")
WORD_UNITS = word_set(
    "hộ đơn mô hình người vụ tổ lượt hồ thủ cuộc buổi hội cá tập xã thôn xóm bản buôn chi "
    "đảng đồng đô euro usd cent cents xu pounds bảng triệu nghìn căn nhà suất ngày điển "
    "tuyến công km ha phường thị huyện ấp cặp tấn sào con chỉ cây lượng"
)
COUNTING = word_set(
    "có gồm với được nhận và cho hơn gần khoảng trên lập dựng còn tổ là cả hiến tặng đủ"
)
DURATION = re.compile(
    r"(?:rút ngắn|cắt giảm|giảm|không quá|tối đa|xuống|thời gian giải quyết|thời hạn giải quyết)"
)
SPORT = re.compile(r"thắng|thua|hòa|tỷ số|tỉ số|dẫn|trận|đội|bàn|gặp")
CUE_BEFORE_PAIR = word_set("đạt có được là đã xong thành quyết hạn cắm còn gồm")
