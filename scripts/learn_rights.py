"""Learns which decision right a question is about, and whether any is.

`make train` runs it after `train.py`, whose weights it builds on. Comes in: questions about leave
with the clause that answers, or none: `training/decisions-*.jsonl`, the pairs and contrasts that
ask for leave, and the cases of the split `dev`. Goes out: what a right's traits are worth
(`Weights.rights`), and how its being what is asked is judged (`Weights.about`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from material import HERE, folder_of, folds_of, gold_of, open_room, organisation, say
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from bot.deciding import ABOUT, FIT, Decider, Matches
from bot.finding import Finder, Weighed
from bot.intents import intent_of
from bot.model import Asker, Inquiry, Intent, Question
from bot.sought import without_amounts
from bot.understanding import understand
from bot.weights import FILE, load
from evals.case import CASES, Gold, load_cases
from evals.matching import overlap
from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.reading import rights_in_force
from knowledge.embedding import MiniLM
from knowledge.model import Role
from knowledge.settling import Catalogue
from knowledge.token_vectors import TokenVectors, pack

Floats = NDArray[np.float64]
FOLDS = 5
BOUNDS = (0.2, 0.5, 0.8)
"""How sure `bot.verdict` wants to be, at most."""

START = (3.0, 0.0, 0.5, 1.0, 0.5, 2.5, -2.5, -1.0, 6.0, 6.0)
"""What a right's own traits (`bot.deciding.OWN`, `MEANT`) are taken to be worth at first."""
CASE = 2.0
"""What a case weighs against a question that was written to learn from, in judging."""

STRANGE = 0.3
"""The same of a question that is put to a role of another organisation, whose documents may speak
of the like all the same."""

ALIKE = 0.5
"""From which share of what is asked on they do (`bot.deciding.Match.covered`)."""


@dataclass(slots=True)
class Asked:
    """A question about leave: who would act, and the clause and level that answer, if any do."""

    library: str
    inquiry: Inquiry
    role: Role
    decider: Decider
    gold: tuple[Gold, ...]
    level: str
    case: bool
    strange: bool = False


@dataclass(slots=True)
class Row:
    """A question's rights with their traits `(n, len(FIT))`, and which of them are right."""

    asked: Asked
    weighed: Weighed
    found: list[tuple[int, DecisionRight]]
    traits: Floats
    right: NDArray[np.bool_]


def learn_rights(questions: Sequence[Asked]) -> tuple[Floats, Floats, list[str]]:
    """Weights for rights and for being about one, and lines that say how well they do unseen."""
    rows = [row for row in map(_row, questions) if row]
    rows = [row for row in rows if not (row.asked.strange and _names(row))]
    libraries = [row.asked.library for row in rows]
    fold_of = folds_of(libraries, FOLDS)
    folds = np.array([fold_of[library] for library in libraries])
    first = np.zeros(len(rows), bool)
    about = np.zeros((len(rows), len(ABOUT)))
    for fold in range(FOLDS):
        weights = _softmax([row for row, of in zip(rows, folds, strict=True) if of != fold])
        for i in np.nonzero(folds == fold)[0]:
            matches = _ranked(rows[i], weights)
            about[i] = matches.traits
            first[i] = _is_right(matches.found[0].right, rows[i].asked)
    silent = np.array([not row.asked.gold for row in rows])
    case = np.array([row.asked.case for row in rows])
    strange = np.array([row.asked.strange for row in rows])
    worth = np.where(case, CASE, np.where(strange, STRANGE, 1.0))
    worth *= np.where(~silent & ~first, 0.5, 1.0)
    said = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = _logistic(about[folds != fold], first[folds != fold], worth[folds != fold])
        traits = about[folds == fold]
        said[folds == fold] = 1 / (1 + np.exp(-(traits @ model[:-1] + model[-1])))
    lines = []
    for name, of in {"cases": case, "questions": ~case & ~strange}.items():
        area = roc_auc_score(first[of], said[of])
        lines.append(
            f"rights, {name}: {(of & ~silent).sum()} asked and {(of & silent).sum()} silent; first"
            f" for {first[of & ~silent].mean():.3f}; area {area:.3f}; right at .5:"
            f" {np.where(silent, said < 0.5, first & (said >= 0.5))[of].mean():.3f}"
        )
    sure = ", ".join(f"{bound}: {(said[strange] >= bound).mean():.3f}" for bound in BOUNDS)
    lines.append(f"rights, asked of strangers: {strange.sum()}; taken for one at {sure}")
    return _softmax(rows), _logistic(about, first, worth), lines


def _row(asked: Asked) -> Row | None:
    """A question's rights at work; None if its role has none."""
    clauses = asked.decider._of_role.get(asked.role.id)  # noqa: SLF001  training looks inside
    if clauses is None:
        return None
    inquiry = without_amounts(asked.inquiry)
    weighed = asked.decider._finder.weigh(inquiry, asked.role, clauses)  # noqa: SLF001
    found, traits = asked.decider._rows(inquiry, weighed, asked.role.id)  # noqa: SLF001
    if not found:
        return None
    right = np.array([_is_right(right, asked) for _, right in found], bool)
    return Row(asked, weighed, found, traits, right)


def _names(row: Row) -> bool:
    """Whether some right names much of what is asked."""
    return bool((row.traits[:, FIT.index("covered")] >= ALIKE).any())


def _ranked(row: Row, rights: Floats) -> Matches:
    """A question's rights by other weights."""
    decider, asked = row.asked.decider, row.asked
    decider._weights = replace(decider._weights, rights=rights)  # noqa: SLF001
    inquiry = without_amounts(asked.inquiry)
    return decider._ranked(inquiry, asked.role, row.weighed, row.found, row.traits, ())  # noqa: SLF001


def _is_right(right: DecisionRight, asked: Asked) -> bool:
    """Whether a right is the one that answers: its clause, and its level where that is known."""
    return (not asked.level or right.level.value == asked.level) and any(
        gold.document == right.clause.document and overlap(right.clause.text, gold.quote)
        for gold in asked.gold
    )


def _softmax(rows: Sequence[Row], decay: float = 0.1) -> Floats:
    """Linear weights that put right rights first: softmax over each question's rights, L-BFGS.

    They stay near what ranks clauses anywhere, with something for the right's own words.
    """
    useful = [row for row in rows if row.right.any() and not row.right.all()]
    traits = np.concatenate([row.traits for row in useful])
    spread = traits.std(0) + 1e-9
    traits = (traits - traits.mean(0)) / spread
    right = np.concatenate([row.right for row in useful]).astype(float)
    sizes = np.array([len(row.right) for row in useful])
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(useful)), sizes)

    ranking = rows[0].asked.decider._weights.ranking  # noqa: SLF001
    start = np.r_[ranking, START] * spread

    def loss(weight: Floats) -> tuple[float, Floats]:
        scores = traits @ weight
        belief = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        every = np.add.reduceat(belief, starts)
        wanted = np.add.reduceat(belief * right, starts) + 1e-12
        value = float(np.log(every / wanted).mean() + decay * ((weight - start) ** 2).sum() / 2)
        gain = traits.T @ (belief / every[of] - belief * right / wanted[of]) / len(useful)
        return value, gain + decay * (weight - start)

    best = minimize(loss, start, jac=True, method="L-BFGS-B")
    return np.asarray(best.x / spread)


def _logistic(traits: Floats, labels: NDArray[np.bool_], worth: Floats) -> Floats:
    """Weights and bias on unscaled traits."""
    scaler = StandardScaler().fit(traits)
    model = LogisticRegression(C=0.03, max_iter=2000)
    model.fit(scaler.transform(traits), labels, sample_weight=worth)
    weight = model.coef_[0] / scaler.scale_
    return np.asarray(np.r_[weight, model.intercept_[0] - (weight * scaler.mean_).sum()])


def questions() -> Iterator[tuple[str, Question, tuple[Gold, ...], str, bool]]:
    """Library, question, gold, level (empty where unknown) and whether it is a case."""
    training = HERE / "training"
    for kind in ("decisions", "pairs", "contrast"):
        for path in sorted(training.glob(f"{kind}-*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if kind == "decisions" or intent_of(row["question"]) is Intent.MAY:
                    question = Question(row["question"], asker=Asker(role=row["role"]))
                    yield row["library"], question, gold_of(row), row.get("level", ""), False
    for case in load_cases(*sorted(CASES.glob("*.jsonl"))):
        asks = intent_of(case.question, case.history) is Intent.MAY
        if case.split == "dev" and case.verdict != "conflict" and (case.verdict or asks):
            yield case.library, case.as_question(), case.gold, case.verdict or "", True


def strangers(
    asked: Sequence[Asked], rooms: Mapping[str, tuple[Catalogue, Decider]]
) -> Iterator[Asked]:
    """Answered questions again, each put to a role of another organisation, which is silent."""
    draw = np.random.default_rng(0)
    for one in asked:
        elsewhere = [name for name in rooms if organisation(name) != organisation(one.library)]
        library = elsewhere[draw.integers(len(elsewhere))]
        catalogue, decider = rooms[library]
        role = catalogue.roles[draw.integers(len(catalogue.roles))]
        if one.gold and not one.case:
            inquiry = replace(one.inquiry, roles=(role,))
            yield Asked(library, inquiry, role, decider, (), "", case=False, strange=True)


def main() -> None:
    """Learn and put both into `bot/weights.npz`."""
    model = MiniLM()
    rooms: dict[str, tuple[Catalogue, Decider]] = {}
    asked = []
    for library, question, gold, level, case in questions():
        if library not in rooms:
            rooms[library] = _open(library, model)
        catalogue, decider = rooms[library]
        inquiry = replace(understand(question, catalogue), intent=Intent.MAY)
        if len(inquiry.roles) == 1:
            told = level if gold else ""
            asked.append(Asked(library, inquiry, inquiry.roles[0], decider, gold, told, case))
    asked += strangers(asked, rooms)
    rights, about, lines = learn_rights(asked)
    for line in lines:
        say(line)
    with np.load(FILE) as file:
        kept = dict(file)
    np.savez(FILE, **kept | {"rights": rights, "about": about})


def _open(library: str, model: MiniLM) -> tuple[Catalogue, Decider]:
    """A library's catalogue, and a decider over it."""
    room = open_room(folder_of(library), model)
    packed = [pack(replace(r, layers=r.layers.astype(np.float32))) for r in room.readings]
    index = replace(room.index, tokens=TokenVectors.of(packed))
    weights = replace(load(), rights=np.r_[load().ranking, START])
    finder = Finder(index, model, model, weights)
    return room.catalogue, Decider(index, finder, weights, rights_in_force(index.library))


if __name__ == "__main__":
    main()
