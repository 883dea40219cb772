"""Learns by which words questions ask for leave.

`make train` runs it. Comes in: questions about leave (`training/decisions-*.jsonl`) and about facts
(`training/pairs-*`, `contrast-*`), and the cases of the split `dev`. Goes out: `bot/leave.json`. It
needs scikit-learn beside the project's own dependencies.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from material import HERE, folds_of, say
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.intents import is_said_as_leave
from bot.leave import Leave, phrases
from evals.case import CASES, load_cases

FACTS = {"lookup", "figure", "list", "definition", "comparison"}
FOLDS = 5
RARE = 4
"""Phrases in fewer questions than this tell nothing."""

STRICTNESS = 20.0
"""The inverse of the penalty on weights: some 800 phrases are left."""


def questions() -> Iterator[tuple[str, str, bool]]:
    """Library, question and whether it asks for leave.

    Questions about facts may be put as if they asked for leave: those that a rule takes for it tell
    nothing.
    """
    for path in sorted((HERE / "training").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if path.name.startswith("decisions-") or row["kind"] == "decision":
                yield row["library"], row["question"], True
            elif row["kind"] in FACTS | {"none"} and not is_said_as_leave(row["question"]):
                yield row["library"], row["question"], False
    for case in load_cases(*sorted(CASES.glob("*.jsonl"))):
        if case.split == "dev" and not case.history and case.kind in {"decision", *FACTS}:
            yield case.library, case.question, case.kind == "decision"


def learn(asked: Sequence[str], leave: NDArray[np.bool_]) -> Leave:
    """What each phrase tells, by an L1-penalised logistic regression."""
    found = [phrases(text) for text in asked]
    counts = Counter(phrase for each in found for phrase in each)
    known = {p: i for i, p in enumerate(sorted(p for p, n in counts.items() if n >= RARE))}
    rows = [[known[phrase] for phrase in each if phrase in known] for each in found]
    values = [1 / math.sqrt(len(each)) for each, row in zip(found, rows, strict=True) for _ in row]
    starts = np.cumsum([0, *map(len, rows)])
    inner = [i for row in rows for i in row]
    matrix = csr_matrix((values, inner, starts), shape=(len(rows), len(known)))
    model = LogisticRegression(C=STRICTNESS, l1_ratio=1, solver="liblinear", random_state=0)
    model.fit(matrix, leave)
    worth = {phrase: round(float(model.coef_[0][i]), 3) for phrase, i in known.items()}
    return Leave({p: w for p, w in worth.items() if w}, round(float(model.intercept_[0]), 3))


def main() -> None:
    """Say how well leave is told on organisations that were not learned from, then learn all."""
    libraries, asked, leave = zip(*questions(), strict=True)
    labels = np.array(leave)
    fold_of = folds_of(libraries, FOLDS)
    folds = np.array([fold_of[library] for library in libraries])
    said = np.zeros(len(labels))
    for fold in range(FOLDS):
        rest = np.flatnonzero(folds != fold)
        one = learn([asked[i] for i in rest], labels[rest])
        for i in np.flatnonzero(folds == fold):
            said[i] = one.likelihood(asked[i])
    ruled = np.array([is_said_as_leave(text) for text in asked])
    area = roc_auc_score(labels, said)
    say(f"leave: {labels.sum()} of {len(labels)} questions, area {area:.3f}")
    for bound in (0.4, 0.5, 0.6, 0.7):
        missed = (said >= bound)[labels & ~ruled].mean()
        wrong = (said >= bound)[~labels & ~ruled].mean()
        say(f"  {bound}: of those that no rule takes for it {missed:.3f}, of facts {wrong:.3f}")
    learn(asked, labels).write()


if __name__ == "__main__":
    main()
