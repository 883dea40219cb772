"""One question held against all clauses of an index, once, whoever needs a part of it.

Comes in: an open index, an inquiry and its reading. Goes out: a `Scan`: scores of every clause, and
how much of what is asked some stems hold. Nothing is chosen or weighed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.model import Inquiry
from bot.weights import Floats, Weights
from knowledge.cosines import Cosines
from knowledge.embedding import Reading
from knowledge.index import Index
from knowledge.lexical import Lexical, stems
from knowledge.topics import topics_asked

Scores = NDArray[np.float32]
Stems = frozenset[str]

PLAIN = frozenset(
    "what which who whom whose when where why how many much do does did is are was am i me my mine"
    " you your we us our they them their it its a an the of for to in on at by with from about and"
    " or as"
    " be been have has had can could may might must should will would tell show please want ? . , !"
    " ' s t so then also that this there any some".split()
)
"""Tokens of a question that every clause could meet."""

PLAIN_RARITY = 0.5
"""The idf of a token that is no word: a mark, or a word without a stem."""


class Sought:
    """The words and concepts that a question looks for, each by how telling it is.

    `stems` are all that would do; `found` keeps those that a clause, by number, was seen to have
    itself and above it.
    """

    def __init__(self, inquiry: Inquiry, lexical: Lexical) -> None:
        """Weigh each word, and each concept by the rarest of its words as said."""
        self._words = {word: lexical.idf(word) for word in inquiry.words}
        self._all_words = sum(self._words.values()) or 1.0
        self.worth = [max(map(lexical.idf, concept.said)) for concept in inquiry.concepts]
        self._all_concepts = sum(self.worth) or 1.0
        wordings = [frozenset().union(c.said, *c.others) for c in inquiry.concepts]
        self._concepts = list(zip(inquiry.concepts, self.worth, wordings, strict=True))
        self.stems = frozenset(inquiry.words).union(*wordings)
        self.found: dict[int, tuple[Stems, Stems]] = {}
        self._shares: dict[Stems, tuple[float, float]] = {}

    def shares(self, present: Stems) -> tuple[float, float]:
        """The share of the words, and of the concepts, by rarity, that stems hold.

        Only those of `stems` count; many clauses hold the same few, which are weighed once.
        """
        if present not in self._shares:
            words = sum(value for word, value in self._words.items() if word in present)
            concepts = sum(
                value * concept.share(present)
                for concept, value, wording in self._concepts
                if not wording.isdisjoint(present)
            )
            self._shares[present] = words / self._all_words, concepts / self._all_concepts
        return self._shares[present]


@dataclass(frozen=True, slots=True)
class Scan:
    """A question over the `n` clauses and `m` headings of an index.

    `meaning` (of clauses by number) and `heading` `(m,)` are cosines; `words` and `synonyms` `(n,)`
    BM25 scores by the words as said and by those that can stand for them, `wide` both together.
    `asked` are the topics by the question's words, `topics` `(t,)` how likely each is by its
    meaning. `known` is what is known of its tokens (`known_of`).
    """

    meaning: Cosines
    heading: Scores
    words: Scores
    synonyms: Scores
    wide: Scores
    asked: frozenset[str]
    topics: Floats
    known: Floats
    sought: Sought


def scan(index: Index, weights: Weights, inquiry: Inquiry, reading: Reading) -> Scan:
    """Hold a question against an index."""
    words = index.lexical.scores(inquiry.words)
    others = index.lexical.scores(synonyms(inquiry))
    return Scan(
        meaning=Cosines(index.vectors, reading.vector),
        heading=index.heading_vectors @ reading.vector,
        words=words,
        synonyms=others,
        wide=words + others,
        asked=topics_asked(inquiry.subject),
        topics=weights.question_topics(reading.vector[None].astype(np.float64))[0],
        known=known_of(reading, index.lexical),
        sought=Sought(inquiry, index.lexical),
    )


def known_of(reading: Reading, lexical: Lexical) -> Floats:
    """What is known of each of a question's tokens beside its state, as `Asked.known` has it."""
    rows = []
    for token in reading.tokens:
        stemmed = stem_of(token)
        rarity = lexical.idf(stemmed) if stemmed else PLAIN_RARITY
        unmet = bool(stemmed) and not lexical.count(stemmed)
        rows.append((rarity / 10, token in PLAIN, unmet, 1.0))
    return np.array(rows, np.float64).reshape(-1, 4)


@lru_cache(maxsize=1 << 15)
def stem_of(token: str) -> str:
    """The stem of one of the tokenizer's tokens; empty if it has none."""
    return "".join(stems(token.removeprefix("##"))[:1])


def synonyms(inquiry: Inquiry) -> Sequence[str]:
    """Single words that can stand for what is asked, each once."""
    found = (o for concept in inquiry.concepts for o in concept.others if len(o) == 1)
    return tuple(dict.fromkeys(stem for other in found for stem in other))
