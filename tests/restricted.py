"""A library in which some things are not for everybody, with a word in each that must not get out.

Slack and Teams can put the same world behind their doors: `leaked` says what got through.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

OPEN = {
    "pilot.md": """\
# Sea Pilot

## Responsibilities

- Bring vessels safely through the channel.
- Keep the chart of the sandbanks.

## Decision rights

- May refuse a vessel in fog without asking anybody.

## Goals for the first 30 days

- Sail the channel twenty times.
""",
    "keeper.md": """\
# Harbour Keeper

## Responsibilities

- Open the lock gates at high water.
- Keep the log of every vessel that enters the harbour.

## Decision rights

- May close the harbour in a storm without asking anybody.
""",
}

RESTRICTED = {
    "director.md": """\
---
role: Zeisigtal Director
aliases: [Grand Zeisigtal]
owner: Zeisigtal Office
audience: board
---
# Zeisigtal Director

## Responsibilities

- Sells the zeisigtal quay to the highest bidder before the winter comes.
- Keeps the log of every vessel that the zeisigtal fund buys.

## Zeisigtal decision rights

- May sell the zeisigtal quay without asking anybody.
- May close the harbour for a zeisigtal visit without asking anybody.
""",
    "section-clerk.md": """\
---
owner: Harbour Office
---
# Harbour Clerk

## Responsibilities

- Writes the letters of the harbour.

## Stipendband of the clerk

[audience: hr]
This paragraph is glued to what restricts it and speaks of kanarienvogel money.

- The clerk is paid kanarienvogel money, 41,000 crowns a year.

### Decision rights on the stipendband

- May raise the kanarienvogel money by 417 crowns without asking anybody.

## Tools

- Uses a pen and a ledger.
""",
    "section-ladder.md": """\
# Watch ladder

## Watch Officer

- Keeps the night watch from the tower and rings the bell.
- Reports to the harbour keeper every morning at six.
- Trains the new people of the watch.
- Cleans the lamp of the tower.

## Dompfaffin Officer

[audience: board]

- Keeps the dompfaffin watch that nobody may know about.
- Reports to the board every year on dompfaffin matters.
- Trains nobody in dompfaffin matters at all.
- Cleans the dompfaffin lamp.
""",
    "broken.md": """\
---
audience: []
---
# Bachstelze Porter

## Responsibilities

- Carries the bachstelze to the gate.
""",
}

CANARIES = (
    "kanarienvogel",
    "stipendband",
    "41,000",
    "zeisigtal",
    "highest bidder",
    "dompfaffin",
    "bachstelze",
)
"""`hr` may see the first three, `board` the next three, nobody the last."""

OF = {
    "hr": ("kanarienvogel", "stipendband", "41,000"),
    "board": ("zeisigtal", "highest bidder", "dompfaffin"),
}

QUESTIONS = (
    "What is the harbour clerk paid?",
    "How much kanarienvogel money does the clerk get?",
    "May the harbour clerk raise the money by 417 crowns?",
    "What does the Zeisigtal Director do?",
    "What is the dompfaffin officer responsible for?",
    "Who may sell the quay?",
    "Who may close the harbour?",
    "Who keeps the log of every vessel?",
    "What does the bachstelze porter carry?",
    "What are the decision rights?",
    "Compare the watch officer and the dompfaffin officer",
    "What does the officer do?",
    "What are the responsibilities of the director?",
    "Tell me about the stipendband",
    "What does the astronaut earn?",
    "What is the salary of the watch officer?",
)


def write(folder: Path, documents: Mapping[str, str]) -> Path:
    """Write documents into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def leaked(told: str | bytes, *typed: str) -> list[str]:
    """The canaries in what came out; those that whoever asked had typed are no news to them."""
    text = (told.decode(errors="replace") if isinstance(told, bytes) else told).casefold()
    said = " ".join(typed).casefold()
    return [canary for canary in CANARIES if canary in text and canary not in said]
