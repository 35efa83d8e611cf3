"""Which administrative unit a name in a text means, by its type, neighbours, province and date.

A tie stays a tie: `code` is None and `candidates` names every unit it may be. A bare commune
counts only where its type or its parent is named too. Names of persons are never places.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal, cast

from corpus.records import Era, Place, PlaceLevel, Province
from corpus.vocab.places import NEW_ERA, OLD_ERA, ProvinceFacts, Unit, key_of, provinces
from pipeline.mentions.names import TYPES, Name, find_names

_INSIDE = re.compile(r"\s?\(|,\s{1,2}|\s[-–]\s|\s{1,2}(?:thuộc|của)\s{1,2}")
_BESIDE = re.compile(r",\s{1,2}|,?\s{1,2}và\s{1,2}")
_ITS_NUMBER = re.compile(r"\s?\(?\d")
_COMMUNES = re.compile(r"(?<!\w)(?:xã|phường|thị\strấn)(?!\w)(?:[^.\n]|\.(?=\d))*$", re.IGNORECASE)
"""A word for communes before a name in its sentence."""
_NEVER_BARE = frozenset(
    key_of(name)
    for name in ("Hồ Chí Minh", "HCM", "Lê Chân", "Ngô Quyền", "Hai Bà Trưng", "Trần Văn Thời")
)
"""Units named after people: bare, the name is far more often the person's."""


@dataclass(slots=True)
class _Context:
    """What the whole article says about where and when it is."""

    on: str
    province_old: str | None
    province_new: str | None
    era: str
    typed: frozenset[str]
    districts: set[str]
    larger: frozenset[int]
    """The names, by identity, that another name stands inside of."""


def find_places(
    body: str, *, on: date | None, province: Province | None, context: str = ""
) -> tuple[Place, ...]:
    """Find every administrative unit named, in order of appearance.

    Args:
        body: NFC text.
        on: the day the article is from; decides between the maps before and after 2025-07-01.
        province: the province the article speaks from, where known.
        context: words around the body, such as its title, whose districts hold for it as well.
    """
    names = _apart(find_names(body))
    parents = _parents(body, names)
    known = _context(names, on, province)
    known.larger = frozenset(id(parent) for parent in parents if parent is not None)
    around = find_names(context) if context else []
    for name in (*names, *around):
        if name.level and _tier(name) == 3:
            units = _narrow(name.units, None, known)
            if len({unit.code for unit in units}) == 1:
                known.districts.add(units[0].code)
    known.districts.update(_named_bare(around, known))
    return tuple(_places(body, names, parents, known))


def _named_bare(names: list[Name], known: _Context) -> Iterator[str]:
    """Give the districts a title names without their type, where only one bears the name."""
    for name in names:
        districts = tuple(unit for unit in name.units if len(unit.code) == 3)
        if not name.level and districts and _is_near(districts, known):
            codes = {unit.code for unit in _narrow(districts, None, known)}
            if len(codes) == 1:
                yield codes.pop()


def _apart(names: list[Name]) -> list[Name]:
    done: list[Name] = []
    for name in names:
        if not done or name.begin >= done[-1].finish:
            done.append(name)
        elif name.begin == done[-1].begin and name.finish > done[-1].finish:
            done[-1] = name
    return done


def _tier(name: Name) -> int:
    """Give the digits in the code of what a name can be: 2 province, 3 district, 5 commune."""
    return min((len(unit.code) for unit in name.units), default=5)


def _parents(body: str, names: list[Name]) -> list[Name | None]:
    """Give for each name the larger unit that follows it: `xã Lê Lai (Thạch An)`."""
    parents: list[Name | None] = [None] * len(names)
    for index in range(len(names) - 2, -1, -1):
        name, after = names[index], names[index + 1]
        if after.begin - name.finish > 10:
            continue
        larger = after.level != "thôn" and after.units and _tier(after) < _least_tier(name)
        if larger and _INSIDE.fullmatch(body, name.finish, after.begin):
            parents[index] = after
        elif after.level in ("", name.level) and _BESIDE.fullmatch(body, name.finish, after.begin):
            parents[index] = parents[index + 1]
    return parents


def _least_tier(name: Name) -> int:
    if name.level == "thôn":
        return 6
    return max((len(unit.code) for unit in name.units), default=5)


def _context(names: list[Name], on: date | None, province: Province | None) -> _Context:
    old, new = (province.code_old, province.code_new) if province else (None, None)
    if province is None:
        said = {
            (unit.province_old, unit.province_new)
            for name in names
            if name.level and _tier(name) == 2
            for unit in name.units
            if len(unit.code) == 2 and unit.era == OLD_ERA
        }
        if len(said) == 1:
            old, new = next(iter(said))
    era = ""
    levels = {name.level for name in names}
    if on is None and not levels.isdisjoint(("huyện", "quận", "thị xã")):
        era = OLD_ERA
    elif on is None and "đặc khu" in levels:
        era = NEW_ERA
    return _Context(
        on=on.isoformat() if on else "", province_old=old, province_new=new, era=era,
        typed=frozenset(name.key for name in names if name.level and name.units),
        districts=set(),
        larger=frozenset(),
    )  # fmt: skip


def _kept(units: tuple[Unit, ...], wanted: Callable[[Unit], bool]) -> tuple[Unit, ...]:
    """Keep the units that are wanted, or all where none is."""
    return tuple(unit for unit in units if wanted(unit)) or units


def _narrow(
    units: tuple[Unit, ...], parent: tuple[Unit, ...] | None, context: _Context
) -> tuple[Unit, ...]:
    """Leave out what neighbours, province, date and the districts named speak against."""
    if parent:
        codes = {(unit.era, unit.code) for unit in parent}
        olds = {unit.code for unit in parent if unit.era == OLD_ERA and len(unit.code) == 2}
        units = _kept(
            units, lambda unit: (unit.era, unit.parent) in codes or unit.province_old in olds
        )
        direct = codes if any(len(unit.code) == 3 for unit in parent) else set()
        units = _kept(units, lambda unit: (unit.era, unit.parent) in direct)
    if context.province_old or context.province_new:
        units = _kept(units, lambda unit: _in_province(unit, context))
    if context.on:
        units = _kept(
            units, lambda unit: unit.valid_from <= context.on <= (unit.valid_to or "9999")
        )
    elif context.era:
        units = _kept(units, lambda unit: unit.era == context.era)
    if len(units) > 1 and context.districts:
        units = _kept(units, lambda unit: unit.parent in context.districts)
    return units


def _in_province(unit: Unit, context: _Context) -> bool:
    if unit.era == OLD_ERA and context.province_old:
        return unit.province_old == context.province_old
    return unit.province_new == context.province_new


def _places(
    body: str, names: list[Name], parents: list[Name | None], context: _Context
) -> Iterator[Place]:
    for name, parent in zip(names, parents, strict=True):
        above = parent.units if parent else None
        if name.level == "thôn":
            yield _loose(body, name, _narrow(above, None, context) if above else (), ())
            continue
        units = name.units if name.level else _bare(name, above, context)
        if not units and _is_told_of(body, name, context):
            units = tuple(unit for unit in name.units if len(unit.code) == 5)
        if name.level and not units:
            if above:
                yield _loose(body, name, _narrow(above, None, context), ("unknown",))
        elif units:
            yield _place(body, name, _narrow(units, above, context), context)


def _bare(
    name: Name,
    above: tuple[Unit, ...] | None,
    context: _Context,
) -> tuple[Unit, ...]:
    """Give what a bare name may be: a province, else a district, else a commune vouched for."""
    if name.key in _NEVER_BARE:
        return ()
    tops = tuple(unit for unit in name.units if len(unit.code) == 2)
    seat = above is not None and any(unit.name == tops[0].name for unit in above if tops)
    if tops and not seat:
        return tops
    vouched = seat or name.key in context.typed or id(name) in context.larger
    districts = tuple(unit for unit in name.units if len(unit.code) == 3)
    if districts and (vouched or _is_near(districts, context)):
        return districts
    codes = {(unit.era, unit.code) for unit in above or ()}
    under = tuple(unit for unit in name.units if (unit.era, unit.parent) in codes)
    communes = tuple(unit for unit in name.units if len(unit.code) == 5)
    return under or (communes if name.key in context.typed else ())


def _is_told_of(body: str, name: Name, context: _Context) -> bool:
    """Say whether a bare name has its number among communes: `những xã khá là Tân Hội 12 hộ`."""
    if name.key in _NEVER_BARE or not _ITS_NUMBER.match(body, name.finish):
        return False
    if not (context.province_old or context.province_new):
        return False
    near = any(_in_province(unit, context) for unit in name.units)
    return near and _COMMUNES.search(body, max(0, name.begin - 160), name.begin) is not None


def _is_near(units: tuple[Unit, ...], context: _Context) -> bool:
    if context.province_old or context.province_new:
        return any(_in_province(unit, context) for unit in units)
    return len({unit.code for unit in units}) == 1


def _place(body: str, name: Name, units: tuple[Unit, ...], context: _Context) -> Place:
    elsewhere = (
        name.level in ("xã", "phường", "thị trấn")
        and (context.province_old or context.province_new)
        and not any(_in_province(unit, context) for unit in units)
    )
    ids, inferred, old, new = _meant(units)
    one = (len(ids) == 1 or inferred) and not elsewhere
    first = units[-1] if inferred else units[0]
    level = name.level or first.level
    return Place(
        text=body[name.begin : name.finish], level=cast(PlaceLevel, level),
        name=first.name, code=first.code if one else None,
        era=cast(Era, first.era) if one else None,
        province_old=old if not elsewhere else None, province_new=new if not elsewhere else None,
        begin=name.begin, finish=name.finish, candidates=() if one else ids,
        flags=_flags(one=one, inferred=inferred, elsewhere=bool(elsewhere)),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _meant(units: tuple[Unit, ...]) -> tuple[tuple[str, ...], bool, str | None, str | None]:
    """Give the ids of units, whether they are one province unchanged, and their provinces."""
    ids = tuple(dict.fromkeys(f"{unit.era}:{unit.code}" for unit in units))
    old = _common(unit.province_old for unit in units)
    new = _common(unit.province_new for unit in units)
    return ids, len(ids) > 1 and _unchanged(units), old, new


def _flags(*, one: bool, inferred: bool, elsewhere: bool) -> tuple[str, ...]:
    if one:
        return ("era_inferred",) if inferred else ()
    return ("elsewhere",) if elsewhere else ("tie",)


def _unchanged(units: tuple[Unit, ...]) -> bool:
    """Say whether these are one province that is the same before and after the mergers."""
    codes = {unit.code for unit in units}
    if len(codes) != 1 or any(len(unit.code) != 2 for unit in units):
        return False
    (code,) = codes
    return units[-1].era == NEW_ERA and sum(facts.code_new == code for facts in provinces()) == 1


def _common(codes: Iterator[str]) -> str | None:
    distinct = set(codes)
    return distinct.pop() or None if len(distinct) == 1 else None


def _loose(body: str, name: Name, units: tuple[Unit, ...], flags: tuple[str, ...]) -> Place:
    """Make a place the table has no code for; its province is its parent's."""
    return Place(
        text=body[name.begin : name.finish], level=cast(PlaceLevel, name.level),
        name=body[name.name_begin : name.finish], code=None, era=None,
        province_old=_common(unit.province_old for unit in units),
        province_new=_common(unit.province_new for unit in units),
        begin=name.begin, finish=name.finish, flags=flags,
    )  # fmt: skip


def province_named(name: str) -> Province | None:
    """Give the province of that name, old or new, with or without its type or diacritics."""
    if len(name) > _longest_province():
        return None
    key = key_of(name.strip())
    for kind in sorted(TYPES, key=len, reverse=True):
        for prefix in (f"{key_of(kind)} ", f"{key_of(kind)}. ", f"{key_of(kind)}."):
            if key.startswith(prefix) and len(key) > len(prefix):
                key = key[len(prefix) :].strip()
    facts = _province_index().get(key) or _province_index().get(_plain(key))
    return _as_province(facts, "given") if facts else None


def _plain(key: str) -> str:
    """Give a key without diacritics, spaces and marks, as a portal's host writes it."""
    letters = unicodedata.normalize("NFD", key.lower().replace("đ", "d"))
    return "".join(c for c in letters if c.isascii() and c.isalnum())


@cache
def _longest_province() -> int:
    """Give room for any name with its type, each letter written as up to three characters."""
    return 3 * (max(map(len, _province_index())) + max(map(len, TYPES)) + 4)


@cache
def _province_index() -> dict[str, ProvinceFacts]:
    index: dict[str, ProvinceFacts] = {}
    for facts in provinces():
        for name in (facts.name_old, *facts.aliases):
            index[key_of(name)] = facts
            index.setdefault(_plain(name), facts)
    return index


def _as_province(facts: ProvinceFacts, source: Literal["given", "text"]) -> Province:
    return Province(
        name=facts.name_old, code_old=facts.code_old, code_new=facts.code_new, source=source
    )


def find_province(title: str, body: str, places: tuple[Place, ...]) -> Province | None:
    """Find the province an article speaks from, or None when the text does not say.

    Args:
        title: its title, whose places count most.
        body: its text; places in its first lines count double.
        places: the places found in the body.
    """
    votes: Counter[tuple[str | None, str]] = Counter()
    lead = min(len(body), 600)
    for place in find_places(title, on=None, province=None):
        _vote(votes, place, 4)
    for place in places:
        _vote(votes, place, 2 if place.begin < lead else 1)
    totals: Counter[str] = Counter()
    for (_, new), count in votes.items():
        totals[new] += count
    ranked = totals.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return _named_by(votes, ranked[0][0])


def _vote(votes: Counter[tuple[str | None, str]], place: Place, weight: int) -> None:
    """Count a place for its province: communes say little, provinces and districts much."""
    if place.province_new is None or place.level == "thôn" or place.flags == ("elsewhere",):
        return
    strong = place.level in ("tỉnh", "thành phố", "huyện", "quận", "thị xã")
    votes[place.province_old, place.province_new] += weight * (2 if strong else 1)


def _named_by(votes: Counter[tuple[str | None, str]], new: str) -> Province | None:
    """Name the old province when the text tells which one, else the new province."""
    olds = Counter({old: count for (old, code), count in votes.items() if code == new and old})
    ranked = olds.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        facts = next(facts for facts in provinces() if facts.code_old == ranked[0][0])
        return _as_province(facts, "text")
    facts = next(facts for facts in provinces() if facts.code_new == new)
    return Province(name=facts.name_new, code_old=None, code_new=new, source="text")
