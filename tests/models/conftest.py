import json
import random
from pathlib import Path

import pytest

from models.labelled_texts import TEXTS, LabelledTokens, read_labelled, tokenise


@pytest.fixture(scope="session")
def rows():
    """The first labelled texts of every file, cut at spaces: real words, cheap to get."""
    by_file = {}
    for path in sorted(TEXTS.glob("*.jsonl")):
        by_file[path.name] = tokenise(list(read_labelled([path]))[:15], str.split)
    return [row for part in by_file.values() for row in part][:180]


@pytest.fixture(scope="session")
def articles():
    """Unlabelled articles as the tokeniser gives them, none of them learnt from."""
    path = Path(__file__).with_name("articles.json")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def topics():
    """Three topics told apart by a few words each, with words they share."""
    words = {
        "bóng đá": ["cầu thủ", "bàn thắng", "huấn luyện viên", "trận đấu"],
        "kinh doanh": ["cổ phiếu", "lãi suất", "doanh nghiệp", "thị trường"],
        "sức khỏe": ["bệnh nhân", "bác sĩ", "vắc xin", "điều trị"],
    }
    shared = [
        "hôm",
        "nay",
        "theo",
        "người",
        "nhiều",
        "cho",
        "biết",
        "tại",
        "và",
        "với",
        "nơi",
        "được",
        "khi",
        "đang",
        "sẽ",
        "đã",
    ]
    draw = random.Random(5)
    rows = []
    for number in range(60):
        topic = list(words)[number % 3]
        body = [words[topic][(number + i) % 4] for i in range(3)]
        body += draw.sample(shared, 9)
        draw.shuffle(body)
        rows.append(
            LabelledTokens(
                id=f"t{number}",
                title=(words[topic][number % 4],),
                body=tuple(body),
                labels=(topic,),
                year=2015,
            )
        )
    return rows
