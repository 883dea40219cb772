"""The titles that a table's header and cells hold, whoever's they turn out to be.

Comes in: columns' names and cells. Goes out: titles, in the documents' words, without the groups
above a column, its grade, or what a cell says besides the name. Nothing here knows the roster.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from knowledge.decision_rights.columns import kind_of_column
from knowledge.model import Clause, RoleDocument
from knowledge.titles import (
    BODIES,
    PARTS,
    codes_in,
    heading_title,
    is_role_noun,
    singular,
    whole_title,
)

SUBJECT = re.compile(
    r"(?:job |role |post )?(?:role|post|position|title|holder|job|officer|level|grade|rank"
    r"|designation|delegate)(?: name| title| ?holder)?s?|(?:post|office|budget)[- ]?holder",
    re.IGNORECASE,
)
GRADE_NAME = re.compile(r"(?:level|grade|band) \w{1,3}|(?:L|IC|E|G)\d{1,2}", re.IGNORECASE)
BARE_LEVELS = frozenset("junior mid intermediate senior staff lead principal associate".split())
LADDER = re.compile(
    r"\b(?:levels?|ladders?|grades?|bands?|framework|careers?|progression)\b", re.IGNORECASE
)
AMOUNT = re.compile(
    r"[$£€]|\b(?:EUR|USD|GBP|CHF|k|m)\b|\d[km]\b|\d[.,  ]?000|\b(?:up to|over|above|below|under)\b",
    re.IGNORECASE,
)
PART_KINDS = frozenset("decides proposes consulted informed performs agrees".split())
HOLDING = frozenset("holder decides say".split())
LEVEL = re.compile(r"level|grade|rank", re.IGNORECASE)
CODE = re.compile(r"[A-Z]{1,3}\d{1,2}")
AROUND_NAME = re.compile(
    r"^(?:the|an?|either|both|any|own|then) "
    r"|\s*(?:\(| (?:alone|only|first|too|as well|jointly|concerned|approves?|signs?|decides?"
    r"|agrees?|countersigns?|second signature)\b).*$"
)
MAY = re.compile(
    r" (?:may |can )?(?:decides?|approves?|agrees?|signs?|authori[sz]es?|spends?|limit|alone"
    r"|up to)\b.*$"
)
"""What a column says of its holder, after the title: `decides up to`."""
_NAME = r"((?:[A-Z][\w&-]*)(?: (?:[A-Z][\w&-]*|of|and|the)){0,5})"


def tells_roles(document: RoleDocument) -> bool:
    """Whether a table of the document has at least two roles' titles as columns or under `Role`."""
    tables: dict[tuple[str, ...], list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        tables[clause.columns].append(clause)
    for columns, rows in tables.items():
        names = {
            title for name in columns[1:] if (title := column_title(name)) and not is_part(name)
        }
        under = {t for row in rows for t in subjects(columns, row).values() if t}
        if len(names) > 1 or len(under) > 1:
            return True
    return False


def is_level(name: str) -> bool:
    """Whether a column's name is a step of a ladder and no title: `Senior`, `Level 2`, `L2`."""
    return name.lower() in BARE_LEVELS or bool(GRADE_NAME.fullmatch(name))


def is_ladder(document: RoleDocument, title: str) -> bool:
    """Whether a document of this title lays out the steps of a ladder as columns."""
    return bool(LADDER.search(title)) and any(
        sum(map(is_level, columns)) > 1 for columns in {c.columns for c in document.clauses}
    )


def is_amount(name: str) -> bool:
    """Whether a column is a band of money, under which its deciders stand."""
    return bool(re.search(r"\d", name) and AMOUNT.search(name))


def subjects(columns: Sequence[str], row: Clause) -> dict[int, str]:
    """The cells that tell whom a row is about, by their place, with the titles that they are.

    A title goes before a grade, which has none. Beside something else, a level of one word is
    rather that of a skill (`expert`).
    """
    kinds = [kind_of_column(name) for name in columns]
    bounded = {"limit", "say"} & {*kinds[1:]}
    found = {
        i: title if " " in (title := heading_title(cell)) or not (i and LEVEL.match(name)) else ""
        for i, (name, cell) in enumerate(zip(columns, row.cells, strict=False))
        if cell and (SUBJECT.fullmatch(name) or (not i and bounded and kinds[0] in HOLDING))
    }
    return dict(sorted(found.items(), key=lambda pair: not pair[1]))


def parts_of(name: str) -> list[str]:
    """What a column's name may be a role by: its last part first, then the groups above it."""
    return [*reversed(name.split(" – "))]


def last_part(name: str) -> str:
    """A column's own name, without those of the groups above it."""
    return name.rsplit(" – ", 1)[-1]


def column_title(name: str) -> str:
    """The title that a column's name is, by itself or before what its holder may, or nothing."""
    parts = [each for part in parts_of(name) for each in (part, MAY.sub("", part))]
    return next((title for part in parts if (title := heading_title(part))), "")


def is_part(name: str) -> bool:
    """Whether a column's name is a part in a decision, which need be nobody's title."""
    own = last_part(name)
    return singular(own).lower() in PARTS or kind_of_column(own) in PART_KINDS | {"say"}


def codes_of(*names: str) -> list[str]:
    """Grade codes and abbreviations in a column's name or a row's cells."""
    parts = [part for name in names for part in parts_of(name)]
    return [code for part in parts for code in codes_in(part) or CODE.findall(part)[:1]]


def spelt_out(short: str, text: str) -> str:
    """The title that a document says an abbreviation stands for, or nothing."""
    if not re.fullmatch(r"[A-Z]{2,6}", short):
        return ""
    told = rf"\b{short}\b\)?\s*(?:=|:|–|—|-|\||stands for|means)\s*{_NAME}|{_NAME} \({short}\)"
    names = (match[1] or match[2] for match in re.finditer(told, text))
    return next((title for name in names if (title := whole_title(name))), "")


def titles_in(cell: str) -> list[str]:
    """The titles in a cell that names one holder or several: posts and bodies, in their order."""
    parts = []
    for piece in re.split(r"[,;/]\s+", cell):
        first, *rest = re.split(r" (?:and|or|together with) ", piece)
        parts += [first, *rest] if _ends_a_title(first) else [piece]
    names = [AROUND_NAME.sub("", AROUND_NAME.sub("", part.strip())) for part in parts]
    return [title for name in names if name[:1].isupper() and (title := whole_title(name))]


def _ends_a_title(text: str) -> bool:
    """Whether a text ends as a title does."""
    last = text.rsplit(maxsplit=1)[-1].lower() if text.split() else ""
    return is_role_noun(last) or last.rstrip("s") in BODIES
