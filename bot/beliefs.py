"""Which of its passages each side of a comparison says, believed in view of the other sides.

Comes in: what was found for each role. Goes out: the belief in each passage, and of which sides the
documents say anything. The same matter is chosen for all of them; nothing is worded here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from bot.evidence import Floats, own_stems
from bot.finding import Finding
from bot.model import Passage
from bot.sections import Sections
from knowledge.model import Clause, Role

MEANING, WORDS = 4.0, 2.0
"""What it is worth that two sides' clauses mean the same, and that they have the same words.

Measured on 48 comparisons: the best clause is right for all sides in 41 if each side chooses alone,
in 44 with these; choosing a topic of the headings first gave nothing.
"""
NAMED = 1.5
"""The same where sides share a clause: that it names this side, or only another."""

UNSURE, UNLIKE = 0.2, 3.0
"""A side is silent if it is less sure, and its best clause is worth less beside the others'."""


class Beliefs:
    """Holds the sides of a comparison against each other. Threads may share it."""

    def __init__(self, sections: Sections) -> None:
        """Take the sections of an open index."""
        self._sections = sections

    def together(self, findings: Sequence[Finding]) -> list[Floats]:
        """For each side the belief in its passages `(k,)`, the best one 1, in view of the others.

        Each passage of any side is tried as the one that says what is meant; the others' best
        passages are then those that are believed and speak of the same.
        """
        alone = [
            np.log(np.maximum(finding.shares, 1e-9)) + self._by_name(finding, findings)
            for finding in findings
        ]
        beside = self._beside([passage for finding in findings for passage in finding.passages])
        ends = np.cumsum([len(own) for own in alone])[:-1]
        best: tuple[float, list[Floats]] = (-math.inf, alone)
        for worth in beside:
            parted = np.split(worth, ends)
            views = [own + part for own, part in zip(alone, parted, strict=True)]
            value = sum(float(view.max()) for view in views)
            if value > best[0]:
                best = (value, views)
        return [np.exp(view - view.max()) for view in best[1]]

    def _beside(self, passages: Sequence[Passage]) -> Floats:
        """What each passage is worth if another is what its side says: `(n, n)`."""
        vectors = self._sections.vectors(passages)
        stemmed = [own_stems(passage.clause) for passage in passages]
        known = {stem: i for i, stem in enumerate(sorted(frozenset().union(*stemmed)))}
        has = np.zeros((len(passages), len(known) or 1))
        for i, words in enumerate(stemmed):
            has[i, [known[word] for word in words]] = 1
        both = has @ has.T
        size = has.sum(axis=1)
        shared = both / np.maximum(size[:, None] + size[None] - both, 1)
        worth = MEANING * (vectors @ vectors.T) + WORDS * shared
        # That both sides have the very same clause tells none of them apart.
        ids = np.array([passage.clause.id for passage in passages])
        worth[(ids[:, None] == ids[None]) & ~np.eye(len(ids), dtype=bool)] = 0
        return np.asarray(worth)

    def speaking(self, findings: Sequence[Finding], beliefs: Sequence[Floats]) -> list[bool]:
        """Of which sides the documents say what the others' say: silence is not a likeness."""
        best = [
            finding.passages[int(np.argmax(belief))]
            for finding, belief in zip(findings, beliefs, strict=True)
        ]
        likest = (self._beside(best) - np.diag([math.inf] * len(best))).max(axis=1)
        return [
            finding.sureness >= UNSURE or bool(likeness >= UNLIKE)
            for finding, likeness in zip(findings, likest, strict=True)
        ]

    def _by_name(self, finding: Finding, findings: Sequence[Finding]) -> Floats:
        """What speaks for passages `(k,)` that a side shares with others: whom they name."""
        others = [other.role for other in findings if other is not finding]
        worth = np.zeros(len(finding.passages))
        for i, passage in enumerate(finding.passages):
            if self._sections.shared(passage, others):
                own = _names(passage.clause, finding.role)
                only_other = not own and any(_names(passage.clause, other) for other in others)
                worth[i] = NAMED * (own - only_other)
        return worth


def _names(clause: Clause, role: Role) -> bool:
    """Whether a clause speaks of a role by its title, another name of it, or its initials."""
    said = " ".join((*clause.path, *clause.columns, clause.lead, clause.text))
    titles = [re.escape(title.removesuffix("s")) for title in (role.title, *role.aliases) if title]
    initials = "".join(word[0] for word in role.title.split() if word[0].isalpha()).upper()
    short = rf"|(?-i:\b{initials}\b)" if len(initials) > 2 else ""
    return bool(re.search(rf"\b(?:{'|'.join(titles)})s?\b{short}", said, re.IGNORECASE))
