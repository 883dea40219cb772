"""Learns `bot.judging.Judge`: which of a question's tokens must be met for there to be an answer.

Comes in: signs and tokens of questions that documents answer or do not. Goes out: a `Judge`, and
what judges trained without them say of the same questions. It needs PyTorch.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from bot.judging import METS, Asked, Judge

Floats = NDArray[np.float64]
VIEWS = 8
EPOCHS = 15
BATCH = 128
RATE = 4e-3
SEEDS = 3
"""Judges that are trained; the one that ships is all of them side by side."""


class Material:
    """Signs `(n, s)` and padded tokens of `n` questions, with labels and what each is worth."""

    def __init__(
        self, signs: Floats, asked: Sequence[Asked], answered: NDArray[np.bool_], worth: Floats
    ) -> None:
        """Pad to the longest question."""
        n, longest = len(asked), max(len(one.states) for one in asked)
        states = np.zeros((n, longest, 384), np.float32)
        known = np.zeros((n, longest, 4), np.float32)
        met = np.zeros((n, longest, METS), np.float32)
        mask = np.zeros((n, longest), np.float32)
        for i, one in enumerate(asked):
            q = len(one.states)
            states[i, :q], known[i, :q], met[i, :q], mask[i, :q] = one.states, one.known, one.met, 1
        self.signs = torch.tensor(signs, dtype=torch.float32)
        self.states, self.known = torch.tensor(states), torch.tensor(known)
        self.met, self.mask = torch.tensor(met), torch.tensor(mask)
        self.answered = torch.tensor(answered.astype(np.float32))
        self.worth = torch.tensor(worth, dtype=torch.float32)


class Twin(torch.nn.Module):  # type: ignore[misc]  # PyTorch is not seen by the checker
    """The judge as it is learned; `judge` gives what it has become."""

    def __init__(self, mean: torch.Tensor, spread: torch.Tensor) -> None:
        """Start with tokens that matter by their rarity alone."""
        super().__init__()
        self.mean, self.spread = mean, spread
        self.state = torch.nn.Parameter(torch.randn(384, VIEWS) * 0.01)
        start = torch.tensor([[2.0], [-2.0], [0.0], [-0.5]])
        self.known = torch.nn.Parameter(start.repeat(1, VIEWS))
        self.centre = torch.nn.Parameter(torch.full((VIEWS, METS), 0.6))
        self.slope = torch.nn.Parameter(torch.full((VIEWS, METS), 1.5))
        self.manner = torch.nn.Parameter(torch.zeros(384))
        self.worth = torch.nn.Linear(len(mean) + 2 * VIEWS * METS + 1, 1)
        torch.nn.init.zeros_(self.worth.weight)

    def forward(self, material: Material, at: torch.Tensor) -> torch.Tensor:
        """The log odds `(b,)` of being answered."""
        signs = (material.signs[at] - self.mean) / self.spread
        states, mask = material.states[at], material.mask[at]
        if self.training:
            states = functional.dropout(states, 0.3)
            signs = functional.dropout(signs, 0.1)
        scores = 3 * states @ self.state + material.known[at] @ self.known
        matters = torch.sigmoid(scores) * mask[..., None]
        total = matters.sum(1) + 1e-6
        parts = [signs]
        for way in range(METS):
            gap = self.centre[:, way] - material.met[at][..., way, None]
            missed = matters * torch.sigmoid(gap * 8 * functional.softplus(self.slope[:, way]))
            parts += [3 * missed.sum(1) / total, 3 * missed.max(1).values]
        manner = (states @ self.manner * mask).sum(1) / (mask.sum(1) + 1e-6)
        return self.worth(torch.cat([*parts, 3 * manner[:, None]], 1))[:, 0]


def learn_judge(material: Material, among: NDArray[np.int64]) -> Judge:
    """The judge that the questions numbered `among` teach."""
    return side_by_side([_learn(material, among, seed) for seed in range(SEEDS)])


def _learn(material: Material, among: NDArray[np.int64], seed: int) -> Twin:
    """One judge; others start elsewhere."""
    torch.manual_seed(seed)
    chosen = torch.tensor(among)
    signs = material.signs[chosen]
    twin = Twin(signs.mean(0), signs.std(0) + 1e-6)
    optimiser = torch.optim.AdamW(
        [
            {"params": [twin.state, twin.manner], "lr": RATE, "weight_decay": 2.0},
            {"params": [twin.known, twin.centre, twin.slope], "lr": RATE, "weight_decay": 0.0},
            {"params": twin.worth.parameters(), "lr": 2 * RATE, "weight_decay": 0.3},
        ]
    )
    steps = EPOCHS * (len(among) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.1, steps)
    twin.train()
    for _ in range(EPOCHS):
        for batch in chosen[torch.randperm(len(chosen))].split(BATCH):
            loss = functional.binary_cross_entropy_with_logits(
                twin(material, batch), material.answered[batch], reduction="none"
            )
            optimiser.zero_grad()
            (loss * material.worth[batch]).mean().backward()
            optimiser.step()
            schedule.step()
    twin.eval()
    return twin


def side_by_side(twins: Sequence[Twin]) -> Judge:
    """One judge whose log odds are the mean of several over the same questions."""

    def array(tensor: torch.Tensor) -> Floats:
        return np.asarray(tensor.detach().numpy(), np.float64)

    size = len(twins[0].mean)
    worths = [array(twin.worth.weight[0]) / len(twins) for twin in twins]
    views = [worth[size:-1].reshape(2 * METS, VIEWS) for worth in worths]
    manner = sum(3 * array(t.manner) * w[-1] for t, w in zip(twins, worths, strict=True))
    return Judge(
        mean=array(twins[0].mean),
        spread=array(twins[0].spread),
        state=np.concatenate([3 * array(twin.state) for twin in twins], axis=1),
        known=np.concatenate([array(twin.known) for twin in twins], axis=1),
        centre=np.concatenate([array(twin.centre) for twin in twins]),
        slope=np.concatenate([8 * array(functional.softplus(twin.slope)) for twin in twins]),
        manner=np.asarray(manner),
        worth=np.r_[
            np.sum([worth[:size] for worth in worths], axis=0),
            np.concatenate(views, axis=1).ravel(),
            1.0,
        ],
        bias=np.asarray(sum(float(twin.worth.bias) for twin in twins) / len(twins)),
    )
