"""What the phrases of a short text tell of its kind: learned log odds, small enough to read.

Comes in: a heading or a question. Goes out: how likely each kind is. People have more ways to say a
thing than rules can list; here each phrase of one to three stems tells something of each kind, as a
logistic regression weighed it. Which kinds there are, and what they were learned from, is the
user's: `bot.leave`, `knowledge.decision_rights.heading_kinds`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from knowledge.lexical import stem

LONGEST = 3
TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+|[?!,]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """`worth` gives for each phrase a log odds for each of `kinds`, `bias` those of no phrase."""

    kinds: Sequence[str]
    worth: Mapping[str, Sequence[float]]
    bias: Sequence[float]

    def likelihoods(self, text: str) -> dict[str, float]:
        """How likely a text is of each kind; together 1."""
        found = phrases(text)
        told = [self.worth[phrase] for phrase in found if phrase in self.worth]
        scale = 1 / math.sqrt(len(found))
        odds = [
            math.exp(bias + scale * sum(row[i] for row in told)) for i, bias in enumerate(self.bias)
        ]
        return {kind: each / sum(odds) for kind, each in zip(self.kinds, odds, strict=True)}

    @classmethod
    def read(cls, path: Path) -> Self:
        """What `write` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path) -> None:
        """Keep it: one phrase a line."""
        kept = asdict(self) | {"worth": {}}
        rows = ",\n".join(
            f"{json.dumps(phrase)}: {json.dumps(list(row))}"
            for phrase, row in sorted(self.worth.items())
        )
        text = json.dumps(kept).replace('"worth": {}', f'"worth": {{\n{rows}\n}}')
        path.write_text(text + "\n", encoding="utf-8")


def phrases(text: str) -> frozenset[str]:
    """The runs of up to `LONGEST` stems of a text; `^` and `$` stand where it begins and ends.

    A figure is `#`, whichever it is; marks that part questions are words. Never empty.
    """
    words = ["^", *(_word(match[0]) for match in TOKEN.finditer(text.lower())), "$"]
    return frozenset(
        " ".join(words[at : at + size])
        for size in range(1, LONGEST + 1)
        for at in range(len(words) - size + 1)
    )


def _word(token: str) -> str:
    """A token as phrases hold it."""
    return "#" if token.isdigit() else stem(token.replace("’", "'"))
