"""Read the vocabularies: fields and indicators as frozen records; no rules for finding them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from corpus.errors import VocabError
from corpus.records import FieldCode

VOCAB_FOLDER = Path(__file__).parent
FIELD_CODES: tuple[str, ...] = get_args(FieldCode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Borderline:
    """A case two coders may see differently, and how it is decided."""

    case: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A subject field: what belongs to it and what does not."""

    code: str
    label: str
    label_en: str
    included: tuple[str, ...]
    excluded: tuple[str, ...]
    borderline: tuple[Borderline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A thing that is counted, with the family it is compared within."""

    id: str
    family: str
    label: str
    definition: str
    unit: str


def read_fields(path: Path) -> Mapping[str, Field]:
    """Read a fields file.

    Raises:
        VocabError: a code is missing or unknown, or a field lacks a key.
    """
    tables = {code: table for code, table in _read_toml(path).items() if isinstance(table, dict)}
    if set(tables) != set(FIELD_CODES):
        odd = sorted(set(tables) ^ set(FIELD_CODES))
        raise VocabError(f"{path}: fields must be {', '.join(FIELD_CODES)}; look at: {odd}")
    return MappingProxyType({code: _field(path, code, tables[code]) for code in FIELD_CODES})


def read_indicators(path: Path) -> Mapping[str, Indicator]:
    """Read an indicators file: tables by id, or an array of tables that carry their `id`.

    Raises:
        VocabError: an indicator lacks a key, or an id stands twice.
    """
    found: dict[str, Indicator] = {}
    for name, table in _indicator_tables(_read_toml(path)):
        indicator = _indicator(path, name, table)
        if indicator.id in found:
            raise VocabError(f"{path}: indicator {indicator.id!r} stands twice; keep one")
        found[indicator.id] = indicator
    return MappingProxyType(found)


@cache
def load_fields() -> Mapping[str, Field]:
    """Give the four fields of the house, by code."""
    return read_fields(VOCAB_FOLDER / "fields.toml")


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """Give the indicators of the house, by id; none while their file does not exist."""
    path = VOCAB_FOLDER / "indicators.toml"
    return read_indicators(path) if path.exists() else MappingProxyType({})


@cache
def load_families() -> Mapping[str, str]:
    """Give the Vietnamese label of each family of indicators."""
    return _read_labels(VOCAB_FOLDER / "families.toml")


@cache
def load_identities() -> Mapping[str, str]:
    """Give the Vietnamese label of each identity that figures are checked by."""
    return _read_labels(VOCAB_FOLDER / "identities.toml")


def _read_labels(path: Path) -> Mapping[str, str]:
    table = _read_toml(path)
    return MappingProxyType({name: _text(path, table, name) for name in table})


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabError(f"{path}: is not TOML: {error}") from error


def _field(path: Path, code: str, table: Mapping[str, object]) -> Field:
    cases = table.get("borderline")
    if not isinstance(cases, list) or len(cases) < 2:
        raise VocabError(f"{path}: {code}.borderline: two borderline cases are needed")
    return Field(
        code=code,
        label=_text(path, table, f"{code}.label"),
        label_en=_text(path, table, f"{code}.label_en"),
        included=_texts(path, table, f"{code}.included"),
        excluded=_texts(path, table, f"{code}.excluded"),
        borderline=tuple(
            Borderline(
                case=_text(path, case, f"{code}.borderline.case"),
                decision=_text(path, case, f"{code}.borderline.decision"),
            )
            for case in cases
        ),
    )


def _indicator_tables(document: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    tables: list[tuple[str, Mapping[str, object]]] = []
    for name, value in document.items():
        if isinstance(value, list):
            tables += [(str(row.get("id", name)), row) for row in value if isinstance(row, dict)]
        elif isinstance(value, dict) and all(isinstance(row, dict) for row in value.values()):
            tables += list(value.items())
        elif isinstance(value, dict):
            tables.append((name, value))
    return tables


def _indicator(path: Path, name: str, table: Mapping[str, object]) -> Indicator:
    return Indicator(
        id=str(table.get("id", table.get("code", name))),
        family=_text(path, table, f"{name}.family"),
        label=_text(path, table, f"{name}.label"),
        definition=str(table.get("definition", "")),
        unit=str(table.get("unit", "")),
    )


def _text(path: Path, table: Mapping[str, object], key: str) -> str:
    value = table.get(key.rpartition(".")[2])
    if not isinstance(value, str) or not value.strip():
        raise VocabError(f"{path}: {key}: a text is needed, found {value!r}")
    return value


def _texts(path: Path, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key.rpartition(".")[2])
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise VocabError(f"{path}: {key}: a list of texts is needed, found {value!r}")
    return tuple(value)
