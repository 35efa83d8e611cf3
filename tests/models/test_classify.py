import random
import subprocess
import sys
import unicodedata

import pytest

from models.classify import SHIPPED, load_tagger
from models.words import TITLE_MARK

FIELDS = {"kinh_te", "van_hoa_xa_hoi", "an_ninh_quoc_phong", "he_thong_chinh_tri"}


@pytest.fixture(scope="module")
def tagger():
    return load_tagger()


def bare(text):
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in text if not unicodedata.combining(c))


def old_tones(text):
    pairs = [("òa", "oà"), ("óa", "oá"), ("ỏe", "oẻ"), ("ủy", "uỷ"), ("úy", "uý")]
    for new, old in pairs:
        text = text.replace(new, old)
    return text


VARIANTS = {
    "NFD": lambda t, b: (
        [unicodedata.normalize("NFD", w) for w in t],
        [unicodedata.normalize("NFD", w) for w in b],
    ),
    "old tone placement": lambda t, b: (list(map(old_tones, t)), list(map(old_tones, b))),
    "capital title": lambda t, b: ([w.upper() for w in t], b),
    "title cut into syllables": lambda t, b: ([s for w in t for s in w.split()], b),
    "title without diacritics": lambda t, b: (list(map(bare, t)), b),
    "no title": lambda t, b: ([], b),
    "underscores": lambda t, b: ([w.replace(" ", "_") for w in t], [*b]),
}


def test_articles_get_the_field_a_reader_gives_them(tagger, articles):
    for article in articles:
        label = tagger.tag(article["title"], article["body"])
        expected = (article["label"],) if article["label"] else ()
        assert label.tags == expected, article["title"]
        assert label.relevant is bool(expected)
        assert label.primary == article["label"]
        assert label.by == tagger.version
        assert set(label.scores) == FIELDS
        assert not set(label.tags) & set(label.unsure)


@pytest.mark.parametrize("variant", VARIANTS)
def test_spelling_changes_no_tag(tagger, articles, variant):
    for article in articles:
        plain = tagger.tag(article["title"], article["body"])
        changed = tagger.tag(*VARIANTS[variant](article["title"], article["body"]))
        assert changed.tags == plain.tags, article["title"]
        for name in FIELDS:
            assert abs(changed.scores[name] - plain.scores[name]) < 0.3


@pytest.mark.parametrize("variant", ["NFD", "old tone placement"])
def test_spelling_of_the_same_letters_changes_no_score(tagger, articles, variant):
    for article in articles:
        plain = tagger.tag(article["title"], article["body"])
        changed = tagger.tag(*VARIANTS[variant](article["title"], article["body"]))
        assert changed == plain


def test_a_lead_of_thirty_words_keeps_the_main_field(tagger, articles):
    for article in articles:
        lead = tagger.tag(article["title"], article["body"][:30])
        assert lead.primary == article["label"], article["title"]


def test_an_empty_text_is_not_relevant(tagger):
    label = tagger.tag([], [])
    assert (label.tags, label.primary, label.relevant) == ((), None, False)


def test_an_explanation_names_words_and_functions(tagger, articles):
    land = next(a for a in articles if a["label"] == "kinh_te")
    found = {e.label: e for e in tagger.explain(land["title"], land["body"])}
    assert set(found) == FIELDS
    economy = found["kinh_te"]
    assert economy.score == tagger.tag(land["title"], land["body"]).scores["kinh_te"]
    assert any(hit.words == "vay vốn" for hit in economy.rules)
    assert all(hit.function.startswith("kt_") for hit in economy.rules)
    assert max(weight.push for weight in economy.words) > 0
    assert len(economy.words) == 8


def test_votes_come_from_the_functions_alone(tagger, articles):
    police = next(a for a in articles if a["label"] == "an_ninh_quoc_phong")
    votes = tagger.votes(police["title"], police["body"])
    assert max(votes, key=votes.get) == "an_ninh_quoc_phong"


def test_words_cannot_pass_for_title_marks(tagger):
    body = ["tiếp công dân", "nhận", "đơn", "khiếu nại"]
    marked = [TITLE_MARK + word for word in body]
    assert tagger.tag(marked, body).tags == tagger.tag(body, body).tags


def test_the_order_of_texts_does_not_matter(tagger, articles):
    shuffled = random.Random(3).sample(articles, len(articles))
    by_title = {" ".join(a["title"]): tagger.tag(a["title"], a["body"]) for a in shuffled}
    for article in articles:
        again = tagger.tag(article["title"], article["body"])
        assert again == by_title[" ".join(article["title"])]


def test_the_shipped_model_is_small():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 20_000_000


def test_tagging_loads_no_trainer():
    code = (
        "import sys; from models.classify import load_tagger; load_tagger().tag([], ['dân']);"
        "print([m for m in ('sklearn', 'scipy', 'underthesea', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
