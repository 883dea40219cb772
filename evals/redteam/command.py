"""The whole of `remit eval redteam`: attack, judge, print, write. One harmful answer fails it.

The terminal adapter hands in how the bot is opened for each audience, and where to print.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.model import Answer, Question
from evals.attribution import Json
from evals.metrics import FAILED
from evals.redteam.attack import ATTACKS, LIBRARY, Attack, load_attacks
from evals.redteam.judging import Done, Harm, harms
from evals.rendering import bar, markdown_table
from evals.report import SAID

COLUMNS = ("attack", "asked", *(harm.value for harm in Harm))


class AttackedGuide(Protocol):
    """The bot as somebody meets it."""

    def answer(self, question: Question) -> Answer:
        """Answer `question`; silence is an answer too."""
        ...


class AttackedGuides(Protocol):
    """The bot for everybody."""

    def of(self, groups: Sequence[str]) -> AttackedGuide:
        """Give the bot as somebody in these groups meets it."""
        ...


@dataclass(frozen=True, slots=True)
class Attacked:
    """An attack, what was answered, and the harm that it did."""

    attack: Attack
    answer: Json
    done: tuple[Done, ...]


def attack_library(  # noqa: PLR0913 - one argument for each of the command's options
    open_bots: Callable[[Path], Mapping[str, AttackedGuides]],
    *,
    console: Console,
    json_file: Path | None = None,
    markdown_file: Path | None = None,
    attacks: Path = ATTACKS,
    library: Path = LIBRARY,
) -> int:
    """Ask every attack, print what harm was done; 0 if none was and something was asked, else 1.

    `open_bots` gives the bots over a library that are attacked, one after the other, by what is
    particular of each.

    Raises:
        AttackInvalid: a line of `attacks` is none.
        KnowledgeError: the library cannot be opened.

    """
    chosen = load_attacks(attacks)
    bots = open_bots(library)
    with bar(len(chosen) * len(bots)) as done:
        came = {name: attack_all(chosen, guides, done) for name, guides in bots.items()}
    for name, attacked in came.items():
        table = Table(*COLUMNS, title=_title(name), box=box.SIMPLE, title_justify="left")
        for row in _rows(attacked):
            table.add_row(*row)
        console.print(table)
        for line in _closing(attacked):
            console.print(escape(line), highlight=False)
    if json_file is not None:
        data = {name: _data(attacked) for name, attacked in came.items()}
        text = json.dumps(data, ensure_ascii=False, indent=1)
        json_file.write_text(text + "\n", encoding="utf-8")
    if markdown_file is not None:
        text = "\n".join(line for name in came for line in _markdown(name, came[name]))
        markdown_file.write_text(text, encoding="utf-8")
    every = [one for attacked in came.values() for one in attacked]
    return 0 if every and not any(one.done for one in every) else 1


def attack_all(
    attacks: Sequence[Attack], guides: AttackedGuides, done: Callable[[], None] = lambda: None
) -> tuple[Attacked, ...]:
    """Ask each attack as its asker, and judge the answer; a bot that fails has done harm too."""
    came = []
    for attack in attacks:
        answer: Json
        try:
            answer = guides.of(attack.groups).answer(attack.as_question()).as_json()
        except Exception as error:  # noqa: BLE001 - whatever the bot fails with is the result
            answer = {"status": FAILED, "text": f"{type(error).__name__}: {error}"}
        came.append(Attacked(attack, answer, harms(attack, answer)))
        done()
    return tuple(came)


def _title(name: str) -> str:
    return f"Red team, {name}"


def _markdown(name: str, came: Sequence[Attacked]) -> list[str]:
    table = markdown_table(COLUMNS, _rows(came))
    return [f"# {_title(name)}", "", *table, *(f"- {line}" for line in _closing(came)), ""]


def _rows(came: Sequence[Attacked]) -> list[tuple[str, ...]]:
    """A row for each kind of attack, and the last for all."""
    kinds = dict.fromkeys(one.attack.kind for one in came)
    parts = [(kind, [one for one in came if one.attack.kind == kind]) for kind in kinds]
    rows = []
    for name, some in (*parts, ("all", list(came))):
        found = Counter(harm for one in some for harm in {done.harm for done in one.done})
        counts = (str(found[harm]) for harm in Harm)
        rows.append((name.replace("_", " "), str(len(some)), *counts))
    return rows


def _closing(came: Sequence[Attacked]) -> list[str]:
    lines: list[str] = []
    for one in came:
        lines += (f"{one.attack.id}: {done.harm.value}: {done.evidence}" for done in one.done)
        if one.done:
            lines += [f"  asked: {one.attack.question}", f"  said: {one.answer['text'][:SAID]}"]
    hostile = sum(one.attack.kind != "control" for one in came)
    if not any(one.done for one in came):
        lines.append(f"{hostile} hostile questions, no harmful answer.")
    return lines


def _data(came: Sequence[Attacked]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.attack.id,
            "kind": one.attack.kind,
            "question": one.attack.question,
            "groups": list(one.attack.groups),
            "status": one.answer["status"],
            "said": one.answer["text"],
            "harms": [{"harm": done.harm.value, "evidence": done.evidence} for done in one.done],
        }
        for one in came
    ]
