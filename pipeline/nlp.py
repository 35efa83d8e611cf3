"""The reader as a spaCy pipeline: words, then what they point at, then figures, then fields."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from corpus.records import (
    Check,
    Document,
    Figure,
    Label,
    Period,
    Place,
    Province,
    Published,
)
from models.classify import load_tagger
from pipeline.figures.checks import check_figures
from pipeline.figures.extract import Context, read_figures
from pipeline.mentions.documents import find_documents
from pipeline.mentions.periods import find_event_date, find_periods
from pipeline.mentions.places import find_places, find_province
from pipeline.text.tokens import UndertheseaTokenizer, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from spacy.vocab import Vocab

LONGEST_TEXT = 12_000_000
"""spaCy warns of parsers' memory from a million characters on; there is no parser here."""
STORE = "danvan"
"""Where a Doc keeps what was read, as plain data: so `Doc.to_bytes` carries it along."""

EXTENSIONS: Mapping[str, Any] = {
    "figures": tuple[Figure, ...],
    "checks": tuple[Check, ...],
    "periods": tuple[Period, ...],
    "places": tuple[Place, ...],
    "documents": tuple[Document, ...],
    "label": Label | None,
    "province": Province | None,
    "published": Published | None,
    "title": str,
}


@registry.tokenizers("danvan.underthesea.v1")  # type: ignore[untyped-decorator]  # spaCy's own
def make_tokenizer() -> "Callable[[Language], UndertheseaTokenizer]":
    """Give spaCy the tokenizer whose words are underthesea's."""
    return _tokenizer_of


def _tokenizer_of(nlp: Language) -> UndertheseaTokenizer:
    return UndertheseaTokenizer(nlp.vocab)


def load(model: Path | None = None) -> Language:
    """Give the whole reader: `doc.spans["figures"]`, `doc._.figures`, `doc.cats`.

    Args:
        model: folder of a trained field model; None for the one that ships.
    """
    nlp = blank()
    nlp.add_pipe("danvan_mentions")
    nlp.add_pipe("danvan_figures")
    nlp.add_pipe("danvan_fields", config={"model": str(model) if model else None})
    return nlp


def blank() -> Language:
    """Give the tokenizer alone, with the extensions set."""
    _set_extensions()
    nlp = spacy.blank(
        "vi", config={"nlp": {"tokenizer": {"@tokenizers": "danvan.underthesea.v1"}}}
    )
    nlp.max_length = LONGEST_TEXT
    return nlp


def make_doc(
    nlp: Language,
    body: str,
    *,
    title: str = "",
    published: Published | None = None,
    province: Province | None = None,
) -> Doc:
    """Make a Doc that knows what was known of the article before reading."""
    doc = nlp.make_doc(body)
    _remember(doc, title=title, published=published, province=province)
    return doc


def _remember(doc: Doc, **facts: object) -> None:
    store = doc.user_data.setdefault(STORE, {})
    store.update({name: msgspec.to_builtins(value) for name, value in facts.items()})


def _recall(name: str) -> "Callable[[Doc], Any]":
    kind = EXTENSIONS[name]
    empty: Any = "" if kind is str else () if name.endswith("s") else None

    def recall(doc: Doc) -> Any:
        found = doc.user_data.get(STORE, {}).get(name)
        return empty if found is None else msgspec.convert(found, kind)

    return recall


def _set_extensions() -> None:
    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=_recall(name))


@Language.factory("danvan_mentions", assigns=["doc.spans", "doc._.places", "doc._.periods"])
class Mentions:
    """Finds administrative units, stretches of time and legal documents."""

    def __init__(self, nlp: Language, name: str) -> None:
        _set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans` with places, periods and documents."""
        body, published, given = doc.text, doc._.published, doc._.province
        event = find_event_date(body, published=published)
        on = published.at.date() if published else event
        places = find_places(body, on=on, province=given, context=doc._.title)
        province = given or find_province(doc._.title, body, places)
        if province is not None and given is None and any(p.candidates for p in places):
            places = find_places(body, on=on, province=province, context=doc._.title)
        periods = find_periods(body, published=published, event_date=event)
        documents = find_documents(body, on=on)
        _remember(
            doc,
            places=places,
            periods=periods,
            documents=documents,
            province=province,
            event_date=event,
        )
        _show(doc, "places", [(p.begin, p.finish, p.level) for p in places])
        _show(doc, "periods", [(p.begin, p.finish, "period") for p in periods])
        _show(doc, "documents", [(d.start, d.end, d.type or "document") for d in documents])
        return doc


@Language.factory("danvan_figures", requires=["doc._.places"], assigns=["doc.spans"])
class Figures:
    """Reads the figures and keeps the ledger of their identities."""

    def __init__(self, nlp: Language, name: str) -> None:
        _set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans["figures"]`, `doc._.figures` and `doc._.checks`."""
        context = Context(
            title=doc._.title,
            published=doc._.published,
            event_date=event_date_of(doc),
            province=doc._.province,
            periods=doc._.periods,
            places=doc._.places,
            documents=doc._.documents,
        )
        figures = read_figures(doc.text, context)
        _remember(doc, figures=figures, checks=check_figures(figures, doc.text))
        _show(doc, "figures", [(f.start, f.end, f.indicator) for f in figures])
        return doc


@Language.factory(
    "danvan_fields", default_config={"model": None}, assigns=["doc.cats", "doc._.label"]
)
class Fields:
    """Tags the Doc with its fields."""

    def __init__(self, nlp: Language, name: str, *, model: str | None) -> None:
        _set_extensions()
        self.tagger = load_tagger(Path(model) if model else None)

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.cats` with a probability per field, and `doc._.label`."""
        title = [token.text for token in tokenise(doc._.title)]
        label = self.tagger.tag(title, [t.text for t in doc if not t.is_space])
        _remember(doc, label=label)
        doc.cats = dict(label.scores)
        return doc


def event_date_of(doc: Doc) -> "date | None":
    """Give the day of the event the article reports, or None."""
    from datetime import date

    found = doc.user_data.get(STORE, {}).get("event_date")
    return date.fromisoformat(found) if found else None


def _show(doc: Doc, key: str, spans: "Sequence[tuple[int, int, str]]") -> None:
    found = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in spans]
    doc.spans[key] = [span for span in found if span is not None]


def restore(vocab: "Vocab", data: bytes) -> Doc:
    """Give back a Doc written with `to_bytes`, with all that was read from it."""
    _set_extensions()
    return Doc(vocab).from_bytes(data)
