"""What a question asks leave for: the bare action, what is done apart from what it is done to.

Comes in: an inquiry that asks who may do something. Goes out: the inquiry without the words that
ask for leave and without sums, and how a right meets what is left. Rights are not ranked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Self

from bot.intents import action_in
from bot.model import Inquiry, Intent
from bot.understanding import content_concepts, content_words
from knowledge.decision_rights.figures import amounts_in, is_money
from knowledge.decision_rights.model import DecisionRight
from knowledge.lexical import Lexical, stems
from knowledge.thesaurus import Concept

SEVERAL = re.compile(r"[,/;].*[,/;]|[,/;].*\band\b")
"""A heading of several areas (`Budget, vendor and hiring`) tells nothing of one clause."""

AROUND = re.compile(
    r"\b(?:of|to|for|in|on|at|with|from|by|before|after|when|if|because|until|without|as|so|during"
    r"|about|over|under|into|off|that|which|who|and|or)\b|[,;:]",
    re.IGNORECASE,
)
"""Words after which a question tells circumstances of what is done."""

WHEN = frozenset(stems("early late soon now today tonight tomorrow again already once twice first"))
"""Words beside a deed that are not what it is done to."""

WHO_MAY = re.compile(
    r"^.*?\bwho\b.{0,30}?\b(?:may|can|could|must|gets? to|(?:is|are) allowed to"
    r"|has to)\s+(?:just |also )*",
    re.IGNORECASE,
)

ASKING_LEAVE = frozenset(
    stems(
        "may can allowed allow permission permitted permit approve approval approves approved sign"
        " signoff off ok okay ask asking need needs require without alone own myself himself"
        " herself themself decide decision decides right authority authorised authorise entitled"
        " just simply straight away go ahead green light yes anyone anybody someone manager boss"
        " say final call free fine enough"
    )
)
"""Words that ask for leave; what they ask it for is said by the others."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question asks leave for: its concepts by rarity, the deed apart from the things.

    `deed` is what is done, None where the question only names a thing; `objects` are what it is
    done to, the last of which says what kind of thing that is. `stems` are all words that
    would do for any of them; `wordings` has, for each concept, every stem of its wordings.
    """

    concepts: tuple[tuple[Concept, float], ...]
    deed: Concept | None
    objects: tuple[Concept, ...]
    stems: frozenset[str]
    wordings: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, inquiry: Inquiry, lexical: Lexical) -> Self:
        """What an inquiry seeks; its first word is the deed if nothing stands before it."""
        concepts = tuple(
            (concept, max(map(lexical.idf, concept.said)))
            for concept in inquiry.concepts
            if concept.said[0] not in ASKING_LEAVE
        )
        opening = stems(inquiry.subject)[:1]
        first = concepts[0][0] if concepts else None
        deed = first if first and len(concepts) > 1 and opening == [first.said[0]] else None
        done_to = frozenset(stems(AROUND.split(inquiry.subject, maxsplit=1)[0]))
        things = (c for c, _ in concepts if deed and c is not deed and c.said[0] not in WHEN)
        objects = tuple(c for c in things if done_to & set(c.said))
        wordings = [stems(inquiry.subject), *(c.said for c, _ in concepts)]
        wordings += [tuple(other) for c, _ in concepts for other in c.others if len(other) == 1]
        each = tuple(frozenset(c.said).union(*c.others) for c, _ in concepts)
        return cls(concepts, deed, objects, frozenset().union(*wordings), each)

    def is_aside(self, right: DecisionRight) -> bool:
        """Whether a right is about the same deed, done to something else."""
        clause = right.clause
        present = frozenset(stems(f"{right.action} {clause.lead} {right.condition}"))
        if self.deed is None or not self.objects or not self.deed.share(present):
            return False
        return not self.objects[-1].share(present)

    def met_by(self, right: RightWords) -> tuple[float, float, float, float, float]:
        """How a right meets it, each from 0 to 1.

        The share of what is asked, by rarity, that it names; the rarest part that it does not; the
        deed; the share of the things; and the share of its own words that are asked.
        """
        present = right.present
        shares = [
            (c, 0.0 if wording.isdisjoint(present) else c.share(present), value)
            for (c, value), wording in zip(self.concepts, self.wordings, strict=True)
        ]
        total = sum(value for _, _, value in shares) or 1.0
        covered = sum(share * value for _, share, value in shares) / total
        missing = max(((1 - share) * value for _, share, value in shares), default=0.0)
        things = [(share, value) for c, share, value in shares if c is not self.deed]
        thing = sum(share * value for share, value in things) / (sum(v for _, v in things) or 1.0)
        deed = next((share for c, share, _ in shares if c is self.deed), 0.5)
        told = sum(value for stem, value in right.own if stem in self.stems) / right.worth
        return covered, missing / 10, deed, thing, told


@dataclass(frozen=True, slots=True)
class RightWords:
    """A right as it is held against what is asked: `present` are the stems of all that it says.

    `own` are those of its action by rarity, without words that ask for leave, and `worth` their
    sum, or 1. `told` is its action with its condition.
    """

    present: frozenset[str]
    own: tuple[tuple[str, float], ...]
    worth: float
    told: str

    @classmethod
    def of(cls, right: DecisionRight, lexical: Lexical) -> Self:
        """The words of a right."""
        clause = right.clause
        path = clause.path[-1] if clause.path and not SEVERAL.search(clause.path[-1]) else ""
        own = tuple(
            (stem, lexical.idf(stem))
            for stem in dict.fromkeys(stems(right.action))
            if stem not in ASKING_LEAVE
        )
        return cls(
            frozenset(stems(f"{right.action} {clause.lead} {right.condition} {path}")),
            own,
            sum(value for _, value in own) or 1.0,
            f"{right.action} {right.condition}",
        )


def only_asked(inquiry: Inquiry) -> Inquiry:
    """A question for leave as the thing that it asks leave for, without the words that ask."""
    may = inquiry.intent is Intent.MAY
    action = action_in(inquiry.subject) if may else WHO_MAY.sub("", inquiry.subject)
    if action == inquiry.subject or not content_words(action):
        return inquiry
    return replace(
        inquiry, subject=action, words=content_words(action), concepts=content_concepts(action)
    )


def without_amounts(inquiry: Inquiry) -> Inquiry:
    """The inquiry without the sums of money that it names: these are held against limits."""
    text = inquiry.subject
    for amount in reversed([a for a in amounts_in(text) if is_money(a.unit)]):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    if text == inquiry.subject or not content_words(text):
        return inquiry
    return replace(
        inquiry, subject=text, words=content_words(text), concepts=content_concepts(text)
    )
