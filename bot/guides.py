"""The guides over one generation of the library: one for each audience that somebody asks for.

Comes in: how a guide is built, and what the library restricts. Goes out: the guide for an asker's
groups. Everybody's, which is every employee's, is there from the start; of the others the latest
are kept. Where nothing is restricted there is one guide, whoever asks.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from bot.finding import Finding
from bot.guide import Guide
from bot.model import Inquiry
from knowledge.audience import Access, Groups

MOST = 8
"""Audiences whose guides are kept beside everybody's; askers of one audience share a guide."""

Admitting = frozenset[Groups]


class Guides:
    """Gives the guide for an asker's groups. Threads share it."""

    def __init__(self, build: Callable[[frozenset[str]], Guide], access: Access) -> None:
        """Build everybody's guide; `build` makes the one for some groups, and takes its time."""
        self._build = build
        self._access = access
        self._employees = access.admitting(())
        self._everybodys = build(frozenset())
        self._kept: OrderedDict[Admitting, Guide] = OrderedDict()
        self._keeping = Lock()
        self._building = Lock()

    def of(self, groups: Iterable[str] = ()) -> Guide:
        """The guide for somebody in these groups; groups that nothing is restricted to don't count.

        Who asks first for an audience waits until its guide is built; everybody else goes on.
        """
        named = frozenset(groups)
        admitting = self._access.admitting(named)
        if admitting == self._employees:
            return self._everybodys
        guide = self._latest(admitting)
        if guide is None:
            with self._building:
                guide = self._latest(admitting) or self._keep(admitting, self._build(named))
        return guide

    def _latest(self, admitting: Admitting) -> Guide | None:
        """The guide of an audience if it is kept, which makes it the latest."""
        with self._keeping:
            guide = self._kept.get(admitting)
            if guide is not None:
                self._kept.move_to_end(admitting)
            return guide

    def _keep(self, admitting: Admitting, guide: Guide) -> Guide:
        """Keep a new guide, and drop the one that nobody has asked for the longest."""
        with self._keeping:
            self._kept[admitting] = guide
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return guide


class NothingToFind:
    """Finds in a library of which somebody may see nothing at all."""

    def find(self, inquiry: Inquiry) -> Sequence[Finding]:  # noqa: ARG002  the port's form
        """Nothing."""
        return ()
