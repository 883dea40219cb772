"""The message to an owner."""

from __future__ import annotations

from datetime import date

from bot.changes import Change, Told
from bot.digest import digest
from bot.gaps import Gap, OpenQuestion
from tests.bot.memory.builders import ANN, NOON

SINCE = date(2030, 5, 4)
GAP = Gap(
    "Pilotage",
    "goals_90",
    ("Sea Pilot",),
    (
        OpenQuestion("What are the goals for 90 days?", 2, 0),
        OpenQuestion("And after three months?", 0, 1, ("That was for 60 days.",)),
    ),
)
CHANGE = Change(
    "sea-pilot.txt",
    ("Sea Pilot", "Duties"),
    "Sea Pilot",
    "Pilotage",
    "Sail twenty times.",
    "Sail thirty times.",
    restricted=False,
    told=(Told("00000001", ANN, "How often?", NOON),),
)

MESSAGE = """\
# Questions about your role documents: Pilotage

Since 4 May 2030, 2 questions found no answer in your documents and 1 answer from them did not help.

Where an answer belongs into a document, please add it there; where it is no concern of the role, \
a sentence that says so helps as well.

## Goals, 90 days (Sea Pilot)

- “What are the goals for 90 days?” (no answer 2 times)
- “And after three months?” (did not help once)
  - Somebody said: “That was for 60 days.”

## Passages that have changed since people were answered from them

- sea-pilot.txt › Duties: 1 answer
  - Then: “Sail twenty times.”
  - Now: “Sail thirty times.”
"""


def test_a_message_can_be_sent_as_it_is() -> None:
    """What is open, what has changed, and what to do; nobody who asked is named."""
    assert digest("Pilotage", [GAP], [CHANGE], SINCE) == MESSAGE
    assert ANN not in MESSAGE


def test_a_message_says_so_if_nothing_is_open() -> None:
    """An empty one would look like a fault."""
    text = digest("Pilotage", [], [], SINCE)

    assert text.endswith(
        "There is nothing open: every question was answered, and nobody complained.\n"
    )


def test_what_people_typed_stays_text() -> None:
    """No link, heading, picture, tag or new line of theirs reaches the owner's mail as such."""
    hostile = "Look [here](http://x)\n# Boo <img src=x> ![a](b) `c` *d*"
    gap = Gap("Pilotage", "", (), (OpenQuestion(hostile, 1, 0, (hostile,)),))

    lines = digest("Pilotage", [gap], [], SINCE).splitlines()

    quoted = r"“Look \[here\](http://x) \# Boo \<img src=x\> !\[a\](b) \`c\` \*d\*”"
    assert f"- {quoted} (no answer once)" in lines
    assert f"  - Somebody said: {quoted}" in lines


def test_a_long_list_is_cut_and_counted() -> None:
    """A message is read, a register is looked up."""
    questions = tuple(OpenQuestion(f"Question {n}?", 1, 0) for n in range(1200))

    text = digest("Pilotage", [Gap("Pilotage", "pay", (), questions)], [], SINCE)

    assert text.count("“Question") == 10
    assert "- … and 1,190 more\n" in text
