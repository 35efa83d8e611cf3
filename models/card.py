"""The model card: what a model learnt from and how well it does, written from its own run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return [*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows), ""]


def write_card(version: str, facts: Mapping[str, Any], report: Mapping[str, Any] | None) -> str:
    """Put the facts of a training and its scores into one page."""
    lines = [f"# Model {version}", "", *_data(facts)]
    if report is None:
        lines += ["## Scores", "", "Not measured in this run: too many rows for nested folds.", ""]
    else:
        lines += [*_scores(report), *_baselines(report), *_slices(report), *_time(report)]
    return "\n".join([*lines, *_limits(facts)])


def _data(facts: Mapping[str, Any]) -> list[str]:
    return [
        "## What it learnt from",
        "",
        f"{facts['rows']} labelled texts, {facts['without_label']} of them without any label; "
        f"{facts['clusters']} clusters of near-copies; fingerprint `{facts['fingerprint'][:16]}`; "
        f"seed {facts['seed']}; {facts['features']} features.",
        "",
        *_table(["label", "texts"], sorted(facts["labels"].items())),
    ]


def _scores(report: Mapping[str, Any]) -> list[str]:
    calibration, abstention = report["calibration"], report["abstention"]
    rows = [
        (
            label,
            v["precision"],
            v["recall"],
            v["f1"],
            " – ".join(str(x) for x in v.get("f1_interval", [])),
            v["support"],
        )
        for label, v in report["labels"].items()
    ]
    return [
        "## Scores",
        "",
        f"Nested cross-validation, {report.get('folds')} outer folds, near-copies kept together: "
        f"every answer comes from a model that has seen neither the text nor a copy of it.",
        "",
        *_table(["label", "precision", "recall", "F1", "95 % interval", "texts"], rows),
        f"Macro-F1 {report['macro_f1']}, micro-F1 {report['micro']['f1']}, "
        f"exact label set {report['exact_set']}, relevance {report['relevance']}.",
        "",
        f"Calibration error {calibration['ece']} over ten bins, Brier score "
        f"{calibration['brier']}. Decided {abstention['decided']} of all label questions, "
        f"{abstention['right_of_decided']} of those right; the others are left open as unsure.",
        "",
    ]


def _baselines(report: Mapping[str, Any]) -> list[str]:
    own = ("this model", report["macro_f1"], report["micro"]["f1"], report["exact_set"])
    others = [
        (name, v["macro_f1"], v["micro_f1"], v["exact_set"])
        for name, v in report.get("baselines", {}).items()
    ]
    head = ["on the same folds", "macro-F1", "micro-F1", "exact set"]
    return ["## Beside simpler ways", "", *_table(head, [own, *others])]


def _slices(report: Mapping[str, Any]) -> list[str]:
    rows = [
        (kind, band, v["texts"], v["micro_f1"], v["exact_set"])
        for kind, bands in report.get("slices", {}).items()
        for band, v in bands.items()
    ]
    return ["## Slices", "", *_table(["by", "slice", "texts", "micro-F1", "exact set"], rows)]


def _time(report: Mapping[str, Any]) -> list[str]:
    split = report.get("time_split")
    if not split:
        return []
    return [
        "## Older to newer",
        "",
        f"Learnt from {split['learnt']} texts before {split['learnt_before']}, asked about "
        f"{split['texts']} from then on: macro-F1 {split['macro_f1']}, exact set "
        f"{split['exact_set']}, calibration error {split['calibration']['ece']}.",
        "",
    ]


def _limits(facts: Mapping[str, Any]) -> list[str]:
    return [
        "## Limits",
        "",
        "The texts were written for this purpose and labelled by a codebook; real pages are "
        "longer, noisier and repeat one another. Two careful readers disagree most about a "
        "second label: funds for the poor, overviews of a movement, soldiers helping villagers. "
        "There the model is meant to be unsure, and a person decides.",
        "",
        f"Labels it knows: {', '.join(sorted(facts['labels']))}. Anything else it cannot say.",
        "",
    ]
