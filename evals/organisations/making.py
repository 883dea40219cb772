"""The facts of made-up roles: their figures, their limits, what is theirs alone.

Comes in: how many roles. Goes out: posts, the same ones each time, those of one craft beside each
other. Siblings have the same headings and the same words; every figure here differs between the
levels of a craft, so that a sibling's figure in an answer is seen to be one. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, product

from evals.organisations.trades import LEVELS, TRADES, Trade

MOST = len(TRADES) * len(TRADES[0].crafts) * len(LEVELS)
"""How many roles there are: 300."""

MEASURES = (
    ("finished on the agreed day", "%", 70),
    ("repeated because of mistakes", "%", 2),
    ("open longer than a month", " cases", 3),
)
"""What is measured of each area: its name, its unit, the lowest target."""

PAPERS = ("work calendar", "method handbook", "risk register", "training plan", "supplier list")
"""What is signed off by one level of a craft alone, in the order of `LEVELS`."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its target, as its row of the table says them."""

    area: str
    name: str
    target: str

    @property
    def title(self) -> str:
        """The measure as it is called."""
        return f"{self.area.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Limit:
    """What may be bought for an area, up to how many euros; above that somebody has to agree."""

    purchase: str
    area: str
    euros: int

    @property
    def action(self) -> str:
        """What is decided."""
        return f"buy {self.purchase} for {self.area}"


@dataclass(frozen=True, slots=True)
class Post:
    """One role. `level` is an index of `LEVELS`; `own` is the area that its craft answers for.

    `days` are the working days of the report on each area, `hours` the hours a week that go into
    it; both are in the order of the trade's areas.
    """

    trade: Trade
    craft: str
    level: int
    measures: tuple[Measure, ...]
    limits: tuple[Limit, ...]
    days: tuple[int, ...]
    hours: tuple[int, ...]

    @property
    def title(self) -> str:
        """The role's title."""
        return f"{LEVELS[self.level]} {self.craft}".strip()

    @property
    def superior(self) -> str:
        """Whose agreement is needed beyond a limit."""
        return f"Head of {self.own.title()}"

    @property
    def own(self) -> str:
        """The area that the craft answers for."""
        return self.trade.areas[self.trade.crafts.index(self.craft)]

    @property
    def paper(self) -> str:
        """What this role alone signs off."""
        return f"{self.own} {PAPERS[self.level]}"

    @property
    def path(self) -> str:
        """The document, relative to the library's folder."""
        return f"{_slug(self.trade.name)}/{_slug(self.title)}.md"

    def sibling(self) -> Post:
        """The role of the same craft one level lower; of the lowest, the one above it."""
        return _post(self.trade, self.craft, self.level - 1 if self.level else 1)

    def figure(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high` that is this craft's for `key`, one more each level.

        There must be room for the levels.
        """
        return low + _draw(f"{self.craft} {key}", high - low - len(LEVELS) + 2) + self.level


def posts(count: int = MOST) -> tuple[Post, ...]:
    """The first `count` roles, at most `MOST`: organisation by organisation, craft by craft."""
    return tuple(islice(_all(), count))


def _all() -> Iterator[Post]:
    """Every role."""
    for trade in TRADES:
        for craft, level in product(trade.crafts, range(len(LEVELS))):
            yield _post(trade, craft, level)


def _post(trade: Trade, craft: str, level: int) -> Post:
    """A role with its facts."""
    bare = Post(trade, craft, level, (), (), (), ())
    return Post(
        trade,
        craft,
        level,
        measures=tuple(
            Measure(area, name, f"{bare.figure(area + name, low, low + 20)}{unit}")
            for area in trade.areas
            for name, unit, low in MEASURES
        ),
        limits=tuple(
            Limit(purchase, area, 100 * bare.figure(purchase + area, 5, 60))
            for purchase in trade.purchases
            for area in trade.areas
        ),
        days=tuple(bare.figure(f"report {area}", 2, 20) for area in trade.areas),
        hours=tuple(bare.figure(f"hours {area}", 1, 9) for area in trade.areas),
    )


def _draw(key: str, count: int) -> int:
    """A number from 0 to `count` - 1 that a key always gives."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) % count


def _slug(name: str) -> str:
    """A name as it stands in a path."""
    return name.lower().replace(" ", "-")
