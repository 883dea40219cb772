"""Learns by which phrases questions ask for leave, and headings tell of rights.

`make train` runs it. Comes in: questions about leave (`training/decisions-*.jsonl`) and about facts
(`training/pairs-*`, `contrast-*`), and the cases of the split `dev`; headings of a known kind
(`training/headings.jsonl`). Goes out: `bot/leave.json` and
`knowledge/decision_rights/heading_kinds.json`. It needs scikit-learn beside the project's own
dependencies.
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

from bot import leave
from bot.intents import is_said_as_leave
from evals.case import CASES, load_cases
from knowledge.decision_rights import heading_kinds
from knowledge.decision_rights.heading_kinds import SURE, Kind
from knowledge.phrases import Phrases, phrases

FACTS = {"lookup", "figure", "list", "definition", "comparison", "none"}
FOLDS = 5


def main() -> None:
    """Learn both, and say how well what was not learned from is told."""
    learn_leave()
    learn_headings()


def learn_leave() -> None:
    """By organisations: what is asked in one says too much of the rest."""
    libraries, asked, kinds = zip(*questions(), strict=True)
    fold_of = folds_of(libraries, FOLDS)
    said = unseen(asked, kinds, [fold_of[library] for library in libraries], rare=4, strict=20)
    likely = np.array([each[leave.LEAVE] for each in said])
    is_leave = np.array(kinds) == leave.LEAVE
    ruled = np.array([is_said_as_leave(text) for text in asked])
    area = roc_auc_score(is_leave, likely)
    say(f"leave: {is_leave.sum()} of {len(asked)} questions, area {area:.3f}")
    for bound in (0.5, 0.6, 0.7):
        missed = (likely >= bound)[is_leave & ~ruled].mean()
        wrong = (likely >= bound)[~is_leave & ~ruled].mean()
        say(f"  {bound}: of those that no rule takes for it {missed:.3f}, of facts {wrong:.3f}")
    learn(asked, kinds, rare=4, strict=20).write(leave.FILE)


def questions() -> Iterator[tuple[str, str, str]]:
    """Library, question and whether it asks for leave.

    Questions about facts may be put as if they asked for leave: those that a rule takes for it tell
    nothing.
    """
    for path in sorted((HERE / "training").glob("*.jsonl")):
        if path.name.startswith(("topics-", "headings", "groups-")):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if path.name.startswith("decisions-") or row["kind"] == "decision":
                yield row["library"], row["question"], leave.LEAVE
            elif row["kind"] in FACTS and not is_said_as_leave(row["question"]):
                yield row["library"], row["question"], leave.OTHER
    for case in load_cases(*sorted(CASES.glob("*.jsonl"))):
        if case.split == "dev" and not case.history and case.kind in {"decision", *FACTS}:
            kind = leave.LEAVE if case.kind == "decision" else leave.OTHER
            yield case.library, case.question, kind


def learn_headings() -> None:
    """Headings stand alone."""
    lines = (HERE / "training" / "headings.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts, kinds = [row["heading"] for row in rows], [row["kind"] for row in rows]
    said = unseen(texts, kinds, [i % FOLDS for i in range(len(rows))], rare=2, strict=30)
    best = [max(each, key=each.__getitem__) for each in said]
    given = np.array(
        [b if each[b] >= SURE else Kind.OTHER for b, each in zip(best, said, strict=True)]
    )
    wanted = np.array(kinds)
    say(f"headings: {len(rows)}")
    for kind in Kind:
        right = (given == kind)[wanted == kind].mean()
        sound = (wanted == kind)[given == kind].mean()
        say(f"  {kind}: found {right:.3f}, of those taken for it right {sound:.3f}")
    learn(texts, kinds, rare=2, strict=30).write(heading_kinds.FILE)


def unseen(
    texts: Sequence[str], kinds: Sequence[str], folds: Sequence[int], *, rare: int, strict: float
) -> list[dict[str, float]]:
    """How likely each text is of each kind, by what was learned from the other folds."""
    said: list[dict[str, float]] = [{}] * len(texts)
    for fold in range(FOLDS):
        rest = [i for i, of in enumerate(folds) if of != fold]
        learned = learn([texts[i] for i in rest], [kinds[i] for i in rest], rare, strict)
        for i, of in enumerate(folds):
            if of == fold:
                said[i] = learned.likelihoods(texts[i])
    return said


def learn(texts: Sequence[str], kinds: Sequence[str], rare: int, strict: float) -> Phrases:
    """What each phrase in `rare` texts or more tells, by a logistic regression.

    `strict` is the inverse of the penalty on weights; of two kinds, most phrases tell nothing.
    """
    found = [phrases(text) for text in texts]
    counts = Counter(phrase for each in found for phrase in each)
    known = {p: i for i, p in enumerate(sorted(p for p, n in counts.items() if n >= rare))}
    rows = [[known[phrase] for phrase in each if phrase in known] for each in found]
    values = [1 / math.sqrt(len(each)) for each, row in zip(found, rows, strict=True) for _ in row]
    starts = np.cumsum([0, *map(len, rows)])
    inner = [i for row in rows for i in row]
    matrix = csr_matrix((values, inner, starts), shape=(len(rows), len(known)))
    two = len({*kinds}) == 2
    model = (
        LogisticRegression(C=strict, l1_ratio=1, solver="liblinear", random_state=0)
        if two
        else LogisticRegression(C=strict, max_iter=3000)
    )
    model.fit(matrix, kinds)
    weights, bias = model.coef_, model.intercept_
    if two:
        weights, bias = np.r_[-weights, weights] / 2, np.r_[-bias, bias] / 2
    worth = {phrase: _rounded(weights[:, i]) for phrase, i in known.items()}
    telling = {phrase: row for phrase, row in worth.items() if any(row)}
    return Phrases([str(kind) for kind in model.classes_], telling, _rounded(bias))


def _rounded(row: NDArray[np.float64]) -> list[float]:
    """Weights with two digits after the point."""
    return [round(float(value), 2) for value in row]


if __name__ == "__main__":
    main()
