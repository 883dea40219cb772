"""What stands before a clause's own words: its number, its label, what introduces its list.

A clause comes in; its text without them goes out, with the label and with what headings, lead and
label tell of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.columns import kind_of_column
from knowledge.decision_rights.headings import (
    AREA,
    Told,
    speaks_of_decisions,
    told_by,
    told_by_label,
)
from knowledge.model import BlockKind, Clause

MONEY = re.compile(
    r"\b(?:spend\w*|budgets?|purchas\w+|expens\w+|approval limits?)\b", re.IGNORECASE
)
"""Names of rows whose cells are limits of spending."""

MATTERS = re.compile(
    rf"{MONEY.pattern}|\b(?:hiring|recruit\w*|decisions?|authority|approvals?|sign\w*|releases?"
    r"|production changes?|say|contracts?|vendors?|deploy\w*)\b",
    re.IGNORECASE,
)
"""Names of rows whose cells tell of deciding."""

_NUMBER = re.compile(r"^\(?(?:\d+(?:\.\d+)+\.?|\d+[.)]|[a-z]\))\s+")
_LABEL = re.compile(r"^(?P<label>[A-Z][^:.;|]{1,90}?\.?):\s+(?P<rest>\S.*)$", re.DOTALL)
_NO_LABEL = re.compile(
    r"\b(?:may|can|must|never|only|(?:do|does|is|are)(?: not|n['’]t)|decides?|approves?"
    r"|needs?)\s\w",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\b(?:may|can|must|may not|must not|decides?|approv\w+|the [\w ]+)$|\bescalate\b"
    r"|\b(?:trusted|free|allowed|permitted|authori[sz]ed|left) to\b|\b(?:shots|nod|okay|consent)\b"
    r"|\bask\w* first\b",
    re.IGNORECASE,
)
_SENTENCE_GOES_ON = re.compile(r"\b(?:may|can|must|not|the \w+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A clause's own words, its label (empty if it has none), and what is told of it."""

    text: str
    label: str
    told: Told | None


def path_of(clause: Clause) -> tuple[str, ...]:
    """The headings over a clause; the name of a table's only column is one more."""
    return (*clause.path, *clause.columns) if len(clause.columns) == 1 else clause.path


def opened(clause: Clause) -> Opened:
    """The clause as its opening words leave it."""
    path = path_of(clause)
    text, label, told = _labelled(clause, told_by(path))
    lead = clause.lead.strip(" :")
    if lead and clause.kind is BlockKind.ROW and not clause.cells:
        label = lead.split(" | ", maxsplit=1)[0]
        only_limit = speaks_of_decisions(path) and len(text.split()) < 7 and limit_of(text)
        told = AREA if only_limit or MONEY.search(label) else told
    elif _LEADING.search(lead):
        if _SENTENCE_GOES_ON.search(lead):
            text = f"{lead} {text}"
        else:
            told = told_by_label(lead) or told
    by_label = told_by_label(label) if label and (told or speaks_of_decisions(path)) else None
    return Opened(text, "", by_label) if by_label else Opened(text, label, told)


def _labelled(clause: Clause, told: Told | None) -> tuple[str, str, Told | None]:
    """The text, the label before it, and what is told: a pair's or a table's first cell is one."""
    if clause.kind is BlockKind.ROW and len(clause.cells) == 2:
        kinds = [kind_of_column(name) for name in clause.columns]
        if kinds == ["action", "say"]:
            told = AREA
        elif kinds[:1] == ["holder"]:
            told = None
        return clause.cells[1], clause.cells[0].strip(" :"), told
    text = _NUMBER.sub("", clause.text).strip().replace(" → ", " goes to ")
    match = _LABEL.match(text)
    if match is None or (_NO_LABEL.search(match["label"]) and not told_by_label(match["label"])):
        return text, "", told
    return match["rest"], match["label"].rstrip("."), told
