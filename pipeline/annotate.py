"""Rows of `danvan annotate`: one JSON object an article, in input order; no corpus touched."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec
from spacy.language import Language

from corpus.records import Check, Document, Figure, Period, Place, Province, Reading
from pipeline.inputs import Given, Unread
from pipeline.nlp import make_doc
from pipeline.reading import reading_of
from pipeline.text.clean import clean_article

ENCODER = msgspec.json.Encoder(decimal_format="number")
Row = Mapping[str, Any]


def annotate(
    nlp: Language, inputs: Iterable[Given | Unread], *, explain: bool = False
) -> Iterator[Row]:
    """Give one row for each input, an error row for what could not be read."""
    for item in inputs:
        if isinstance(item, Unread):
            yield {"id": item.id, "error": {"code": item.code, "message": item.message}}
        else:
            yield _row_or_error(nlp, item, explain=explain)


def _row_or_error(nlp: Language, given: Given, *, explain: bool) -> Row:
    try:
        return _row(nlp, given, explain=explain)
    except Exception as error:  # noqa: BLE001 - one strange text must not lose the others
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        message = f"{given.id}: danvan failed on this text ({what}); please report it"
        return {"id": given.id, "error": {"code": "failed", "message": message}}


def encode(row: Row) -> bytes:
    """Write a row as one line of JSON, numbers without exponent."""
    return ENCODER.encode(row)


def _row(nlp: Language, given: Given, *, explain: bool) -> Row:
    article, text = given.article, clean_article(given.article)
    doc = nlp(
        make_doc(
            nlp,
            text.body,
            title=text.title,
            published=article.published,
            province=given.province,
        )
    )
    reading = reading_of(doc, text, article)
    row = {
        "id": given.id,
        "title": text.title,
        "lead": text.lead,
        "body": text.body,
        "published": article.published.iso if article.published else None,
        "published_from": article.published.source if article.published else None,
        "page_clock": _iso(article.page_clock),
        "event_date": _iso(reading.event_date),
        "byline": article.byline,
        "source": article.source,
        **reading_row(reading),
        "warnings": [*given.warnings, *reading.warnings],
    }
    if explain:
        tagger = nlp.get_pipe("danvan_fields").tagger  # type: ignore[attr-defined]  # our own pipe
        row["explanation"] = explanation_row(tagger, doc)
    return row


def explanation_row(tagger: Any, doc: Any) -> Mapping[str, Any]:
    """Say, per field, which words and labelling functions decided."""
    from pipeline.text.tokens import tokenise

    title = [token.text for token in tokenise(doc._.title)]
    found: Mapping[str, Any] = msgspec.to_builtins(
        tagger.explain(title, [t.text for t in doc if not t.is_space])
    )
    return found


def reading_row(reading: Reading) -> dict[str, Any]:
    """Give what was read as plain data, with the names of the contract."""
    label = reading.label
    return {
        "province": _province(reading.province),
        "relevant": label.relevant,
        "relevance": round(label.relevance, 4),
        "fields": {code: round(score, 4) for code, score in label.scores.items()},
        "tags": list(label.tags),
        "primary": label.primary,
        "unsure": list(label.unsure),
        "figures": [figure_row(f) for f in reading.figures],
        "checks": [_check(c) for c in reading.checks],
        "periods": [_period(p) for p in reading.periods],
        "places": [_place_mention(p) for p in reading.places],
        "documents": [_document(d) for d in reading.documents],
        "model": label.by,
    }


def figure_row(figure: Figure) -> dict[str, Any]:
    """Give one figure as plain data, with the names of the contract."""
    return {
        "indicator": figure.indicator,
        "family": figure.family,
        "value": plain(figure.value),
        "value_max": plain(figure.value_max),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "kind": figure.kind,
        "denominator": plain(figure.denominator),
        "change": _change(figure),
        "subject": figure.subject,
        "period": _figure_period(figure.period),
        "place": _place(figure.place),
        "part_of": figure.part_of,
        "quote": figure.quote,
        "start": figure.start,
        "end": figure.end,
        "confidence": round(figure.confidence, 3),
        "rule": figure.rule,
        "flags": list(figure.flags),
    }


def plain(number: Decimal | None) -> int | Decimal | None:
    """Give a number that prints without exponent and without idle zeros."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return int(whole) if whole == number else Decimal(f"{number.normalize():f}")


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _province(province: Province | None) -> Mapping[str, Any] | None:
    if province is None:
        return None
    return {
        "name": province.name,
        "code_old": province.code_old,
        "code_new": province.code_new,
        "from": province.source,
    }


def _change(figure: Figure) -> Mapping[str, Any] | None:
    change = figure.change
    if change is None:
        return None
    return {
        "direction": change.direction,
        "value": plain(change.value),
        "unit": change.unit,
        "base": change.base,
        "from": plain(change.from_value),
        "to": plain(change.to_value),
    }


def _figure_period(period: Period | None) -> Mapping[str, Any] | None:
    return None if period is None else _period(period)


def _period(period: Period) -> Mapping[str, Any]:
    row: dict[str, Any] = {
        "text": period.text,
        "start": _iso(period.start),
        "end": _iso(period.end),
    }
    return row | ({"flags": list(period.flags)} if period.flags else {})


def _place(place: Place | None) -> Mapping[str, Any] | None:
    if place is None:
        return None
    return {
        "text": place.text,
        "level": place.level,
        "code": place.code,
        "era": place.era,
        "province_old": place.province_old,
        "province_new": place.province_new,
    }


def _place_mention(place: Place) -> Mapping[str, Any]:
    return {
        "text": place.text,
        "level": place.level,
        "code": place.code,
        "era": place.era,
        "candidates": list(place.candidates),
    }


def _document(document: Document) -> Mapping[str, Any]:
    return {
        "type": document.type,
        "symbol": document.symbol,
        "number": document.number,
        "date": _iso(document.date),
        "issuer": document.issuer,
        "text": document.text,
        "start": document.start,
        "end": document.end,
        "flags": list(document.flags),
    }


def _check(check: Check) -> Mapping[str, Any]:
    return {
        "identity": check.identity,
        "holds": check.holds,
        "difference": plain(check.difference),
        "figures": list(check.figures),
    }
