import json

from models.artefacts import load
from models.classify import SHIPPED
from models.floors import read_floors
from models.labelled_texts import TEXTS, read_labelled, shingles
from models.training import CARD_FILE

CARDS = TEXTS.parents[1] / "cards"


def test_floors_and_card_belong_to_the_shipped_model():
    artefact = load(SHIPPED)
    assert read_floors().fingerprint == artefact.facts["fingerprint"]
    card = (SHIPPED / CARD_FILE).read_text(encoding="utf-8")
    assert card.startswith(f"# Model {artefact.version}\n")
    assert artefact.facts["fingerprint"][:16] in card
    assert (CARDS / f"{artefact.version}.md").read_text(encoding="utf-8") == card


def test_no_labelled_text_is_a_near_copy_of_the_outside_gold(shared):
    gold = shared / "dev" / "gold.jsonl"
    names = [json.loads(line)["id"] for line in gold.read_text(encoding="utf-8").splitlines()]
    outside = {
        name: shingles((shared / "dev" / "text" / f"{name}.txt").read_text("utf-8").split())
        for name in names
    }
    ours = {row.id: shingles(f"{row.title} {row.text}".split()) for row in read_labelled([TEXTS])}
    close = [
        (mine, theirs)
        for mine, a in ours.items()
        for theirs, b in outside.items()
        if len(a & b) > 0.25 * min(len(a), len(b))
    ]
    assert len(ours) > 400
    assert close == []
