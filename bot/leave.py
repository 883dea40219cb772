"""How likely a question asks for leave, by its words: `is it up to me`, `shall i just order them`.

Comes in: a question's text. Goes out: a probability. What each phrase tells was learned by
`scripts/learn_phrases.py` from questions of which it is known.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.phrases import Phrases

FILE = Path(__file__).with_name("leave.json")
LEAVE, OTHER = "leave", "other"


def likelihood(text: str) -> float:
    """How likely a text asks for leave, from 0 to 1."""
    return _learned().likelihoods(text)[LEAVE]


@cache
def _learned() -> Phrases:
    """What ships."""
    return Phrases.read(FILE)
