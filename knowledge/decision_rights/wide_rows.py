"""Rows of wide tables that are no matrices: ladders by level, maps of stakeholders.

A row of three cells or more comes in, its rights go out. In a ladder each column is a role and each
cell a sentence about it; elsewhere the first cell may name somebody, and the others say what of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.decision_rights.bands import steps
from knowledge.decision_rights.building import Place, Spoken, built
from knowledge.decision_rights.clauses import Reader
from knowledge.decision_rights.headings import AREA, speaks_of_decisions, told_by
from knowledge.decision_rights.holders import Holders
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.decision_rights.opening import MATTERS, MONEY
from knowledge.decision_rights.says import BLANK
from knowledge.decision_rights.scene import Said, Scene
from knowledge.decision_rights.sentences import HINT
from knowledge.model import Clause
from knowledge.titles import heading_title


def rights_in_row(row: Clause, reader: Reader) -> Iterator[DecisionRight]:
    """The rights of one row; none where it gives none."""
    names = [name.rsplit(" – ", 1)[-1] for name in row.columns]
    levels = [i for i, name in enumerate(names) if 0 < i < len(row.cells) and heading_title(name)]
    if len(levels) > 1:
        yield from _of_levels(row, {i: names[i] for i in levels}, reader)
        return
    titles = tuple(reader.holders.title(role) for role in row.roles)
    scene = Scene(reader.holders, titles, row.roles, decisions=True)
    told = told_by(row.path)
    if told and told.level:
        action = " – ".join(filter(None, row.cells))
        said = Said(action, told.level, told.part, approver=told.approver)
        yield from built(said, Place(row, row.text, "", scene), Spoken())
    elif holder := scene.somebody(row.cells[0]):
        for cell in row.cells[1:]:
            yield from reader.of_other(holder, Place(row, cell, "", scene))


def _of_levels(row: Clause, levels: dict[int, str], reader: Reader) -> Iterator[DecisionRight]:
    """What a row says of each level, `label` being the row's name."""
    labels = [cell for cell in row.cells[: min(levels)] if cell]
    label = labels[-1] if labels else ""
    money = MONEY.search(label)
    about = bool(MATTERS.search(" ".join(labels))) or speaks_of_decisions(row.path)
    for i, name in levels.items():
        text, role = row.cells[i], reader.holders.role_of(name)
        if not (money or HINT.search(text)):
            continue
        told = AREA if money and not BLANK.fullmatch(text) else None
        own = replace(row, roles=(role,), columns=(), cells=(), text=text, lead=label)
        scene = Scene(reader.holders, (name,), (role,), about)
        for right in reader.of_pieces(Place(own, text, label, scene), told, Spoken()):
            yield replace(right, clause=row)


def across_cells(
    cells: Sequence[Clause], found: Sequence[list[DecisionRight]], holders: Holders
) -> list[list[DecisionRight]]:
    """The rights of a row's cells, each cell a clause, with what follows from those beside it.

    Where others decide, a blank cell's role may not; and who decides up to a limit needs beyond it
    whoever decides there.
    """
    every = [right for rights in found for right in rights]
    deciders = [right for right in every if right.part is Part.DECIDES]
    if not deciders:
        return list(found)
    more = list(steps(every))
    out = []
    for cell, rights in zip(cells, found, strict=True):
        if not rights and BLANK.fullmatch(cell.text.strip()):
            approver = " / ".join(dict.fromkeys(right.holder for right in deciders))
            excluded = [
                replace(
                    deciders[0],
                    clause=cell,
                    holder=holders.title(role),
                    role=role,
                    level=Level.NOT_AUTHORIZED,
                    part=Part.EXCLUDED,
                    approver=approver,
                    limit=None,
                    condition="",
                )
                for role in cell.roles
            ]
            out.append(excluded)
            continue
        out.append([*rights, *(right for right in more if right.clause is cell)])
    return out
