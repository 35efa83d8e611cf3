"""Magnitudes after a number and what is added to them; whether a bare magnitude is money."""

import re
from decimal import Decimal

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.numerals import SCALES, SHORT_SCALES, read_digits
from pipeline.figures.signs import (
    AND_MORE,
    COMPOUND,
    GLUED,
    MONEY_TALK,
    MORE_SCALE,
    ONE,
    SCALE,
    SCALE_STARTS,
    SPENT,
    THOUSAND,
    ZERO,
)
from pipeline.figures.units import counted_unit

LAST_COINS = re.compile(r" (\d{1,3})(?= ?(?:đồng|đ)(?!\w))")
PEOPLE = cue(
    r"(?<!\w)(?:dân số|(?:tổng|số|lượng) (?:lượng |số )?(?:khách|người|lượt|hội viên|đoàn viên"
    r"|dân|thuê bao|tài khoản|lao động|học sinh))(?!\w)[^,.;:\d\n]{0,30}\Z"
)


def counts_people(low: str, start: int) -> bool:
    """Say whether the words before a number say that people are counted."""
    return PEOPLE.search(low, max(0, start - 60), start) is not None


def doubt_money(low: str, found: Found, last: int) -> None:
    """Take back a guessed `đồng` where nothing speaks of money."""
    if not speaks_of_money(low, found.start, last):
        found.counts(None)
        found.flags.remove("unit_inferred")


def speaks_of_money(low: str, start: int, end: int) -> bool:
    """Say whether the words around a bare magnitude are about money."""
    since = max(low.rfind("\n", 0, start) + 1, start - 160)
    if counts_people(low, start):
        return False
    if low.endswith(("nhận ", "được "), 0, start) or MONEY_TALK.search(low, since, start):
        return True
    word = re.compile(r" ([^\W\d_]+)").match(low, end)
    return word is not None and word[1] in SPENT


def read_scale(low: str, at: int) -> tuple[Decimal, int, str]:
    """Read `nghìn tỷ`, `tr`, `k5` after digits: factor, end, how it is written."""
    match = (
        SCALE.match(low, at) if low[at : at + 2].lstrip(" \u00a0")[:1] in SCALE_STARTS else None
    )
    if match is None:
        return ONE, at, ""
    word = match[1]
    if word is not None:
        factor = SCALES.get(word) or SHORT_SCALES[word]
        if match[2]:
            factor *= SCALES[match[2]]
        money = word in {"triệu", "tỷ", "tỉ", "nghìn", "ngàn"}
        return factor, match.end(), "" if money else "count"
    short = match[3] or match[4]
    if match[3] in {"m", "g"}:
        return ONE, at, ""
    factor = SHORT_SCALES["tr" if short == "tr.đ" else short]
    return factor, match.end(), "informal" if short == "k" else ""


def read_added(low: str, start: int, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what is added after a magnitude, with a magnitude of its own or without."""
    extra, end = read_compound(low, at, factor)
    return (extra, end) if extra else _and_more(low, start, end, factor)


def _and_more(low: str, start: int, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what follows a magnitude without one: a digit is tenths of it, three are thousandths.

    Before a counted noun in a sentence about money the number belongs to that noun.
    """
    match = AND_MORE.match(low, at) if factor >= THOUSAND else None
    if match is None or MORE_SCALE.match(low, match.end()):
        return ZERO, at
    unit = counted_unit(low, match.end(), large=True)
    if unit is not None and unit.kind != "money" and speaks_of_money(low, start, start):
        return ZERO, at
    return int(match[1]) * factor / 10 ** len(match[1]), match.end()


def read_compound(low: str, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what is added after a magnitude: `102 tỷ 140 triệu`, `3 triệu rưỡi`, `1k5`."""
    extra = ZERO
    if factor < THOUSAND:
        return extra, at
    glued = GLUED.match(low, at)
    if glued and low[at - 1].isalpha():
        return Decimal(glued[1]) * factor / 10, glued.end()
    while (match := COMPOUND.match(low, at)) is not None:
        if match[4]:
            return extra + factor / 2, match.end()
        number = read_digits(match[1], "whole")
        smaller = SCALES[match[3]] * (100 if match[2] else 1)
        if number is None or smaller >= factor or number.value * smaller >= factor:
            break
        extra += number.value * smaller
        factor, at = smaller, match.end()
    if factor == THOUSAND and (coins := LAST_COINS.match(low, at)):
        return extra + int(coins[1]), coins.end()
    return extra, at
