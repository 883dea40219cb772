"""Learns the projection of token vectors, by telling right clauses from the others of a question.

Comes in: examples, with the features that need no projection. Goes out: a projection and what a
token is worth, and `use` puts them to work. It needs PyTorch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from material import Lesson, Room
from numpy.typing import NDArray
from torch.nn import functional

from bot.evidence import FEATURES, Evidence, Measurement, known_of
from bot.model import Inquiry
from bot.weights import Weights
from knowledge import token_vectors
from knowledge.embedding import STATE, Reading
from knowledge.token_vectors import TokenVectors, pack

Floats = NDArray[np.float64]
EARLY = [i for i, name in enumerate(FEATURES) if not name.startswith("late_")]
MEANING = [i for i, name in enumerate(FEATURES) if name in {"meaning", "meaning_behind_best"}]
"""All that is known of a clause that stands in no document."""
CLAUSES = 64
"""Clauses that are told apart at once, those of all questions of a batch."""
BATCH = 12
"""Questions about one role that are learned from together."""
ALONE = 0.5
"""What it counts that token vectors alone tell the right clause."""
SEED = 7

ROUGH = np.zeros(len(FEATURES))
for _name, _worth in {
    "meaning": 8,
    "lexical": 5,
    "any_words": 5,
    "topic_path": 2,
    "length": 3,
}.items():
    ROUGH[FEATURES.index(_name)] = _worth


@dataclass(slots=True)
class Example:
    """A lesson at work: its clauses, what speaks for each, and which are right."""

    lesson: Lesson
    room: Room
    inquiry: Inquiry
    reading: Reading
    among: NDArray[np.int64]
    clauses: NDArray[np.int64]
    found: Measurement
    right: NDArray[np.bool_]
    fold: int
    taken: bool = False


@dataclass(slots=True)
class Batch:
    """Questions about one role, and some of its clauses.

    For `n` questions of at most `q` tokens and `c` clauses of at most `t`: `question` `(n, q, d)`,
    `known` `(n, q, 3)`, `asked` `(n, q)`; `clauses` `(c, t, d)`, `held` `(c, t)`; `features`
    `(n, c, f)`; which clauses are a question's, and which are right: `own` and `right` `(n, c)`.
    """

    question: torch.Tensor
    known: torch.Tensor
    asked: torch.Tensor
    clauses: torch.Tensor
    held: torch.Tensor
    features: torch.Tensor
    own: torch.Tensor
    right: torch.Tensor
    bare: bool


class Late(torch.nn.Module):  # type: ignore[misc]  # PyTorch is not seen by the checker
    """Ranking with token vectors: linear in the features, learned in the projection."""

    def __init__(self, start: NDArray[np.float32], mean: Floats, spread: Floats) -> None:
        """Start from a projection `(d, DIM)`."""
        super().__init__()
        self.mean = torch.tensor(mean, dtype=torch.float32)
        self.spread = torch.tensor(spread, dtype=torch.float32)
        self.linear = torch.nn.Parameter(torch.zeros(len(EARLY)))
        self.bare = torch.nn.Parameter(torch.zeros(len(MEANING)))
        self.start = torch.tensor(start)
        self.change = torch.nn.Parameter(torch.zeros_like(self.start))
        self.token = torch.nn.Parameter(torch.zeros(STATE))
        self.known = torch.nn.Parameter(torch.tensor([0.3, -1.5, 0.5]))
        self.late = torch.nn.Parameter(torch.tensor([20.0, 5.0, 5.0, 0.0]))
        self.alone = torch.nn.Parameter(torch.tensor([20.0, 5.0, 5.0, 0.0]))

    def forward(self, batch: Batch) -> torch.Tensor:
        """The loss of a batch: of all features together, and of token vectors alone."""
        early = functional.dropout((batch.features - self.mean) / self.spread, 0.1, self.training)
        told = early[..., MEANING] @ self.bare if batch.bare else early[..., EARLY] @ self.linear
        late = self._late(batch)
        both = _loss(told + late @ self.late, batch) + ALONE * _loss(late @ self.alone, batch)
        return torch.as_tensor(both)

    def _late(self, batch: Batch) -> torch.Tensor:
        """How well each clause's words meet each question's, `(n, c, 4)`, as `late_` features."""
        projection = self.start + self.change
        question = functional.dropout(batch.question, 0.3, self.training)
        small = functional.normalize(question @ projection, dim=-1)
        far = functional.normalize(batch.clauses.float() @ projection, dim=-1)
        alike = torch.einsum("nqr,ctr->nqct", small, far).masked_fill(~batch.held, -1.0)
        best = alike.max(3).values
        last = batch.question[..., -STATE:]
        worth = functional.softplus(last @ self.token + batch.known @ self.known) * batch.asked
        worth = worth / worth.sum(1, keepdim=True)
        plain = batch.known[..., 1] > 0
        only_plain = (plain | ~batch.asked).all(1, keepdim=True)
        telling = batch.asked & (~plain | only_plain)
        counted = batch.asked[:, :, None]
        met = alike.masked_fill(~counted[..., None], -1.0).max(1).values
        return torch.stack(
            [
                torch.einsum("nqc,nq->nc", best, worth),
                best.masked_fill(~telling[:, :, None], 9.0).min(1).values,
                met.masked_fill(~batch.held, 0).sum(2) / batch.held.sum(1),
                (best * counted).sum(1) / batch.asked.sum(1)[:, None],
            ],
            2,
        )


def _loss(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Softmax over each question's clauses: what is missing that the right ones have it all."""
    every = torch.logsumexp(scores.masked_fill(~batch.own, -1e4), 1)
    right = torch.logsumexp(scores.masked_fill(~batch.right, -1e4), 1)
    return torch.as_tensor((every - right)[(batch.own & ~batch.right).any(1)].sum())


def learn_projection(
    chosen: Sequence[Example], start: NDArray[np.float32], epochs: int = 3
) -> Late:
    """Train the projection and what a token is worth by telling right clauses from the others."""
    torch.manual_seed(SEED)
    useful = [e for e in chosen if e.right.any() and not e.right.all() and e.reading.tokens]
    every = np.concatenate([e.found.features for e in useful if not e.lesson.bare])
    late = Late(start, every.mean(0), every.std(0) + 1e-6)
    rates = [
        {"params": [late.linear, late.bare], "lr": 2e-2, "weight_decay": 1e-2},
        {"params": [late.change], "lr": 7e-4, "weight_decay": 0.3},
        {"params": [late.token, late.known], "lr": 3e-3, "weight_decay": 1e-2},
        {"params": [late.late, late.alone], "lr": 5e-2, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(rates)
    chance = np.random.default_rng(SEED)
    steps = epochs * len(_parts(useful, chance))
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    late.train()
    for _ in range(epochs):
        for part in _parts(useful, chance):
            optimiser.zero_grad()
            (late(_batch(part, chance)) / BATCH).backward()
            optimiser.step()
            schedule.step()
    late.eval()
    return late


def _parts(chosen: Sequence[Example], chance: np.random.Generator) -> list[list[Example]]:
    """The examples in batches, each about one role, all in a new order."""
    of_role: dict[tuple[int, str], list[Example]] = defaultdict(list)
    for example in chosen:
        of_role[id(example.room), example.inquiry.roles[0].id].append(example)
    parts = [
        [those[i] for i in part]
        for those in of_role.values()
        for part in np.array_split(
            chance.permutation(len(those)), max(1, round(len(those) / BATCH))
        )
    ]
    return [parts[i] for i in chance.permutation(len(parts))]


def _batch(part: Sequence[Example], chance: np.random.Generator) -> Batch:
    """Some examples about one role with their right clauses, and the likeliest of the others."""
    room = part[0].room
    chosen = np.array(list(_chosen(part, chance)))
    place = {number: i for i, number in enumerate(chosen.tolist())}
    features = np.zeros((len(part), len(chosen), len(FEATURES)))
    own = np.zeros((len(part), len(chosen)), bool)
    right = np.zeros_like(own)
    for n, example in enumerate(part):
        rows = [i for i, number in enumerate(example.clauses.tolist()) if number in place]
        at = [place[number] for number in example.clauses[rows].tolist()]
        features[n, at] = example.found.features[rows]
        own[n, at], right[n, at] = True, example.right[rows]
    question, asked = _padded([e.reading.layers for e in part])
    known, _ = _padded([_known(example) for example in part])
    clauses, held = _padded([room.readings[i].layers for i in chosen.tolist()])
    return Batch(
        question,
        known,
        asked,
        clauses,
        held,
        torch.tensor(features, dtype=torch.float32),
        torch.tensor(own),
        torch.tensor(right),
        part[0].lesson.bare,
    )


def _chosen(part: Sequence[Example], chance: np.random.Generator) -> Iterator[int]:
    """The right clauses, and of the others those that look likely, with some luck."""
    likely: dict[int, float] = {}
    right: set[int] = set()
    for example in part:
        right.update(example.clauses[example.right].tolist())
        rough = example.found.features @ ROUGH
        for number, score in zip(example.clauses.tolist(), rough - rough.max(), strict=True):
            likely[number] = max(likely.get(number, -np.inf), score)
    yield from list(right)[:CLAUSES]
    others = [number for number in likely if number not in right]
    scores = np.array([likely[number] for number in others]) + 0.7 * chance.gumbel(size=len(others))
    for i in np.argsort(-scores)[: max(CLAUSES - len(right), CLAUSES // 2)].tolist():
        yield others[i]


def _known(example: Example) -> Floats:
    """What is known of a question's tokens: rarity, being a plain word, and a one, `(q, 3)`."""
    known = known_of(example.reading, example.room.index.lexical)
    return np.asarray(np.c_[10 * known[:, 0], known[:, [1, 3]]])


def _padded(rows: Sequence[NDArray[np.floating]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows `(t, d)` of several lengths as one block `(n, t, d)`, and where it holds any."""
    longest = max(1, *map(len, rows))
    block = np.zeros((len(rows), longest, rows[0].shape[1]), np.float32)
    held = np.zeros((len(rows), longest), bool)
    for i, row in enumerate(rows):
        block[i, : len(row)] = row
        # A clause without a word has a token of zeros.
        held[i, : max(1, len(row))] = True
    return torch.tensor(block), torch.tensor(held)


def use(late: Late, weights: Weights, chosen: Sequence[Example]) -> Weights:
    """Put a trained projection to work: write it, fill token vectors, measure anew."""
    np.save(
        token_vectors.PROJECTION, (late.start + late.change).detach().numpy().astype(np.float32)
    )
    token_vectors.projection.cache_clear()
    known = late.known.detach().numpy()
    weights = replace(weights, token=np.r_[late.token.detach().numpy(), known].astype(np.float64))
    for room in {id(e.room): e.room for e in chosen}.values():
        packed = [pack(replace(r, layers=r.layers.astype(np.float32))) for r in room.readings]
        room.index = replace(room.index, tokens=TokenVectors.of(packed))
    for example in chosen:
        evidence = Evidence(example.room.index, weights)
        example.found = evidence.measure(example.inquiry, example.reading, example.clauses)
    return weights
