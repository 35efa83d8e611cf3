"""One article in, everything read out of it out; pure but for the loaded reader."""

from spacy.language import Language
from spacy.tokens import Doc

from corpus.records import Article, Label, Province, Reading, Text
from pipeline.nlp import event_date_of, make_doc
from pipeline.text.clean import clean_article

NOT_READ = "none@0"
"""Stands for the model of an article that was kept and not yet read."""


def read(nlp: Language, article: Article, *, province: Province | None = None) -> Reading:
    """Read one article: its text, mentions, figures, checks and fields."""
    text = clean_article(article)
    doc = nlp(_doc(nlp, article, text, province))
    return reading_of(doc, text, article)


def _doc(nlp: Language, article: Article, text: Text, province: Province | None) -> Doc:
    return make_doc(
        nlp, text.body, title=text.title, published=article.published, province=province
    )


def reading_of(doc: Doc, text: Text, article: Article) -> Reading:
    """Gather what the pipeline wrote on the Doc into one record."""
    return Reading(
        text=text,
        province=doc._.province,
        event_date=event_date_of(doc),
        figures=doc._.figures,
        checks=doc._.checks,
        periods=doc._.periods,
        places=doc._.places,
        documents=doc._.documents,
        label=doc._.label,
        warnings=article.warnings,
    )


def unread(article: Article, province: Province | None) -> Reading:
    """Give an article's text with nothing read out of it yet; no model has spoken."""
    return Reading(
        text=clean_article(article),
        province=province,
        event_date=None,
        figures=(),
        checks=(),
        periods=(),
        places=(),
        documents=(),
        label=Label(
            scores={},
            tags=(),
            unsure=(),
            primary=None,
            relevance=0.0,
            relevant=False,
            by=NOT_READ,
        ),
    )
