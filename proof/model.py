"""What is counted, and all of its arithmetic. No process and no socket is known here.

Comes in: what was asked, acknowledged and said, each with its moment, and when which fault was.
Goes out: what was lost, doubled or leaked, and how soon a question was answered as usual again.
Moments are seconds of one clock that never jumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf, nan
from statistics import median
from typing import NamedTuple

from adapters import wording
from adapters.slack import wording as slack_wording
from adapters.teams import wording as teams_wording
from bench.load import share
from tests.restricted import OF, leaked

NOTICES = (
    wording.BUSY,
    wording.LIMITED,
    wording.failed("\0").partition("\0")[0],
    slack_wording.INTERRUPTED,
    teams_wording.INTERRUPTED,
)
"""Sentences that ask to ask again: no answer, and no silence either."""

LIE = "ninety-nine zebras"
"""What the language model says where it makes things up."""

SHOWN = 80
"""Characters of a message that are shown of what was wrong with it, on each side."""

USUAL_S = 0.25
"""What an answer may take in any case; see the target of the chat service."""
MUCH = 2.0
"""How many times the usual p95 an answer may take before that is no longer usual."""
IN_A_ROW = 3
"""Seconds of usual answers after which it is said that all is well again."""


@dataclass(slots=True)
class Asked:
    """A question on its way: when it was first sent and acknowledged, and what was said to it.

    `earlier` is what its asker typed before in the same conversation: an answer may repeat that.
    """

    name: str
    platform: str
    text: str
    groups: frozenset[str]
    at: float
    earlier: tuple[str, ...] = ()
    acknowledged: float | None = None
    answers: list[float] = field(default_factory=list)
    notices: list[float] = field(default_factory=list)

    @property
    def lost(self) -> bool:
        """Whether it was acknowledged, and nobody said anything to it."""
        return self.acknowledged is not None and not self.answers and not self.notices

    @property
    def doubled(self) -> bool:
        """Whether it was answered more than once."""
        return len(self.answers) > 1

    @property
    def took(self) -> float:
        """Seconds until it was answered, or told to be asked again; endless if neither."""
        return min((*self.answers, *self.notices), default=inf) - self.at


@dataclass(slots=True)
class Ledger:
    """Everything that was asked, by its name, and what was said that should not have been."""

    asked: dict[str, Asked] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    rightly: int = 0
    """Messages with a restricted passage that went to somebody who may see it."""
    invented: int = 0
    unknown: int = 0

    def said(self, name: str, text: str, groups: Iterable[str], at: float) -> None:
        """Note a message to a question; `groups` are those of all who can read it."""
        asked = self.asked.get(name)
        typed = (asked.text, *asked.earlier) if asked else ()
        allowed = {canary for group in groups for canary in OF.get(group, ())}
        found = set(leaked(text, *typed))
        self.leaks += [f"{name}: {_around(canary, text)}" for canary in sorted(found - allowed)]
        self.rightly += bool(found & allowed)
        self.invented += LIE in text
        if asked is None:
            self.unknown += 1
        elif any(sentence in text for sentence in NOTICES):
            asked.notices.append(at)
        else:
            asked.answers.append(at)

    @property
    def open(self) -> list[Asked]:
        """What is acknowledged, and not answered yet."""
        return [each for each in self.asked.values() if each.lost]


def _around(canary: str, text: str) -> str:
    """Some of a message before and after a word that should not stand there."""
    at = text.casefold().index(canary)
    return f"…{text[max(0, at - SHOWN) : at + SHOWN]}…"


class Spell(NamedTuple):
    """A fault as it was: from its beginning until what was broken works again."""

    name: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a fault did to questions: those asked from its beginning until the next one's.

    `usual_after` are the seconds from its end until questions are answered as usual, and those that
    had been asked before are answered too; endless if that did not come before the next fault.
    """

    spell: Spell
    asked: int
    p95_s: float
    slowest_s: float
    usual_after: float


def usual(asked: Iterable[Asked], began: float, until: float) -> float:
    """What an answer may take and still be usual, from what was asked before the first fault."""
    took = [each.took for each in asked if began <= each.at < until and each.answers]
    return max(USUAL_S, MUCH * share(took, 0.95)) if took else USUAL_S


def aftermath(asked: Sequence[Asked], spell: Spell, until: float, bound: float) -> Aftermath:
    """What a fault did, up to the moment at which the next one began or load ended."""
    meant = [each for each in asked if spell.began <= each.at < until]
    took = [each.took for each in meant if each.acknowledged is not None]
    earlier = [each for each in asked if each.at < spell.ended and each.acknowledged is not None]
    drained = max((each.at + each.took for each in earlier), default=spell.ended)
    good = _good_from(meant, spell.ended, until, bound)
    return Aftermath(
        spell,
        len(meant),
        share(took, 0.95),
        max(took, default=nan),
        max(0.0, drained - spell.ended, good - spell.ended),
    )


def _good_from(asked: Sequence[Asked], ended: float, until: float, bound: float) -> float:
    """The first moment after which answers are usual for some seconds in a row."""
    by_second: dict[int, list[float]] = {}
    for each in asked:
        if each.at >= ended:
            by_second.setdefault(int(each.at - ended), []).append(each.took)
    row = 0
    for second in range(int(until - ended)):
        # Half of them, for one slow answer in a second of ten is no change of the whole.
        row = row + 1 if median(by_second.get(second, [0.0])) <= bound else 0
        if row == IN_A_ROW:
            return ended + second + 1 - IN_A_ROW
    return inf


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole run; `memory` are the bytes of a replica that lived throughout, with their moments.

    `began` is when the load was warm, `ended` its end. `corrupt` names what an index holds that it
    should not, `stale` is how many replicas answer from old documents, `died` how often one ended
    without having been killed.
    """

    ledger: Ledger
    spells: tuple[Spell, ...]
    began: float
    ended: float
    memory: tuple[tuple[float, int], ...]
    corrupt: tuple[str, ...]
    stale: int
    died: int
    refused: int
    left_out: tuple[str, ...]
    """Faults that this machine does not allow, with the reason."""

    @property
    def aftermaths(self) -> list[Aftermath]:
        """What each fault did, in order."""
        asked = list(self.ledger.asked.values())
        bound = self.bound_s
        ends = [*(each.began for each in self.spells), self.ended][1:]
        return [aftermath(asked, *each, bound) for each in zip(self.spells, ends, strict=True)]

    @property
    def bound_s(self) -> float:
        """What an answer may take and still be usual."""
        first = self.spells[0].began if self.spells else self.ended
        return usual(self.ledger.asked.values(), self.began, first)

    def memory_ratio(self, settled_s: float = 300.0, around_s: float = 30.0) -> float:
        """Memory at the end by memory after five minutes; not a number in a run too short."""
        early = [b for at, b in self.memory if abs(at - self.began - settled_s) <= around_s]
        late = [b for at, b in self.memory if at >= self.ended - 2 * around_s]
        if not early or not late or self.ended - self.began < settled_s + 2 * around_s:
            return nan
        return median(late) / median(early)
