"""How likely a question asks for leave, by its words: `up to me?`, `book em myself?`, `press go?`.

Comes in: a question's text. Goes out: a probability. People ask for leave in more ways than rules
can list, so what each phrase of one to three words tells was learned (`scripts/learn_leave.py`)
from questions of which it is known; `leave.json` holds the phrases that tell anything.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("leave.json")
LONGEST = 3
TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+|[?!,]")


@dataclass(frozen=True, slots=True)
class Leave:
    """What each phrase tells, and where nothing is told: in log odds."""

    phrases: Mapping[str, float]
    bias: float

    def likelihood(self, text: str) -> float:
        """How likely a text asks for leave, from 0 to 1."""
        found = phrases(text)
        told = sum(self.phrases.get(phrase, 0.0) for phrase in found)
        return 1 / (1 + math.exp(-(self.bias + told / math.sqrt(len(found)))))

    def write(self) -> None:
        """Keep it as the one that ships."""
        FILE.write_text(json.dumps(asdict(self), indent=0, sort_keys=True) + "\n", encoding="utf-8")


def phrases(text: str) -> frozenset[str]:
    """The runs of up to `LONGEST` words of a text; `^` and `$` stand where it begins and ends.

    A figure is `#`, whichever it is; marks that part questions are words.
    """
    words = [_word(match[0]) for match in TOKEN.finditer(text.lower())]
    bounded = ["^", *words, "$"]
    runs = (
        " ".join(bounded[at : at + size])
        for size in range(1, LONGEST + 1)
        for at in range(len(bounded) - size + 1)
    )
    return frozenset(runs)


@cache
def load() -> Leave:
    """The one that ships."""
    return Leave(**json.loads(FILE.read_text(encoding="utf-8")))


def _word(token: str) -> str:
    """A token as phrases hold it."""
    return "#" if token.isdigit() else token.replace("’", "'")
