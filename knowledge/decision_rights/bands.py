"""Limits in decision matrices: of a row, of one holder in its remarks, and what lies above.

Rows and rights come in, limits and the rights beyond them go out: where somebody's limit ends and
somebody else's begins, the lower one needs the higher one's agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.catalogue import key_of
from knowledge.decision_rights.amounts import amounts_in, ceiling_of, limit_of
from knowledge.decision_rights.holders import approval_by
from knowledge.decision_rights.model import DecisionRight, Limit, Part
from knowledge.decision_rights.tables import Table, holder_in
from knowledge.model import Clause

_BAND_WORDS = re.compile(
    r"\b(?:up to|above|over|more than|no more than|not more than|below|under|less than|at most"
    r"|at least|from|between|and|to|or|including|inclusive|max(?:imum)?|min(?:imum)?"
    r"|(?:per|an?) \w+|each|[A-Z]{3}|euros?|pounds?|dollars?|thousand|million|[km])\b"
    r"|[€$£¥]|[\d.,' ]+k?|[–—-]",
    re.IGNORECASE,
)
"""What a cell that holds a band alone is made of."""


_RANK = re.compile(
    r"\b(?:senior|principal|lead|staff|junior|associate|assistant|deputy|chief|head|general"
    r"|regional"
    r"|area|group|managing|executive|team|first|second|duty|[IVX]+|\d)\b",
    re.IGNORECASE,
)
"""Words of rank: who has one stands above or below who has not."""


def band_of(row: Clause, table: Table) -> Limit | None:
    """The limit in a row's own column where the cell says nothing else; None where it does."""
    cells = [row.cells[i] for i in table.all("limit") if row.cells[i]]
    bare = bool(cells) and not any(_BAND_WORDS.sub("", cell).strip(" .,;") for cell in cells)
    return column_limit(row, table) if bare else None


def column_limit(row: Clause, table: Table) -> Limit | None:
    """The limit in a row's own column, in the unit that the column names; None without one."""
    for i in table.all("limit"):
        cell = row.cells[i]
        limit = ceiling_of(cell) if re.search(r"\d", cell) or limit_of(cell) else None
        if limit and not limit.unit:
            _, _, unit = table.columns[i].partition("(")
            units = [amount.unit for amount in amounts_in(f"1 {unit.rstrip(')')}")]
            limit = replace(limit, unit=next((u for u in units if u), ""))
        if limit:
            return limit
    return None


def beyond(limit: Limit | None) -> Limit | None:
    """All above a limit; None where it is open."""
    return Limit(over=limit.up_to, unit=limit.unit) if limit and limit.up_to is not None else None


def within(of_action: Limit | None, of_holder: Limit | None) -> Limit | None:
    """The limit of a row's action, narrowed by what its remarks say for one holder."""
    if of_holder is None:
        return of_action
    if of_action is None or of_action.unit != of_holder.unit:
        return of_holder
    return Limit(
        of_holder.up_to if of_holder.up_to is not None else of_action.up_to,
        of_holder.over if of_holder.over is not None else of_action.over,
        of_action.unit,
    )


def remarks_for(remarks: str, holder: str, table: Table) -> tuple[str, Limit | None]:
    """Of a row's remarks those for one holder, and the limit that they set for that one.

    `Manager approves up to 5,000; Director above` speaks of each in turn, `others: …` of the rest.
    """
    kept: list[str] = []
    limit: Limit | None = None
    reached: Limit | None = None
    names = [holder_in(table.columns[i]) for i in table.roles]
    pieces = [piece.strip() for piece in remarks.split(";") if piece.strip()]
    meant = {piece: _meant(piece, names) for piece in pieces}
    for piece in pieces:
        bound = limit_of(piece)
        if bound is None and meant[piece] and reached and re.search(r"\b(?:above|beyond)\b", piece):
            bound = beyond(reached)
        if meant[piece] == holder:
            limit = bound or limit
            kept.append(re.sub(r"^[\w ]+:\s*", "", piece))
        elif not meant[piece] and not (piece.startswith("others") and holder in meant.values()):
            kept.append(re.sub(r"^others:\s*", "", piece))
        reached = bound or reached
    return "; ".join(kept), limit


def _meant(piece: str, names: Sequence[str]) -> str:
    """The one holder whom a piece's first word means; empty if it means none, or several."""
    first = re.match(r"(?:the |an? )?([A-Za-z]+)", piece)
    word = first[1].lower() if first else ""
    meant = [name for name in names if word in key_of(name).split()]
    return meant[0] if len(meant) == 1 else ""


def steps(rights: Sequence[DecisionRight]) -> Iterator[DecisionRight]:
    """Of one row's holders with limits, what each needs for amounts that the next one decides."""
    deciders = [right for right in rights if right.part is Part.DECIDES and right.limit]
    for low in deciders:
        top = low.limit.up_to if low.limit else None
        if top is None or low.limit is None or _is_told_beyond(low.holder, top, rights):
            continue
        above = [
            (high, limit)
            for high in deciders
            if (limit := high.limit) and limit.unit == low.limit.unit
            if not _are_alike(high.holder, low.holder)
        ]
        reaching = [one for one in above if one[1].covers(top + 0.01)]
        reaching = reaching or [one for one in above if (one[1].over or 0) > top]
        for high, limit in reaching[:1]:
            yield _needing(low, high, Limit(limit.up_to, top, limit.unit))


def _are_alike(one: str, other: str) -> bool:
    """Whether two holders do the same in two places, so that neither stands above the other."""
    if one == other:
        return True
    ranked = _RANK.search(one) or _RANK.search(other) or one.endswith(other) or other.endswith(one)
    return not ranked and one.split()[-1:] == other.split()[-1:]


def _is_told_beyond(holder: str, top: float, rights: Sequence[DecisionRight]) -> bool:
    """Whether a row says itself what a holder needs beyond the own limit."""
    return any(
        right.holder == holder and right.part is Part.PROPOSES and right.limit.over == top
        for right in rights
        if right.limit
    )


def next_band(low: Sequence[DecisionRight], high: Sequence[DecisionRight]) -> list[DecisionRight]:
    """What those who decide in one row's band need in the next row's."""
    decider = next((right for right in high if right.part is Part.DECIDES), None)
    if decider is None or decider.limit is None or decider.limit.over is None:
        return []
    return [
        replace(
            _needing(right, decider, decider.limit),
            clause=decider.clause,
            action=decider.action,
            condition=decider.condition,
        )
        for right in low
        if right.part is Part.DECIDES
        and right.holder != decider.holder
        and right.limit
        and right.limit.up_to == decider.limit.over
    ]


def _needing(low: DecisionRight, high: DecisionRight, limit: Limit) -> DecisionRight:
    """The lower holder's right where the higher one decides."""
    level = approval_by(high.holder)
    return replace(low, level=level, part=Part.PROPOSES, approver=high.holder, limit=limit)
