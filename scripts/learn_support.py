"""Learns what the measures of `bot/support` are worth, from public human labels.

Usage: `python scripts/learn_support.py FOLDER`, FOLDER being the labelled sentences (BEGIN, WiCE,
MTRAG, ClapNQ) that `docs/grounding.md` names. Writes `bot/support/weights.npz` and prints the area
under the curve on each set, learned from the others alone. Needs scikit-learn (for its SciPy).
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from bot.support import checking
from bot.support.containment import Ground, Rarity, measure
from bot.support.reading import sentences

Floats = NDArray[np.float64]
SAYS_NOT = re.compile(
    r"\b(?:(?:do|does|did)(?: not|n['’]t)|no)\b.{0,40}\b(?:mention|specif|provide|contain|state|say"
    r"|information|include|address)|unable to answer|can(?:not|['’]t) answer"
    r"|i (?:do not|don['’]t) have|not (?:mentioned|specified|provided|stated)",
    re.IGNORECASE,
)
"""What says that passages are silent states nothing that they could support."""

SETS = {
    "cmu": "begin/dev_cmu.jsonl",
    "wow": "begin/dev_wow.jsonl",
    "wice": "wice/dev.jsonl",
    "mtrag": "mtrag/human_eval_flat.jsonl",
}
SEEN_IN = 8
"""A stem of fewer passages than these is as rare as one of none."""

RIDGE = 3.0
NEAREST = "mtrag"
NEARER = 4
"""Answers of models to questions over passages are what is checked; they count as so many sets."""

SHARPNESS = 1.0
"""How much the weakest sentence of a text decides over the others, while learning."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its sentences' measures `(n, f)` and whether people found it supported."""

    measures: Floats
    supported: bool


def rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def texts(row: dict[str, Any]) -> list[str]:
    """The passages of a row, however its set calls them; empty if it has none."""
    if "doc" in row:
        return [row["doc"]]
    return [
        *row.get("docs", ()),
        *(c["text"] for k in ("contexts", "passages") for c in row.get(k, ())),
    ]


def learn_rarity(folder: Path) -> Rarity:
    """The idf of stems over all distinct passages."""
    passages = {
        text
        for file in sorted(folder.glob("*/*.jsonl"))
        for row in rows(file)
        for text in ([" ".join(texts(row))] if file.parent.name == "wice" else texts(row))
    }
    seen: Counter[str] = Counter()
    for passage in passages:
        seen.update({stem for s in sentences(passage) for stem in s.stems})
    known = {s: math.log((len(passages) + 1) / n) for s, n in sorted(seen.items()) if n >= SEEN_IN}
    return Rarity(known, math.log((len(passages) + 1) / (SEEN_IN / 2)))


def labelled(file: Path, rarity: Rarity) -> Iterator[Labelled]:
    """The rows of a set, without those that say nothing."""
    for row in rows(file):
        if row["label"] < 0:
            continue
        text = row["claim"] if "claim" in row else row["response"]
        ground = Ground.of([s for passage in texts(row) for s in sentences(passage)])
        said = [s for s in sentences(text) if not SAYS_NOT.search(s.text)]
        if said:
            measures = np.array([measure(s, ground, rarity) for s in said])
            yield Labelled(measures, bool(row["label"]))


def fit(sets: Sequence[Sequence[Labelled]], mean: Floats, spread: Floats) -> Floats:
    """Logistic weights `(f + 1,)` where a text is as supported as its weakest sentence (softly)."""
    bags = [(bag, 1 / len(bags)) for bags in sets for bag in bags]
    x = (np.vstack([bag.measures for bag, _ in bags]) - mean) / spread
    owner = np.repeat(np.arange(len(bags)), [len(bag.measures) for bag, _ in bags])
    y = np.array([bag.supported for bag, _ in bags], dtype=float)
    worth = np.array([worth for _, worth in bags])
    worth /= worth.mean()

    def loss(weights: Floats) -> tuple[float, Floats]:
        z = x @ weights[:-1] + weights[-1]
        pull = np.exp(-SHARPNESS * (z - z.min()))
        pull /= np.bincount(owner, pull)[owner]
        weakest = np.bincount(owner, pull * z)
        p = 1 / (1 + np.exp(-weakest))
        lost = -(worth * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum()
        slope = (worth * (p - y))[owner] * pull * (1 - SHARPNESS * (z - weakest[owner]))
        down = np.append(x.T @ slope + 2 * RIDGE * weights[:-1], slope.sum())
        return lost + RIDGE * float(weights[:-1] @ weights[:-1]), down

    start = np.zeros(x.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def area(bags: Sequence[Labelled], weights: Floats, mean: Floats, spread: Floats) -> float:
    """The area under the curve of the weakest sentences' scores."""
    scores = [((b.measures - mean) / spread @ weights[:-1] + weights[-1]).min() for b in bags]
    return float(roc_auc_score([b.supported for b in bags], scores))


def main(folder: Path) -> None:
    """Learn, print and write."""
    rarity = learn_rarity(folder)
    sets = {name: list(labelled(folder / file, rarity)) for name, file in SETS.items()}
    everything = np.vstack([bag.measures for bags in sets.values() for bag in bags])
    mean, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-9
    for name, bags in sets.items():
        weights = fit([other for key, other in sets.items() if key != name], mean, spread)
        print(f"{name}: {len(bags)} texts, unseen AUROC {area(bags, weights, mean, spread):.3f}")
    weights = fit([*sets.values(), *[sets[NEAREST]] * (NEARER - 1)], mean, spread)
    np.savez_compressed(
        checking.FILE,
        linear=weights,
        mean=mean,
        spread=spread,
        stems=np.array(list(rarity.known)),
        idf=np.round(np.array(list(rarity.known.values())), 3),
        unknown=np.array(rarity.unknown),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
