"""Keeping what did not come by night: imports, and the corpus read again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from corpus.records import Article, Entry
from corpus.store import Store, open_store
from pipeline.batch import Work, read_all
from pipeline.inputs import Given, Unread, read_inputs
from pipeline.settings import Settings
from pipeline.text.clean import without_contacts

Watch = Callable[[str], None]


def import_all(
    settings: Settings, paths: Sequence[str], *, workers: int, watch: Watch
) -> tuple[dict[str, int], list[str]]:
    """Keep a user's own articles; give how many were new, changed or unchanged, and the failures.

    Raises:
        LockedError: another run holds the corpus.
    """
    failures: list[str] = []
    with open_store(settings.corpus) as store, store.lock():
        work = _readable(read_inputs(paths), failures)
        kept = _keep_all(store, work, settings, workers=workers, run="import", watch=watch)
    return kept, failures


def _readable(inputs: Iterator[Given | Unread], failures: list[str]) -> Iterator[Work]:
    for item in inputs:
        if isinstance(item, Unread):
            failures.append(item.message)
        else:
            article = without_contacts(item.article)
            yield replace(article, id=import_id(article)), item.province


def import_id(article: Article) -> str:
    """Name an imported article by its address, else by its words: the same twice is one."""
    key = article.url or "\n".join((article.title, *article.paragraphs))
    return sha256(f"import\n{key}".encode()).hexdigest()[:16]


def tag(settings: Settings, *, workers: int, everything: bool, watch: Watch) -> dict[str, int]:
    """Read the corpus's articles again with the model in use; what did not change is not written.

    Raises:
        LockedError: another run holds the corpus.
    """
    from models.classify import load_tagger

    version = load_tagger(settings.model).version
    with open_store(settings.corpus) as store, store.lock():
        provinces = store.given_provinces()
        articles = store.articles_to_tag(not_by=None if everything else version)
        work = ((article, provinces.get(article.id)) for article in articles)
        return _keep_all(store, work, settings, workers=workers, run="tag", watch=watch)


def _keep_all(
    store: Store,
    work: Iterator[Work],
    settings: Settings,
    *,
    workers: int,
    run: str,
    watch: Watch,
) -> dict[str, int]:
    kept: dict[str, int] = {}
    for article, reading in read_all(work, model=settings.model, workers=workers):
        what = store.keep(Entry(article=article, reading=reading, run=run))
        kept[what] = kept.get(what, 0) + 1
        watch(article.id)
    return kept
