"""The indicators' patterns, one module per family; patterns only."""

from collections.abc import Callable

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules import (
    dossiers,
    exemplars,
    households,
    land,
    mediation,
    money,
    petitions,
    rates,
    reception,
    society,
)
from pipeline.figures.rules.civic import out_of_place

VERB_ALONE = cue(r"[\s,;(]*(?:tăng|giảm)(?: thêm| được| hơn| gần)*\s*")
THAT_NUMBER = cue(
    r"\W*(?:con số|số|tổng số) (?:này|ấy|đó|trên)(?: đã| chỉ| là| còn| giảm| tăng| lên"
    r"| xuống| đến| tới| đạt| hiện| nay| có| được| hơn| trên| gần| khoảng| thì"
    r"| cũng| mới| vẫn)*\s*"
)
REACH = 70
"""Characters between a count and what it grew by, the words after its unit among them."""
Rule = Callable[[Found, Page], str | None]

_CASES: tuple[Rule, ...] = (mediation.decide, reception.decide, petitions.decide)
_RATES: tuple[Rule, ...] = (rates.decide,)
_SOCIETY: tuple[Rule, ...] = (society.decide,)
RULES: dict[str, tuple[Rule, ...]] = {
    "lượt": (petitions.decide, reception.decide, society.decide),
    "lượt người": (reception.decide, society.decide),
    **dict.fromkeys(("đoàn", "lượt đoàn"), (reception.decide,)),
    "người": (mediation.decide, households.decide, reception.decide, society.decide),
    "khẩu": (households.decide,),
    **dict.fromkeys(("kỳ", "buổi", "phiên"), (society.decide, reception.decide)),
    **dict.fromkeys(
        ("đơn", "vấn đề", "nội dung", "câu", *petitions.OPINIONS), (petitions.decide,)
    ),
    **dict.fromkeys(("vụ", "vụ việc", "việc"), _CASES),
    **dict.fromkeys(("hồ sơ", "thủ tục", "dịch vụ công"), (dossiers.decide,)),
    **dict.fromkeys(("mô hình", "mô hình, điển hình", "điển hình"), (exemplars.decide,)),
    **dict.fromkeys(("tập thể", "cá nhân"), (exemplars.decide, society.decide)),
    "hộ": (households.decide,),
    **dict.fromkeys(land.AREAS, (land.decide,)),
    **dict.fromkeys(("tổ", "tổ hòa giải", "hòa giải viên"), (mediation.decide, society.decide)),
    **dict.fromkeys(("%", "điểm", "điểm phần trăm", "bậc"), _RATES),
    **dict.fromkeys(("đồng", "USD", "EUR", "GBP", "JPY", "CNY", "cent"), (money.decide,)),
}
"""Which rules may claim a number, by its unit, in the order they are asked."""


def name_indicator(found: Found, page: Page) -> str:
    """Ask the rules for the indicator of a quantity; `khac` when none claims it."""
    if found.kind == "change" and (named := _changed(found)) is not None:
        return named
    rules = _RATES if found.kind == "rank" else RULES.get(found.unit_name, _SOCIETY)
    for rule in rules:
        name = rule(found, page)
        if name is not None:
            return "khac" if out_of_place(name, page) else name
    return _that_number(found) or "khac"


def _that_number(found: Found) -> str | None:
    """Give what the figure that `con số này` points back to counts."""
    words = found.near_lead
    if "số" not in words or not THAT_NUMBER.fullmatch(words) or found.near_tail.strip():
        return None
    previous = next(iter(found.earlier()), None)
    while previous is not None and previous.unit_kind == "ratio":
        previous = previous.previous
    same = previous is not None and previous.unit_name == found.unit_name
    return previous.indicator if previous is not None and same else None


def _changed(found: Found) -> str | None:
    """Give what the figure right before counts, if that is what grew (`21 đơn, tăng 3 đơn`)."""
    previous = found.previous
    if previous is None or previous.sentence != found.sentence or previous.indicator == "khac":
        return None
    same = previous.unit_name == found.unit_name and previous.unit_kind == "count"
    alone = VERB_ALONE.fullmatch(found.near_lead) and len(found.lead) < REACH
    return previous.indicator if same and alone and ";" not in found.lead else None
