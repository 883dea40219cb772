"""Learns the projection of token vectors, by telling right clauses from the others of a question.

Comes in: examples, with the features that need no projection. Goes out: a projection and what a
token is worth, and `use` puts them to work. It needs PyTorch.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from knowledge.embedding import Reading
from knowledge.token_vectors import TokenVectors, pack

Floats = NDArray[np.float64]
EARLY = [i for i, name in enumerate(FEATURES) if not name.startswith("late_")]
NEGATIVES = 40
SEED = 7


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


class Late(torch.nn.Module):  # type: ignore[misc]  # PyTorch is not seen by the checker
    """Ranking with token vectors: linear in the features, learned in the projection."""

    def __init__(self, start: NDArray[np.float32], mean: Floats, spread: Floats) -> None:
        """Start from a projection `(384, DIM)` that keeps angles."""
        super().__init__()
        self.mean = torch.tensor(mean, dtype=torch.float32)
        self.spread = torch.tensor(spread, dtype=torch.float32)
        self.linear = torch.nn.Parameter(torch.zeros(len(EARLY)))
        self.start = torch.tensor(start)
        self.change = torch.nn.Parameter(torch.zeros_like(self.start))
        self.token = torch.nn.Parameter(torch.zeros(384))
        self.known = torch.nn.Parameter(torch.tensor([0.3, -1.5, 0.5]))
        self.late = torch.nn.Parameter(torch.tensor([20.0, 5.0, 5.0, 0.0]))

    def forward(self, item: dict[str, torch.Tensor]) -> torch.Tensor:
        """Scores `(k,)`."""
        question, clauses, mask = item["question"], item["clauses"].float(), item["mask"]
        known, plain = item["known"], item["plain"]
        features = (item["features"] - self.mean) / self.spread
        projection = self.start + self.change
        if self.training:
            question = functional.dropout(question, 0.2)
            features = functional.dropout(features, 0.1)
        small = functional.normalize(question @ projection, dim=-1)
        far = functional.normalize(clauses @ projection, dim=-1)
        alike = torch.einsum("qr,ctr->cqt", small, far).masked_fill(~mask[:, None], -1.0)
        best = alike.max(2).values
        worth = functional.softplus(item["question"] @ self.token + known @ self.known)
        worth = worth / worth.sum()
        telling = best if bool(plain.all()) else best[:, ~plain]
        covered = alike.max(1).values.masked_fill(~mask, 0).sum(1) / mask.sum(1)
        late = torch.stack([best @ worth, telling.min(1).values, covered, best.mean(1)], 1)
        return features @ self.linear + late @ self.late


def tensors(example: Example) -> dict[str, torch.Tensor]:
    """An example's likeliest clauses and all its right ones, ready to learn from."""
    room, reading = example.room, example.reading
    early = example.found.features[:, EARLY]
    rough = early @ ROUGH
    order = np.argsort(-rough)
    kept = np.array([*order[:NEGATIVES], *[i for i in order[NEGATIVES:] if example.right[i]][:6]])
    rows = [room.readings[i].states for i in example.clauses[kept]]
    states = np.zeros((len(rows), max(1, *map(len, rows)), 384), np.float16)
    mask = np.zeros(states.shape[:2], bool)
    for i, row in enumerate(rows):
        states[i, : len(row)] = row
        mask[i, : max(1, len(row))] = True
    known = known_of(reading, room.index.lexical)
    plain = known[:, 1] > 0
    return {
        "features": torch.tensor(early[kept], dtype=torch.float32),
        "right": torch.tensor(example.right[kept]),
        "question": torch.tensor(reading.states.astype(np.float32)),
        "clauses": torch.tensor(states),
        "mask": torch.tensor(mask),
        "plain": torch.tensor(plain),
        "known": torch.tensor(np.c_[10 * known[:, 0], known[:, [1, 3]]], dtype=torch.float32),
    }


ROUGH = np.zeros(len(EARLY))
for _name, _worth in {
    "meaning": 8,
    "lexical": 5,
    "any_words": 5,
    "topic_path": 2,
    "length": 3,
}.items():
    ROUGH[[FEATURES[i] for i in EARLY].index(_name)] = _worth


def learn_projection(
    chosen: Sequence[Example], start: NDArray[np.float32], epochs: int = 6
) -> Late:
    """Train the projection and what a token is worth by telling right clauses from the others."""
    torch.manual_seed(SEED)
    useful = [e for e in chosen if e.right.any() and not e.right.all() and e.reading.tokens]
    every = np.concatenate([e.found.features[:, EARLY] for e in useful])
    late = Late(start, every.mean(0), every.std(0) + 1e-6)
    rates = [
        {"params": [late.linear], "lr": 2e-2, "weight_decay": 1e-2},
        {"params": [late.change], "lr": 2e-3, "weight_decay": 0.3},
        {"params": [late.token, late.known], "lr": 3e-3, "weight_decay": 1e-2},
        {"params": [late.late], "lr": 5e-2, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(rates)
    steps = epochs * (len(useful) // 16 + 1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    shuffled = np.random.default_rng(SEED)
    late.train()
    for _ in range(epochs):
        order = shuffled.permutation(len(useful))
        for at in range(0, len(order), 16):
            loss = torch.zeros(())
            for i in order[at : at + 16]:
                item = tensors(useful[i])
                scores = late(item)
                if bool(item["right"].any()):
                    loss = (
                        loss
                        - torch.logsumexp(scores[item["right"]], 0)
                        + torch.logsumexp(scores, 0)
                    )
            optimiser.zero_grad()
            (loss / 16).backward()
            optimiser.step()
            schedule.step()
    late.eval()
    return late


def use(late: Late, weights: Weights, chosen: Sequence[Example]) -> Weights:
    """Put a trained projection to work: write it, fill token vectors, measure anew."""
    np.save(
        token_vectors.PROJECTION, (late.start + late.change).detach().numpy().astype(np.float32)
    )
    token_vectors.projection.cache_clear()
    known = late.known.detach().numpy()
    weights = replace(weights, token=np.r_[late.token.detach().numpy(), known].astype(np.float64))
    for room in {id(e.room): e.room for e in chosen}.values():
        packed = [pack(replace(r, states=r.states.astype(np.float32))) for r in room.readings]
        room.index = replace(room.index, tokens=TokenVectors.of(packed))
    for example in chosen:
        evidence = Evidence(example.room.index, weights)
        example.found = evidence.measure(example.inquiry, example.reading, example.clauses)
    return weights
