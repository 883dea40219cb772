"""Trains the small weights: the projection of token vectors, topics, ranking, the judge, whole.

`make train` runs it. It learns from `training/` (questions by topic; pairs of questions and
passages, and contrasts: near misses beside questions that are answered) and from the cases of the
split `dev`; cases of the split `test` are never read. It needs PyTorch and scikit-learn beside the
project's own dependencies.

The order matters: the judge sees what ranking is like on organisations it was not trained on, so
ranking is trained once on each two thirds of them before it is trained on all. The
judge also learns from answered questions whose passage is taken away: the same words, and nothing
left that answers them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from learn_judge import Material, learn_judge
from learn_projection import SEED, Example, learn_projection, use
from material import HERE, Lesson, Room, folder_of, folds_of, is_right, lessons, open_room, say
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from bot.deciding import ABOUT, FIT
from bot.evidence import FEATURES, Evidence
from bot.judging import Asked, Judge
from bot.model import Inquiry
from bot.signs import SIGNS, Measured, RoleClauses, Signs
from bot.understanding import understand
from bot.weights import FILE, Weights
from evals.matching import overlap
from knowledge import token_vectors
from knowledge.embedding import STATE, MiniLM, Reading
from knowledge.token_vectors import DIM

Floats = NDArray[np.float64]
FOLDS = 3

CASE = 3.0
"""What a case weighs for the judge, against a pair: its words are chosen freely."""

TAKEN = 0.5
"""The same of a question whose passage was taken away: what is left may answer it all the same."""

ALIKE = 0.72
"""Cosine from which on a clause says much the same as the one that was taken away."""

NOTHING = Weights(
    topics=(),
    question=np.zeros((0, 385)),
    heading=np.zeros((0, 385)),
    ranking=np.zeros(len(FEATURES)),
    token=np.zeros(387),
    whole=np.zeros(len(SIGNS) + 1),
    rights=np.zeros(len(FIT)),
    about=np.zeros(len(ABOUT) + 1),
    judge=Judge(*[np.zeros(0)] * 9),
)
"""Where training starts."""


def topic_weights(model: MiniLM) -> tuple[tuple[str, ...], Floats, Floats]:
    """The topics, and the weights that tell them in questions and in headings."""
    rows = [
        json.loads(line)
        for path in sorted((HERE / "training").glob("topics-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    names = tuple(sorted({row["topic"] for row in rows}))
    texts = [" ".join(row["text"].replace("{role}", "").split()) for row in rows]
    vectors = model.embed(texts)
    labels = np.array([names.index(row["topic"]) for row in rows])
    headed = np.array([row["kind"] == "heading" for row in rows])
    question = LogisticRegression(C=5, max_iter=500).fit(vectors, labels)
    weight = np.where(headed, 1.0, 0.3)
    title = LogisticRegression(C=10, max_iter=500).fit(vectors, labels, sample_weight=weight)
    return (
        names,
        np.c_[question.coef_, question.intercept_],
        np.c_[title.coef_, title.intercept_],
    )


def examples(
    material: Sequence[Lesson], rooms: dict[str, Room], weights: Weights, model: MiniLM
) -> list[Example]:
    """Every lesson whose role is settled, and those again whose passage can be taken away.

    Measured without a projection.
    """
    out = []
    fold_of = folds_of([lesson.library for lesson in material], FOLDS)
    for lesson in material:
        room, fold = rooms[lesson.library], fold_of[lesson.library]
        inquiry = understand(lesson.question, room.catalogue)
        if inquiry.refusal or len(inquiry.roles) != 1:
            continue
        among = room.about[inquiry.roles[0].id]
        if not len(among):
            continue
        (reading,) = model.read([inquiry.subject])
        example = measured(lesson, room, inquiry, reading, among, fold, weights)
        out.append(example)
        if lesson.bare:
            continue
        rest = without_answer(example)
        if len(rest):
            empty = replace(lesson, gold=())
            again = measured(empty, room, inquiry, reading, rest, fold, weights)
            again.taken = True
            out.append(again)
    return out


def measured(  # noqa: PLR0913, PLR0917  what an example is made of
    lesson: Lesson,
    room: Room,
    inquiry: Inquiry,
    reading: Reading,
    among: NDArray[np.int64],
    fold: int,
    weights: Weights,
) -> Example:
    """A lesson over the clauses `among`."""
    evidence = Evidence(room.index, weights)
    clauses = evidence.candidates(inquiry, reading, among)
    found = evidence.measure(inquiry, reading, clauses)
    right = np.array([is_right(room.index.clauses[i], lesson.gold) for i in clauses], bool)
    return Example(lesson, room, inquiry, reading, among, clauses, found, right, fold)


def without_answer(example: Example) -> NDArray[np.int64]:
    """The role's clauses without those that answer; none where that cannot be told apart."""
    room, among = example.room, example.among
    nothing = among[:0]
    if example.lesson.whole or not example.right.any():
        return nothing
    clauses = room.index.clauses
    answering = [
        i
        for i in among
        if any(
            gold.document == clauses[i].document and overlap(clauses[i].text, gold.quote)
            for gold in example.lesson.gold
        )
    ]
    if not answering or len(answering) > 3:
        return nothing
    vectors = room.index.vectors
    alike = (vectors[among] @ vectors[np.array(answering)].T).max(axis=1) >= ALIKE
    alike |= np.isin(among, answering)
    return among[~alike] if alike.sum() <= 6 and (~alike).sum() >= 10 else nothing


def learn_ranking(chosen: Sequence[Example], decay: float = 1e-2, steps: int = 400) -> Floats:
    """Linear weights that put right clauses first: softmax over each question's clauses, Adam."""
    useful = [e for e in chosen if e.right.any() and not e.right.all()]
    every = np.concatenate([e.found.features for e in useful])
    mean, spread = every.mean(0), every.std(0) + 1e-9
    data = [((e.found.features - mean) / spread, e.right) for e in useful]
    weight, first, second = (np.zeros(every.shape[1]) for _ in range(3))
    for step in range(1, steps + 1):
        gradient = -decay * weight
        for features, right in data:
            scores = features @ weight
            belief = np.exp(scores - scores.max())
            belief /= belief.sum()
            wanted = belief * right
            gradient = gradient + features.T @ (wanted / (wanted.sum() + 1e-12) - belief) / len(
                data
            )
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = 0.05 / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weight = weight + rate * first
    return np.asarray(weight / spread)


def judged(chosen: Sequence[Example], weights: Weights) -> tuple[Floats, list[Asked]]:
    """The signs `(n, len(SIGNS))` of each example under these weights, and its tokens."""
    out, asked = [], []
    for e in chosen:
        signs = Signs(e.room.index, weights, Evidence(e.room.index, weights))
        own = e.room.about[e.inquiry.roles[0].id]
        others = np.setdiff1d(np.arange(len(e.room.index.clauses)), own)
        scores = e.found.features @ weights.ranking
        found = Measured(e.clauses, e.found, scores, RoleClauses(e.among, others))
        out.append(signs.of(e.inquiry, e.reading, found))
        asked.append(signs.asked(e.reading, found))
    return np.array(out), asked


def logistic(signs: Floats, labels: NDArray[np.bool_], worth: Floats) -> Floats:
    """Weights and bias of a logistic judgement on unscaled signs; `worth` is each example's."""
    scaler = StandardScaler().fit(signs)
    model = LogisticRegression(C=0.02, max_iter=3000)
    model.fit(scaler.transform(signs), labels, sample_weight=worth)
    weight = model.coef_[0] / scaler.scale_
    return np.asarray(np.r_[weight, model.intercept_[0] - (weight * scaler.mean_).sum()])


def first_right(chosen: Sequence[Example], ranking: Floats) -> str:
    """How often a right clause is first, among the first two, the first three."""
    useful = [e for e in chosen if e.right.any()]
    at = [int(np.nonzero(e.right[np.argsort(-(e.found.features @ ranking))])[0][0]) for e in useful]
    return " ".join(f"{np.mean(np.array(at) < n):.3f}" for n in (1, 2, 3)) + f" of {len(at)}"


def tell_unseen(every: Sequence[Example], material: Material) -> None:
    """Print how well silence is told on questions that the judge was not trained on."""
    folds = np.array([e.fold for e in every])
    said = np.zeros(len(every))
    for fold in range(FOLDS):
        judge = learn_judge(material, np.nonzero(folds != fold)[0])
        for i in np.nonzero(folds == fold)[0]:
            q = int(material.mask[i].sum())
            parts = (material.states[i], material.known[i], material.met[i])
            asked = Asked(*(part[:q].numpy() for part in parts))
            said[i] = judge(material.signs[i].numpy(), asked)
    silent = np.array([not e.lesson.gold for e in every])
    own = np.array([e.lesson.library in {"raw", "shipped"} for e in every])
    pair = np.array([e.lesson.pair for e in every])
    taken = np.array([e.taken for e in every])
    for name, of in {
        "own cases": own & ~pair & ~taken,
        "other cases": ~own & ~pair & ~taken,
        "pairs": pair & ~taken,
    }.items():
        scores = []
        for bound in np.arange(0.2, 0.75, 0.05):
            held = said[of] < bound
            both = int((held & silent[of]).sum())
            scores.append(f"{bound:.2f}:{2 * both / (held.sum() + silent[of].sum()):.2f}")
        area = roc_auc_score(~silent[of], said[of])
        say(f"silence, {name}: {silent[of].sum()} of {of.sum()}, area {area:.3f}, F1 below")
        say("  " + " ".join(scores))


def main() -> None:
    """Train everything and write `bot/weights.npz` and `knowledge/model/projection.npy`."""
    model = MiniLM()
    material = lessons()
    names, question, title = topic_weights(model)
    weights = replace(NOTHING, topics=names, question=question, heading=title)
    # It keeps angles of the last layer; what the others add is learned.
    angles = np.linalg.qr(np.random.default_rng(SEED).normal(size=(STATE, DIM)))[0]
    start = np.r_[np.zeros((3 * STATE, DIM)), angles].astype(np.float32)
    np.save(token_vectors.PROJECTION, start)
    rooms = {
        name: open_room(folder_of(name), model) for name in sorted({m.library for m in material})
    }
    every = examples(material, rooms, weights, model)
    say(f"{len(material)} lessons, {len(every)} examples, {len(rooms)} libraries")
    bare = [e for e in every if e.lesson.bare]
    every = [e for e in every if not e.lesson.bare]
    unseen = [e.found for e in every]
    for fold in range(FOLDS):
        rest = [e for e in every if e.fold != fold]
        use(learn_projection(rest + bare, start), weights, every)
        for i, example in enumerate(every):
            if example.fold == fold:
                unseen[i] = example.found
        say(f"fold {fold} done")
    weights = use(learn_projection(every + bare, start), weights, every)
    for example, found in zip(every, unseen, strict=True):
        example.found = found
    weights = replace(weights, ranking=learn_ranking(every))
    say(f"questions that the projection has not seen: {first_right(every, weights.ranking)}")
    signs, asked = judged(every, weights)
    answered = np.array([bool(e.lesson.gold) for e in every])
    whole = np.array([e.lesson.whole for e in every])
    worth = np.where([e.lesson.pair for e in every], 1.0, CASE)
    taken = np.array([e.taken for e in every])
    asking = Material(signs, asked, answered, np.where(taken, TAKEN, worth))
    tell_unseen(every, asking)
    weights = replace(
        weights,
        whole=logistic(signs[answered], whole[answered], worth[answered]),
        judge=learn_judge(asking, np.arange(len(every))),
    )
    arrays: dict[str, Any] = {
        "topics": np.array(weights.topics),
        "question": weights.question.astype(np.float32),
        "heading": weights.heading.astype(np.float32),
        "ranking": weights.ranking,
        "token": weights.token,
        "whole": weights.whole,
        "rights": weights.rights,
        "about": weights.about,
    }
    judge = {name: array.astype(np.float32) for name, array in weights.judge.write().items()}
    np.savez(FILE, **arrays | judge)


if __name__ == "__main__":
    main()
