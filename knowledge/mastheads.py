"""What stands at the heads of a library's documents besides titles: letterheads, names, units.

Comes in: all documents of a library, whose clauses name no roles. Goes out, for one document: which
lines others share, and its role's title without the organisation (`News Editor, The Courier` in
every document), but with the unit by which it differs from another's (`Section Lead, Bone` beside
`Section Lead, Blood`). No document tells this alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.agent_nouns import is_agent_noun
from knowledge.model import RoleDocument
from knowledge.role_signs import ROLE_KEYS
from knowledge.role_tables import by_tables
from knowledge.role_words import OTHER_PAPERS, kinds_of
from knowledge.roster import Roster, key_of
from knowledge.title_lines import (
    PAPER_NAME,
    TOP,
    after_paper,
    is_agent_line,
    labelled,
    top_lines,
)
from knowledge.titles import DRESSING, IN_UNIT, LEVELS, bare, heading_title, is_body
from knowledge.topics import topics_of_heading

SHARED = 2
"""Documents from which on that open alike do so with the organisation's letterhead."""

APART = re.compile(r",\s+|\s+[|·–—-]\s+|\s*[|:]\s+|\s+\((?=[^()]*\)$)|\)$")
STATES = frozenset(
    """draft superseded archive archived obsolete old new current final copy amended approved
    revised revision version issue edition rev update updated valid from of as january february
    march april may june july august september october november december""".split()
)
"""Words for the state of a document, which tell not one role from another."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A document's title with what signs part from it, and the parts that follow a comma."""

    document: RoleDocument
    parts: tuple[str, ...]
    commas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Masthead:
    """A role's title as its document heads it, and the organisation that is named beside it."""

    title: str = ""
    organisation: str = ""


class Mastheads:
    """The heads of all documents of a library."""

    def __init__(self, documents: Sequence[RoleDocument]) -> None:
        """Read them, and note which roles tables name."""
        named = Roster()
        for document in documents:
            by_tables(document, named)
        self._named = frozenset(named.ids())
        self._lines = Counter(
            line for document in documents for line in {*top_lines(document), _opening(document)}
        )
        heads = [head for document in documents if (head := _head_of(document))]
        self._organisations = _organisations(heads)
        self._found = dict(self._read(heads))

    def of(self, document: RoleDocument) -> Masthead:
        """What a document's head tells only beside those of others; often nothing."""
        return self._found.get(document.path, Masthead())

    def shares(self, line: str) -> bool:
        """Whether several documents have a line at their top."""
        return self._lines[line] >= SHARED

    def names(self, title: str) -> bool:
        """Whether a table of some document names a role so."""
        return key_of(title) in self._named

    def _read(self, heads: Sequence[_Head]) -> Iterator[tuple[str, Masthead]]:
        """Each document's path with what is told of its title, where anything is."""
        same: dict[str, list[tuple[_Head, str, tuple[str, ...]]]] = defaultdict(list)
        for head in heads:
            title, extra = _split(head.parts, self._organisations)
            same[key_of(title)].append((head, title, extra))
        for group in same.values():
            common = frozenset.intersection(*(frozenset(extra) for _, _, extra in group))
            units = {
                h.document.path: [e for e in extra if e not in common] for h, _, extra in group
            }
            for head, title, _ in group:
                unit = units[head.document.path]
                dropped = [part for part in head.parts if part in self._organisations]
                rivals = [h for h, _, _ in group if units[h.document.path] != unit]
                if unit and rivals and _differs(head, unit, rivals):
                    yield head.document.path, Masthead(", ".join([title, *unit]))
                elif dropped or (len(head.parts) > 1 and self.names(title)):
                    yield head.document.path, Masthead(title, _organisation(dropped, heads))


def _opening(document: RoleDocument) -> str:
    """A document's first heading, or nothing."""
    return document.sections[0].path[0] if document.sections else ""


def _head_of(document: RoleDocument) -> _Head | None:
    """The first text in which a document gives its role's title, cut where signs part it."""
    about = {re.sub(r"[_-]", " ", key): value for key, value in document.metadata.items()}
    lines = top_lines(document)
    rows = [
        clause.cells[1]
        for clause in document.clauses[:TOP]
        if len(clause.cells) == 2 and clause.cells[0].strip(" :").lower() in ROLE_KEYS
    ]
    stated = [about.get(key, "") for key in ROLE_KEYS]
    for text in (*stated, *rows[:1], *labelled(lines), document.title, *lines):
        plain = after_paper(text) or text
        parts = [part.strip() for part in APART.split(bare(plain)) if part and part.strip()]
        parts = [part for part in parts if not PAPER_NAME.fullmatch(part)]
        if any(map(_title, parts)):
            commas = frozenset(re.findall(r", ([^,|·–—():]+)", plain))
            return _Head(document, tuple(parts), frozenset(each.strip() for each in commas))
    return None


def _title(part: str) -> str:
    """The title of a post that a part of a head is, or nothing."""
    agent = is_agent_line(part) or (part[:1].isupper() and is_agent_noun(part))
    title = heading_title(part) or (part if agent else "")
    return "" if is_body(title) else title


def _organisations(heads: Sequence[_Head]) -> frozenset[str]:
    """Parts that stand in several heads, each time beside another title."""
    beside: dict[str, set[str]] = defaultdict(set)
    for head in heads:
        for part in {*head.parts} if len(head.parts) > 1 else ():
            rest = [each for each in head.parts if each != part]
            beside[part].add(key_of(next(filter(None, map(_title, rest)), "")))
    return frozenset(
        part
        for part, titles in beside.items()
        if len(titles) >= SHARED and "" not in titles and not _says_nothing(part)
    )


def _organisation(dropped: Sequence[str], heads: Sequence[_Head]) -> str:
    """The only part that was left out of a title, if all heads have it and it is no unit's."""
    if len(dropped) != 1 or IN_UNIT.fullmatch(f", {dropped[0]}"):
        return ""
    if dropped[0].lower().split()[-1] in OTHER_PAPERS:
        return ""
    return dropped[0] if all(dropped[0] in head.parts for head in heads) else ""


def _split(parts: Sequence[str], without: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The title among the parts, and what follows it."""
    left = [part for part in parts if part not in without] or parts
    at = next((i for i, part in enumerate(left) if _title(part)), 0)
    return _title(left[at]) or left[at], tuple(left[at + 1 :])


def _differs(head: _Head, unit: Sequence[str], rivals: Sequence[_Head]) -> bool:
    """Whether what follows a title makes it another role's than those of rivals.

    After a comma it does, unless it is what parts of documents are called; else where the documents
    are divided alike: they may be about one role (`Farrier – Pay`).
    """
    if any(map(_says_nothing, unit)):
        return False
    themes = any(topics_of_heading(part) or kinds_of(part.lower()) for part in unit)
    parted = head.commas.issuperset(unit) and all(len(rival.parts) > 1 for rival in rivals)
    own = _themes(head.document)
    if (parted or not own) and not themes:
        return True
    others = [_themes(rival.document) for rival in rivals]
    return any(2 * len(own & other) >= min(len(own), len(other)) > 0 for other in others)


def _says_nothing(part: str) -> bool:
    """Whether a part tells no role and no organisation: a state, a paper, a level, lower case."""
    words = part.lower().split()
    state = all(word in STATES or word[0].isdigit() for word in words)
    levels = all(word in LEVELS for word in words)
    return state or levels or not part[:1].isupper() or bool(DRESSING.search(part))


def _themes(document: RoleDocument) -> frozenset[str]:
    """What a document is divided by."""
    top = {*top_lines(document)}
    return frozenset(s.path[-1].lower() for s in document.sections if s.path[-1] not in top)
