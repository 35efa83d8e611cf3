"""Records to rows and back: what each table says of a record; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

import msgspec
from msgspec import structs

from corpus.excerpts import sentence_around
from corpus.records import Article, Change, Figure, Label, Period, Place, Reading

Row = dict[str, Any]

_SCORE_DIGITS: Final = 6
"""The last bits of a score differ between machines; they are no change."""


def encode(record: object) -> str:
    """Write a record as JSON, the same record always as the same text."""
    return msgspec.json.encode(record, order="deterministic").decode()


def decode_article(content: str) -> Article:
    """Read back an article as published."""
    return msgspec.json.decode(content, type=Article)


def digest_article(article: Article) -> str:
    """Hash what was published; not the page round it, whose clock and counters move every day."""
    bare = replace(article, page_sha256="", page_clock=None, layout="")
    return sha256(encode(bare).encode()).hexdigest()


def digest_reading(reading: Reading) -> str:
    """Hash everything that was read out of a text."""
    label = reading.label
    rounded = replace(
        label,
        scores={k: round(v, _SCORE_DIGITS) for k, v in label.scores.items()},
        relevance=round(label.relevance, _SCORE_DIGITS),
    )
    figures = tuple(
        structs.replace(f, confidence=round(f.confidence, _SCORE_DIGITS)) for f in reading.figures
    )
    bare = replace(reading, label=rounded, figures=figures)
    return sha256(encode(bare).encode()).hexdigest()


def article_row(article: Article, reading: Reading) -> Row:
    """Say what is asked about an article."""
    published, province, text = article.published, reading.province, reading.text
    return {
        "id": article.id,
        "portal": article.portal,
        "url": article.url,
        "title": text.title,
        "lead": text.lead,
        "published": published and published.iso,
        "published_at": published and published.at,
        "published_on": published and published.at.date(),
        "published_precision": published and published.precision,
        "published_from": published and published.source,
        "year": published and published.at.year,
        "updated_at": article.updated_at,
        "event_date": reading.event_date,
        "section": article.section,
        "source": article.source,
        "province": province and province.name,
        "province_old": province and province.code_old,
        "province_new": province and province.code_new,
        "province_from": province and province.source,
        "figure_count": len(reading.figures),
        "warnings": [*article.warnings, *reading.warnings],
        "layout": article.layout,
        "page_sha256": article.page_sha256,
    }


def text_row(reading: Reading) -> Row:
    """Say the text that is read and searched."""
    text = reading.text
    return {
        "title": text.title,
        "lead": text.lead,
        "body": text.body,
        "removed": dict(text.removed),
    }


def figure_rows(key: int, reading: Reading) -> list[Row]:
    """Say each figure with its sentence, period and place."""
    return [_figure_row(key, i, figure, reading) for i, figure in enumerate(reading.figures)]


def check_rows(key: int, reading: Reading) -> list[Row]:
    """Say which identities were tried, and how they came out."""
    return [
        {
            "article_key": key,
            "identity": check.identity,
            "holds": check.holds,
            "difference": check.difference,
            "figures": list(check.figures),
        }
        for check in reading.checks
    ]


def period_rows(key: int, periods: Iterable[Period]) -> list[Row]:
    """Say the stretches of time a text speaks of."""
    return [
        {
            "article_key": key,
            "text": period.text,
            "start": period.start,
            "end": period.end,
            "text_start": period.begin,
            "text_end": period.finish,
            "comparison": period.comparison,
            "flags": list(period.flags),
        }
        for period in periods
    ]


def place_rows(key: int, places: Iterable[Place]) -> list[Row]:
    """Say the administrative units a text names."""
    return [
        {
            "article_key": key,
            "text": place.text,
            "level": place.level,
            "name": place.name,
            "code": place.code,
            "era": place.era,
            "province_old": place.province_old,
            "province_new": place.province_new,
            "text_start": place.begin,
            "text_end": place.finish,
            "candidates": list(place.candidates),
            "flags": list(place.flags),
        }
        for place in places
    ]


def document_rows(key: int, reading: Reading) -> list[Row]:
    """Say the laws and directives a text refers to."""
    return [
        {
            "article_key": key,
            "type": document.type,
            "symbol": document.symbol,
            "number": document.number,
            "date": document.date,
            "issuer": document.issuer,
            "text": document.text,
            "text_start": document.start,
            "text_end": document.end,
            "flags": list(document.flags),
        }
        for document in reading.documents
    ]


def score_rows(key: int, label: Label) -> list[Row]:
    """Say each field's score and whether it was asserted, left open or denied."""
    fields = sorted({*label.scores, *label.tags, *label.unsure})
    return [
        {
            "label_key": key,
            "field": field,
            "score": label.scores.get(field),
            "verdict": _verdict(field, label),
        }
        for field in fields
    ]


def former_text(text: Mapping[str, Any] | None, figures: Iterable[Mapping[str, Any]]) -> str:
    """Write down a version that is about to be replaced; without text when only readings moved."""
    return encode({"text": dict(text) if text else None, "figures": [dict(f) for f in figures]})


def _figure_row(key: int, position: int, figure: Figure, reading: Reading) -> Row:
    start, end = sentence_around(reading.text.body, figure.start, figure.end)
    return {
        "article_key": key,
        "position": position,
        "indicator": figure.indicator,
        "family": figure.family,
        "value": figure.value,
        "value_real": float(figure.value),
        "value_max": figure.value_max,
        "value_max_real": None if figure.value_max is None else float(figure.value_max),
        "unit": figure.unit,
        "unit_text": figure.unit_text,
        "qualifier": figure.qualifier,
        "kind": figure.kind,
        "denominator": figure.denominator,
        "subject": figure.subject,
        "part_of": figure.part_of,
        "quote": figure.quote,
        "quote_start": figure.start,
        "quote_end": figure.end,
        "sentence": reading.text.body[start:end],
        "sentence_start": start,
        "confidence": figure.confidence,
        "rule": figure.rule,
        "flags": list(figure.flags),
        **_change_part(figure.change),
        **_period_part(figure.period),
        **_place_part(figure.place, reading),
    }


def _change_part(change: Change | None) -> Row:
    return {
        "change_direction": change and change.direction,
        "change_value": change and change.value,
        "change_unit": change and change.unit,
        "change_base": change and change.base,
        "change_from": change and change.from_value,
        "change_to": change and change.to_value,
    }


def _period_part(period: Period | None) -> Row:
    return {
        "period_start": period and period.start,
        "period_end": period and period.end,
        "period_year": period and _year_of(period.start, period.end),
        "period_text": period and period.text,
        "period_flags": _period_flags(period),
    }


def _period_flags(period: Period | None) -> list[str]:
    if period is None:
        return []
    return [*period.flags, *(["comparison"] if period.comparison else [])]


def _year_of(start: date | None, end: date | None) -> int | None:
    """Give the one year a period lies in; a period over several years belongs to none."""
    if end is None or (start is not None and start.year != end.year):
        return None
    return end.year


def _place_part(place: Place | None, reading: Reading) -> Row:
    own = place if place is not None and (place.province_old or place.province_new) else None
    article = reading.province
    return {
        "place_text": place and place.text,
        "place_flags": list(place.flags) if place else [],
        "place_candidates": list(place.candidates) if place else [],
        "place_name": place and place.name,
        "place_level": place and place.level,
        "place_code": place and place.code,
        "place_era": place and place.era,
        "province_old": own.province_old if own else article and article.code_old,
        "province_new": own.province_new if own else article and article.code_new,
        "province_from": "figure" if own else article and "article",
    }


def _verdict(field: str, label: Label) -> str:
    if field in label.tags:
        return "yes"
    return "unsure" if field in label.unsure else "no"
