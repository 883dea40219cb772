"""What speaks for each clause as the answer to an inquiry: numbers, measured the same everywhere.

Comes in: an open index, an inquiry, its vector and the clauses that may answer. Goes out: a matrix
of features, one row a clause. No decision is taken here; `bot.weights` says what each is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.model import Inquiry, Shape
from bot.scan import Scan, Stems, known_of, scan, synonyms
from bot.traits import (
    FIGURE,
    HIRING,
    NAMES,
    SUMMARY,
    VARIANTS,
    Numbers,
    Traits,
    own_stems,
    path_stems,
)
from bot.weights import Floats, Weights
from knowledge.embedding import Reading
from knowledge.index import Index
from knowledge.token_vectors import project

__all__ = [
    "FEATURES",
    "FIGURE",
    "Evidence",
    "Floats",
    "Measurement",
    "Numbers",
    "known_of",
    "own_stems",
    "path_stems",
    "synonyms",
]

FEATURES = (
    "meaning",
    "meaning_behind_best",
    "heading_meaning",
    "heading_behind_best",
    "lexical",
    "lexical_share",
    "own_words",
    "heading_words",
    "any_words",
    "lexical_wide",
    "own_concepts",
    "any_concepts",
    "topic_heading",
    "topic_path",
    "topic_heading_sum",
    "topic_learned",
    "topic_learned_root",
    "topic_learned_above",
    "topic_learned_clause",
    "topic_learned_log",
    "figure_asked",
    "person_asked",
    "permission_asked",
    "scorecard_aside",
    "variants_aside",
    "hiring_aside",
    "general_aside",
    "paragraph",
    "row",
    "length",
    "late_words",
    "late_words_behind_best",
    "late_weakest",
    "late_mean",
    "late_covered",
)
"""The columns of `Evidence.measure`, in order."""

CANDIDATES = 40
"""Clauses taken by meaning, and as many by words and by heading, before anything is measured."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured of `k` clauses.

    `features` is `(k, len(FEATURES))`; `met` `(k, q)` says how well each meets each of the
    question's `q` tokens, as cosines.
    """

    features: Floats
    met: Floats


class Evidence:
    """Measures clauses of one index. Threads may share it."""

    def __init__(self, index: Index, weights: Weights) -> None:
        """Prepare what does not depend on a question."""
        self._index = index
        self._weights = weights
        self.traits = Traits(index, weights)
        headings = np.asarray(index.heading_vectors, np.float64)
        self._topics = weights.heading_topics(headings)
        self._topics[0] = 0.0
        self._latest: tuple[Inquiry, Reading, Scan] | None = None

    def scan(self, inquiry: Inquiry, reading: Reading) -> Scan:
        """The question over the whole index; the latest one is kept, for all stops ask for it."""
        latest = self._latest
        if latest is None or latest[0] is not inquiry or latest[1] is not reading:
            made = scan(self._index, self._weights, inquiry, reading)
            latest = self._latest = (inquiry, reading, made)
        return latest[2]

    def known(self, reading: Reading) -> Floats:
        """What is known of a question's tokens; of the latest one scanned it is at hand."""
        latest = self._latest
        if latest and latest[1] is reading:
            return latest[2].known
        return known_of(reading, self._index.lexical)

    def topics_of(self, clauses: Numbers) -> Floats:
        """How surely some heading of `clauses` opens each topic, `(t,)`."""
        inner = np.unique(self._index.heading_of[clauses, 0])
        return np.asarray(self._topics[inner].max(axis=0))

    def candidates(
        self, inquiry: Inquiry, reading: Reading, among: Numbers, each: int = CANDIDATES
    ) -> Numbers:
        """The clauses worth measuring, of those in `among` (clause numbers, ascending).

        They are the best `each` by meaning, by words and by heading.
        """
        if len(among) <= each:
            return among
        seen = self.scan(inquiry, reading)
        meaning = seen.meaning[among]
        words = seen.wide[among]
        heading = seen.heading[self._index.heading_of[among, 0]]
        ways = (meaning, words, heading + 0.2 * meaning)
        chosen = np.unique(np.concatenate([_top(scores, each) for scores in ways]))
        return np.asarray(among[chosen if len(chosen) else slice(each)])

    def measure(self, inquiry: Inquiry, reading: Reading, clauses: Numbers) -> Measurement:
        """What speaks for each of `k` clauses (by number)."""
        seen = self.scan(inquiry, reading)
        inner, outer = self._index.heading_of[clauses].T
        meaning = seen.meaning[clauses].astype(np.float64)
        heading = seen.heading[inner].astype(np.float64)
        lexical = seen.words[clauses].astype(np.float64)
        wide = seen.synonyms[clauses] / 2 + lexical
        figure, person, paragraph, row, length = self.traits.facts(clauses).T
        by_meaning = self._topics @ seen.topics
        logs = self._topics @ np.log(seen.topics + 1e-4)
        met, late = self._late(reading, seen, clauses)
        best, best_above, total, deciding, aside = self._placed(seen, clauses)
        own, above, either, own_concepts, any_concepts = self._held(seen, clauses)
        columns = [
            meaning,
            meaning - meaning.max(initial=-1.0),
            heading,
            heading - heading.max(initial=-1.0),
            lexical / 10,
            lexical / (lexical.max(initial=0.0) + 1e-9),
            own,
            above,
            either,
            wide / (wide.max(initial=0.0) + 1e-9),
            own_concepts,
            any_concepts,
            best,
            best_above,
            total,
            by_meaning[inner],
            np.sqrt(by_meaning[inner]),
            by_meaning[outer],
            np.sqrt(self.traits.topics(clauses) @ seen.topics),
            logs[inner] / 5,
            (inquiry.shape is Shape.FIGURE) * figure,
            (inquiry.shape is Shape.PERSON) * person,
            (inquiry.shape in DECIDED) * deciding,
            *aside,
            paragraph,
            row,
            length,
            *late,
        ]
        return Measurement(np.stack(columns, axis=1, dtype=np.float64), met)

    def _late(
        self, reading: Reading, seen: Scan, clauses: Numbers
    ) -> tuple[Floats, tuple[Floats, ...]]:
        """How well each clause's words meet the question's, word by word; the last features."""
        if not reading.tokens:
            return np.zeros((len(clauses), 0)), (np.zeros(len(clauses)),) * 5
        plain = seen.known[:, 1] > 0
        worth = self._weights.token_worth(reading.states, 10 * seen.known[:, 0], plain)
        met, covered = self._index.tokens.match(project(reading.layers), clauses)
        best = met.astype(np.float64)
        words = best @ worth
        telling = best if plain.all() else best[:, ~plain]
        return best, (
            words,
            words - words.max(),
            telling.min(axis=1),
            best.mean(axis=1),
            covered.astype(np.float64),
        )

    def _placed(
        self, seen: Scan, clauses: Numbers
    ) -> tuple[Floats, Floats, Floats, NDArray[np.float32], NDArray[np.float32]]:
        """What clauses' headings are worth to a question, by the asked topics that they open.

        The best of the innermost heading, the best on the whole path, all of the innermost together
        (each topic tells less, the more of the headings open it); whether it is about deciding; and
        `(4, k)` whether it is a summary, a variant, hiring or general talk, and nobody asked.
        """
        asked = np.array([i for i, name in enumerate(NAMES) if name in seen.asked], np.int64)
        headings = np.unique(self._index.heading_of[clauses, 0])
        rarity = 1 / np.sqrt(1 + self.traits.of_heading(headings)[:, asked].sum(axis=0))
        rows = self.traits.of_path(self.traits.path_of[clauses])
        inner, above = rows[:, asked] * rarity, rows[:, len(NAMES) + asked] * rarity
        deciding, *aside = rows[:, 2 * len(NAMES) :].T
        unasked = [not seen.asked & topics for topics in (SUMMARY, VARIANTS, HIRING)]
        return (
            inner.max(axis=1, initial=0.0),
            above.max(axis=1, initial=0.0),
            inner.sum(axis=1),
            deciding,
            np.array(aside) * np.array([*unasked, True])[:, None],
        )

    def stems_of(self, seen: Scan, clauses: Numbers) -> list[tuple[Stems, Stems]]:
        """The sought stems that each clause has itself, and those that stand above it."""
        wanted, found, traits = seen.sought.stems, seen.sought.found, self.traits
        numbers = clauses.tolist()
        if not found.keys() >= set(numbers):
            paths = traits.path_of[clauses].tolist()
            above = {path: wanted & traits.above(path) for path in set(paths)}
            for clause, path in zip(numbers, paths, strict=True):
                found[clause] = wanted & traits.own(clause), above[path]
        return [found[clause] for clause in numbers]

    def _held(self, seen: Scan, clauses: Numbers) -> Floats:
        """Shares `(5, k)` of what a question seeks, by rarity.

        Of its words in a clause, in its headings, in either; of its concepts in a clause, then in
        either.
        """
        shares = seen.sought.shares
        held = self.stems_of(seen, clauses)
        # Many clauses hold the same few stems.
        rows = {}
        for own, above in set(held):
            words, concepts = shares(own)
            any_words, any_concepts = shares(own | above)
            rows[own, above] = (words, shares(above)[0], any_words, concepts, any_concepts)
        return np.array([rows[each] for each in held], np.float64).reshape(-1, 5).T


DECIDED = frozenset({Shape.PERMISSION, Shape.PERSON})


def _top(scores: NDArray[np.float32], count: int) -> Numbers:
    """Where the `count` highest scores stand; none that is 0 or less."""
    best = np.argpartition(-scores, count - 1)[:count]
    return best[scores[best] > 0]
