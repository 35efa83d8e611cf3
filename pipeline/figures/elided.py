"""Units left out: restored from the list, the label or the neighbour that says them."""

import re

from msgspec.structs import replace

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.in_rows import BARE_AFTER, headed_by, in_row
from pipeline.figures.movement import FROM, FROM_TO
from pipeline.figures.numerals import SCALES
from pipeline.figures.page import Page
from pipeline.figures.rules.petitions import label_before
from pipeline.figures.signs import MONEY_TALK, VERB_AFTER
from pipeline.figures.spelling import place_tones
from pipeline.figures.units import Unit, read_unit

UNIT_IN_LABEL = cue(
    r"^\W*(?:\d+[.)] )?(?:tổng (?:số )?|số (?:lượng )?)?(hồ sơ|đơn thư|đơn|lượt"
    r"|vụ việc|vụ|hộ|mô hình|thủ tục|tthc|cuộc|tổ hòa giải|hòa giải viên|ý kiến|kiến nghị"
    r"|phản ánh|người(?=:)|đoàn(?= đông người:|:))"
    r"(?: [^.;:\d()]{1,60})?:? $"
)
UNIT_NEAR = cue(
    r" ?(?:số )?(hồ sơ|đơn(?! vị| giản| giá)|lượt|vụ(?! án| đông| mùa| thu)|hộ(?! chiếu| khẩu)"
    r"|mô hình|thủ tục|cuộc(?! thi| sống| đời)|ý kiến|kiến nghị|phản ánh)"
    r"(?: (?!số|thứ|lần|ngày|tháng|năm|đến|từ)[^\W\d_]+){1,4} "
)
"""A thing and its kind right before its number: `mô hình tập thể 210, cá nhân 90`."""
LABEL_UNIT = re.compile(r"\(([^()]{1,16})\)[\s:|]*$")
STAGE = cue(r"(?:đăng ký|tiếp nhận|thụ lý|nhận|giải quyết|kế hoạch|tổng số|lũy kế):? $")
NEXT_STAGE = cue(r"(?:,|;| và) (?:đã |được )?[^\W\d]+(?: [^\W\d]+){0,2} ")
CELL = cue(r"\s*[(,;–:-]\s*(?:(?!ngày|tháng|năm|số|điều)[^\W\d_]+ ?){1,5}[:\s]*")
UNIT_AHEAD = cue(
    r"(?:^|[^\w])(?:số|tổng|tổng số|lượng) (?:lượng )?(hồ sơ|đơn thư|đơn|lượt|vụ việc"
    r"|vụ|hộ|mô hình|thủ tục|cuộc|người|tổ hòa giải|hòa giải viên|đảng viên|hội viên"
    r"|tổ(?= (?:tăng|giảm)))"
    r"(?: [^.;,\d:(]{1,60})?(?: \d{4}(?: ?[-–] ?\d{4})?)?"
    r"(?::| là| đạt| còn| có| được| lên| (?:tăng|giảm)(?: thêm| được| từ)?)"
    r"\s*(?:hơn |trên |gần |khoảng )?$"
)
POOR_AHEAD = cue(
    r"(?:^|[^\w])(hộ) nghèo(?: [^.;,\d:(]{1,40})?(?::| còn| là| có)\s*(?:(?:đầu|cuối) kỳ )?$"
)
MEDIATED = cue(r"hòa giải (?:không )?thành(?: công| được)?:?\s*$")
SCORED = cue(
    r"(?:chỉ số [^.;,:\d()]{4,60}|\b(?:d?dci|dti|sipas|par[ -]?index|papi|pci|pgi)\b\)?"
    r"[^.;,:\d()]{0,30}?)(?: năm \d{4})?(?: của [^.;,:\d]{1,30})?(?::| là| đạt| –| -|)"
    r"(?: mức)?\s*$"
)
"""An index named right before a bare decimal, which is then its points."""
RANKED = cue(r" ?\((?:xếp )?(?:thứ )?hạng \d")
MOST_OF = cue(
    r"(?:nhiều|(?<!\w)số) (hồ sơ|đơn|vụ việc|vụ|lượt|cuộc|mô hình|hộ|người|ý kiến|kiến nghị"
    r"|đảng viên|hội viên)"
    r"(?: [^.;\d:(]{1,60})?(?: là| như| gồm|:)(?: (?!ngày|tháng|năm)[^\W\d]+){1,5} \(?$"
)
"""A list of the places that have most of a thing, each with its number."""
ALIKE = 20
"""Numbers of one row are of a size: farther apart than so many times they are no row."""
MOVES = cue(r"(?<!\w)(?:tăng|giảm)(?!\w)")
MEASURED = frozenset(("area", "measure"))
NAMES = {"đơn thư": "đơn", "tthc": "thủ tục", place_tones("đoàn"): "đoàn"}
LISTED = cue(r"trong đó|bao gồm|cụ thể|chia theo|phân theo|chia ra")
SUMMED = frozenset(("", "đơn", "vụ việc", "vụ", "lượt", "tỷ lệ"))
"""What may stand before the first of the kinds of petitions."""
TAKEN_ON = cue(r", (?:đã )?(?:hòa giải|giải quyết) (?:không )?thành ")
AMONG = ("trong số ", "trong tổng số ")
NOW_ALSO = cue(r" ?, (?:đã|mới|chỉ|nay|hiện) (?:[^\W\d]+ ){1,3}")
"""What was done of what was just counted: `… 40 suất, đã trao 25`."""
LABELS = cue(r"; (?!ngày|tháng|năm)[^;:.\d]{2,40}: ")
BODIES = frozenset(("tập thể", "cá nhân"))
FIELD = cue(r"lĩnh vực|kinh tế|văn hóa|an ninh|quốc phòng|hệ thống chính trị")
ELIDED = cue(
    r"giải quyết|tiếp nhận|còn|đúng hạn|trước hạn|quá hạn|trễ hạn|thành|tồn|nhận|xử lý"
    r"|đạt|khiếu nại|tố cáo|kiến nghị|phản ánh|\bkn\b|\btc\b|định kỳ|thường xuyên"
    r"|đột xuất|lĩnh vực|kinh tế|xã hội|an ninh|hệ thống|cấp|mới|cũ|khác|tốt|khá"
    r"|đủ điều kiện|thẩm quyền|thụ lý|sao|nông thôn|là|có|\btrả\b|trễ|sớm|chậm|trùng|rút"
    r"|trực tiếp|trực tuyến|bưu chính|đình chỉ|tăng|giảm|\bchuyển|hướng dẫn|lưu đơn"
)


def restore_unit(page: Page, item: Found, last: Found | None) -> None:
    """Give a bare number the unit of the one before it when a list or a label goes on."""
    if "unit_inferred" in item.flags and (counted := _no_money(item)) is not None:
        item.flags.remove("unit_inferred")
        _inherit(item, counted)
        return
    if item.unit is not None or item.kind == "rank" or _unit_from_label(item) or _points(item):
        return
    unit = _left_out(item)
    if unit is None and last is not None and item.previous is None and _is_whole(item):
        heading = headed_by(page, item, last)
        unit = heading.unit if heading is not None else None
    if unit is None:
        return
    _inherit(item, unit)
    if item.other is not None and not _is_whole(item):
        item.value, item.other = item.other, None
    elif item.unit_kind in {"count", "area"}:
        item.other = None


def _no_money(item: Found) -> Unit | None:
    """Give what a bare `20 nghìn` counts where a row of counts of its size goes on."""
    previous = item.previous
    if previous is None or previous.unit_kind != "count" or MONEY_TALK.search(item.near_lead):
        return None
    alike = previous.value / ALIKE <= item.value <= previous.value * ALIKE
    return previous.unit if alike and in_row(item, previous) else None


def _inherit(item: Found, unit: Unit) -> None:
    """Give a number a unit that stands elsewhere, and say so."""
    item.counts(replace(unit, end=item.end))
    item.inherited_unit = True
    item.flags.append("unit_inherited")


def _is_whole(item: Found) -> bool:
    return item.value == item.value.to_integral_value()


def _left_out(item: Found) -> Unit | None:
    """Give the unit that words ahead say, or the one of the number that a list goes on from."""
    previous = _counted_before(item)
    name = _name_ahead(item, previous)
    if name is not None:
        return Unit(name, "count", item.end, name)
    if previous is None:
        return None
    if previous.unit_kind in MEASURED:
        return previous.unit if in_row(item, previous) else None
    if previous.unit_kind not in {"count", "other"} or not _is_whole(item):
        return None
    goes_on = not item.lead.strip() or ELIDED.search(item.lead) or _goes_on(item)
    goes_on = goes_on or in_row(item, previous)
    return previous.unit if goes_on else None


def _name_ahead(item: Found, previous: Found | None) -> str | None:
    """Name what is counted by a kind of petition, by mediation or by the noun before a number."""
    before = "" if previous is None else previous.unit_name
    if before in SUMMED and label_before(item.lead[-60:]):
        return before if before in {"vụ", "vụ việc"} else "đơn"
    if _is_case(item):
        return "vụ"
    ahead = _noun_ahead(item)
    return None if ahead is None else NAMES.get(ahead[1], ahead[1])


def _is_case(item: Found) -> bool:
    """Say whether mediation is what names a bare number (`thụ lý 6, hòa giải thành 5`)."""
    if not BARE_AFTER.match(item.tail):
        return False
    taken_on = STAGE.search(item.near_lead) and TAKEN_ON.match(item.tail)
    return bool(taken_on or MEDIATED.search(item.near_lead))


def _points(item: Found) -> bool:
    """Give a bare decimal the points of the index it is said of (`DTI đạt 0,6104`)."""
    if _is_whole(item) or item.other is not None:
        return False
    if not (SCORED.search(item.lead[-110:]) or RANKED.match(item.tail)):
        return False
    _inherit(item, Unit("điểm", "point", item.end, "điểm"))
    return True


def _counted_before(item: Found) -> Found | None:
    """Give the quantity a list goes on with: a share in brackets does not interrupt it."""
    previous = item.previous
    if previous is None:
        return None
    if previous.unit_name in BODIES and FIELD.search(item.near_lead):
        return next((x for x in item.earlier() if x.unit_name.startswith("mô hình")), previous)
    if previous.sentence != item.sentence and previous.unit_name in {"kiến nghị", "phản ánh"}:
        return _total_before(item, previous)
    if previous.unit_kind != "ratio":
        return previous
    if previous.sentence != item.sentence:
        return previous
    if item.lead.startswith(")"):
        previous = previous.previous
    if previous is None or MOVES.search(item.lead) or not BARE_AFTER.match(item.tail):
        return previous
    return _before_shares(previous)


def _before_shares(last: Found) -> Found:
    """Give the count that shares were told of: `… 120 hồ sơ, đạt 98%; quá hạn 4`."""
    for item in (last, *last.earlier()):
        if item.sentence != last.sentence:
            break
        if item.unit_kind != "ratio":
            return item
    return last


def _total_before(item: Found, last_part: Found) -> Found:
    """Give the petitions whose last part was just counted: a new sentence goes on with them."""
    for earlier in last_part.earlier():
        if earlier.sentence != last_part.sentence:
            break
        if earlier.unit_name == "đơn" and earlier.value >= max(item.value, last_part.value):
            return earlier
    return last_part


def take_unit_from(following: Found, item: Found) -> None:
    """Take a unit that the next number of a short list says (`đăng ký 9, công nhận 8 mô hình`)."""
    unit = following.unit
    if unit is None or unit.kind != "count" or following.sentence != item.sentence:
        return
    from_to = FROM.search(item.lead[-30:]) and FROM_TO.match(following.lead)
    staged = NEXT_STAGE.fullmatch(following.lead) and STAGE.search(item.near_lead)
    labelled = item.near_lead.endswith(": ") and LABELS.fullmatch(following.lead)
    listed = (staged or labelled) and _is_whole(item) and item.kind != "rank"
    if from_to or listed:
        _inherit(item, unit)


def _goes_on(item: Found) -> bool:
    """Say whether a bare number goes on with a list: `61 câu hỏi, 48 trả lời`, `(mới 3, cũ 4)`."""
    previous = item.previous
    if previous is None or previous.sentence != item.sentence:
        return False
    if len(item.lead) < 24 and VERB_AFTER.match(item.tail):
        return True
    if item.lead == ", " and previous.before.endswith(AMONG):
        return True
    if NOW_ALSO.fullmatch(item.lead) and BARE_AFTER.match(item.tail):
        return True
    listed = (
        previous.inherited_unit
        or item.lead.lstrip().startswith("(")
        or previous.lead.endswith(": ")
        or LISTED.search(previous.lead) is not None
    )
    return (
        listed
        and CELL.fullmatch(item.lead) is not None
        and BARE_AFTER.match(item.tail) is not None
    )


def _noun_ahead(item: Found) -> re.Match[str] | None:
    """Find the counted thing before a bare number: `số hồ sơ: 12`, `Hồ sơ tiếp nhận 120;`."""
    lead = item.lead[-90:]
    ahead = UNIT_AHEAD.search(lead) or MOST_OF.search(item.lead[-120:])
    ahead = ahead or (POOR_AHEAD.search(lead) if BARE_AFTER.match(item.tail) else None)
    if ahead is None and BARE_AFTER.match(item.tail):
        ahead = UNIT_IN_LABEL.match(lead[_last_break(lead) :]) or UNIT_NEAR.fullmatch(
            item.near_lead
        )
    return ahead


def _last_break(lead: str) -> int:
    """Give where the cell of a flattened table begins."""
    return max(map(lead.rstrip(": ").rfind, (";", "\n", ":", "|", ". "))) + 1


def _unit_from_label(item: Found) -> bool:
    """Read the unit of a cell from its label: `Tỷ lệ (%) 98,3`, `Kinh phí (triệu đồng): 5`."""
    match = LABEL_UNIT.search(item.near_lead[-40:]) or LABEL_UNIT.search(item.lead[-40:])
    if match is None:
        return False
    words = match[1].strip()
    scale, _, name = words.partition(" ")
    factor = SCALES.get(scale) if name.startswith(("đồng", "usd")) else None
    unit = read_unit(" " + (name if factor else words), 0)
    if unit is None or unit.kind == "other":
        return False
    if factor is not None:
        item.value, item.other = item.value * factor, None
    _inherit(item, unit)
    return True
