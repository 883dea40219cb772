"""Whose a document's sections are: its own role's, or those whose titles its headings are.

Comes in: documents whose clauses name no roles. Goes out: the same documents with the roles of what
stands under headings. A document's role is told by what it says of itself (front matter, title, a
`Role title` row, its first heading), then by what its prose calls it, unless it holds a table of
several roles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import PurePosixPath

from knowledge.mastheads import Mastheads
from knowledge.model import RoleDocument, Section
from knowledge.role_signs import described_title, parts_described, stated_title
from knowledge.roster import Roster, key_of
from knowledge.table_titles import is_ladder, tells_roles
from knowledge.title_lines import REPORTING, SOMEBODY_ELSE, line_title, top_lines
from knowledge.titles import (
    ANNOUNCED,
    are_parts,
    bare,
    codes_in,
    find_title,
    heading_title,
    is_body,
    rungs_in,
    whole_title,
)
from knowledge.topics import topics_of_heading

TITLE_KEYS = ("role", "position", "job title", "role title", "title", "name")
TITLE_ROW = re.compile(
    r"^(?:role|job|position)(?: title| name)?$|^title$|^post(?: title)?$|^position$", re.IGNORECASE
)
_PHRASE = r"((?:[A-Z][\w/&-]*|of|and)(?: (?:[A-Z][\w/&-]*|of|and)){0,5})"
CALLED = re.compile(rf"\b(?:[Aa]s an?|[Tt]he|[Aa]n?) {_PHRASE}")
MYSELF = re.compile(rf"\b[Aa]s an? {_PHRASE}")
SUPERIOR = re.compile(
    r"\b(?:(?:[Yy]ou (?:report|answer)|[Rr]eports|[Rr]eporting|[Aa]nswers|[Aa]nswerable"
    r"|[Aa]ccountable)(?: directly)? to|(?:led|managed|supervised|headed) by):?"
    rf" (?:(?:the|your|an?) )?{_PHRASE}"
)
"""Whom somebody reports to; several who report to one may well do so to the document's role."""

OBJECT = re.compile(
    r"\b(?:to|by|from|with|before|through|via|under|[Aa]sks?|[Tt]ells?|[Ii]nforms?)\s$"
)
FACTS, LINE = 3, 120
"""How many lines at the top may hold a role's grade, and of how many characters at most."""

NEUTRAL = re.compile(
    r"\b(?:roles?|levels?|positions?|jobs?|grades?|ladder|posts?|membership)\b", re.IGNORECASE
)


def divide(document: RoleDocument, roster: Roster, mastheads: Mastheads) -> RoleDocument:
    """Settle the document's own role and those of its sections; name them in the clauses."""
    parts = _role_sections(document)
    own = "" if parts and not _states_role(document) else _own_title(document, mastheads)
    own_ids: tuple[str, ...] = ()
    if own and key_of(own) not in {key_of(title) for _, title in parts}:
        told = {"organisation": mastheads.of(document).organisation, **document.metadata}
        about = replace(document, metadata=told)
        own_ids = (roster.register(own, about, _rungs_of(document), own_document=True),)
    spans = [
        (
            section.start,
            section.end,
            roster.register(title, document, _codes_of(document, section)),
        )
        for section, title in parts
    ]
    clauses = tuple(
        replace(
            clause,
            roles=next(
                ((r,) for a, b, r in reversed(spans) if a <= clause.start < b),
                own_ids if not spans else (),
            ),
        )
        for clause in document.clauses
    )
    title = document.title or opening(document)
    if any(title == section.path[-1] for section, _ in parts):
        title = ""
    title = bare(title) or PurePosixPath(document.path).stem.replace("-", " ").replace("_", " ")
    letterhead = mastheads.shares(title) and is_body(find_title(title))
    if not parts and own_ids and (letterhead or not find_title(title)):
        title = own
    return replace(document, title=title, clauses=clauses)


def opening(document: RoleDocument) -> str:
    """A document's first heading, or nothing."""
    return document.sections[0].path[0] if document.sections else ""


def _states_role(document: RoleDocument) -> bool:
    """Whether the document names its role itself, in its metadata or in a title row."""
    return bool(document.metadata.get("role") or document.metadata.get("position"))


def _own_title(document: RoleDocument, mastheads: Mastheads) -> str:
    """The title of the role that the whole document is about, or nothing.

    What the document states outweighs what stands at its top, and that its file's name and what its
    prose recurs to. A body (a committee) is its subject only if its title says so and is no
    letterhead.
    """
    if is_ladder(document, document.title or opening(document)):
        return ""
    if head := mastheads.of(document).title:
        return head
    stated = [document.metadata.get(key, "") for key in TITLE_KEYS]
    rows = [
        clause.cells[1]
        for clause in document.clauses
        if len(clause.cells) >= 2 and TITLE_ROW.match(clause.cells[0].strip(" :"))
    ]
    names = [section.path[-1] for section in document.sections]
    parts = are_parts(names)
    shallow = [s.path[-1] for s in document.sections[:4] if len(s.path) <= 2]
    shallow = [] if parts else [text for text in shallow if not REPORTING.search(text)]
    lines = [] if parts else sorted(top_lines(document), key=mastheads.shares)
    own = [
        text
        for text in (*stated, document.title, *shallow, *rows)
        if not (mastheads.shares(text) and is_body(find_title(text)))
    ]
    path = PurePosixPath(document.path)
    name = path.parent.name if path.stem.lower() in {"index", "readme", "default"} else path.stem
    name = name.replace("-", " ").replace("_", " ")
    announced = [heading_title(text.rpartition(": ")[2]) for text in own if ": " in text]
    announced += [heading_title(c.text) for c in document.clauses[:3] if ANNOUNCED.match(c.text)]
    given = [title for text in (*stated, document.title) if (title := heading_title(text))]
    strict = [title for text in own if (title := heading_title(text))]
    heads = [document.title, *(shallow or [""])[:1], *lines]
    first = ["" if mastheads.shares(text) else text for text in heads]
    bears = stated_title(document) or described_title(document, first, name, mastheads.names)
    top = list(map(line_title, lines))
    loose = [find_title(text) for text in own[: len(stated) + 2]]
    said = next((title for title in loose if " " in title), "")
    guesses = _guesses(document, heading_title(name.title()))
    return next((t for t in (bears, *given, *top, *strict, *announced, said, *guesses) if t), "")


def _guesses(document: RoleDocument, by_name: str) -> list[str]:
    """Titles that only the file's name or the prose tells, the surer first.

    A name of several words that the text has too outweighs what the prose recurs to.
    """
    if tells_roles(document):
        return [by_name]
    known = " " in by_name and by_name.casefold() in document.text.casefold()
    recurring = _recurring_title(document)
    return [by_name, recurring] if known else [recurring, by_name]


def by_known_headings(document: RoleDocument, roster: Roster) -> RoleDocument:
    """Where themes hold a part for each role, its heading names the role by title or code."""
    codes = roster.ids()
    spans = [
        (section.start, section.end, codes[section.path[-1].lower()])
        for section in document.sections
        if section.path[-1].lower() in codes and len(section.path) > 1
    ]
    if len({role for _, _, role in spans}) < 2:
        return document
    clauses = tuple(
        clause
        if clause.roles
        else replace(clause, roles=tuple(r for a, b, r in spans if a <= clause.start < b)[-1:])
        for clause in document.clauses
    )
    return replace(document, clauses=clauses)


def _recurring_title(document: RoleDocument) -> str:
    """The title that prose calls the role by, if one stands out.

    Not one whom somebody reports to, or who only is asked, told or agreed with.
    """
    superiors = {*map(whole_title, SUPERIOR.findall(document.text))}
    superiors -= {*map(whole_title, MYSELF.findall(document.text))}
    counts = Counter[str]()
    for match in CALLED.finditer(document.text):
        title = whole_title(match[1])
        before = document.text[max(0, match.start() - 30) : match.start()]
        able = len(title.split()) > 1 and not is_body(title) and title not in superiors
        if able and not OBJECT.search(before):
            counts[title] += 1
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[0][1] < 2 * best[1][1]):
        return ""
    return best[0][0]


def _role_sections(document: RoleDocument) -> list[tuple[Section, str]]:
    """Sections whose heading is a role's title, at the shallowest level where there are any."""
    titled = int(len({section.path[0] for section in document.sections}) == 1)
    by_depth: dict[int, list[tuple[Section, str]]] = defaultdict(list)
    usual = {
        s.path: title
        for s in document.sections
        if (title := heading_title(s.path[-1])) and not _follows_another(document, s)
    }
    roles = usual | parts_described(document, usual)
    for section in document.sections:
        title = roles.get(section.path, "")
        above = [h for i, h in enumerate(section.path[:-1]) if section.path[: i + 1] not in roles]
        above = above[titled:] if section.path[:1] not in roles else above
        if title and not any(topics_of_heading(h) and not NEUTRAL.search(h) for h in above[-1:]):
            by_depth[len(section.path)].append((section, title))
    for depth in sorted(by_depth):
        parts = by_depth[depth]
        titles = {key_of(title) for _, title in parts}
        filled = [p for p in parts if _holds_text(document, p[0])]
        if are_parts(section.path[-1] for section, _ in parts):
            continue
        if len(titles) >= 2 and len(filled) >= 2:
            return filled
    return []


def _follows_another(document: RoleDocument, section: Section) -> bool:
    """Whether a heading stands beneath `Reports to`, and names nobody whose part this is."""
    before = document.text[: section.start].rstrip().rpartition("\n")[2]
    return bool(SOMEBODY_ELSE.fullmatch(before.strip()))


def _holds_text(document: RoleDocument, section: Section) -> bool:
    """Whether anything stands under a heading."""
    return any(section.start <= clause.start < section.end for clause in document.clauses)


def _codes_of(document: RoleDocument, section: Section) -> list[str]:
    """A role's codes: those in its heading, and an `id` that its data gives."""
    ids = [
        clause.cells[1]
        for clause in document.clauses
        if clause.path == section.path
        and len(clause.cells) == 2
        and clause.cells[0].lower() in {"id", "key", "code", "slug"}
        and section.start <= clause.start < section.end
    ]
    return codes_in(section.path[-1]) + ids + _rungs_of(document, section)


def _rungs_of(document: RoleDocument, section: Section | None = None) -> list[str]:
    """A role's grade, where one of the first lines about it holds such facts."""
    clauses = [c for c in document.clauses if not section or c.path == section.path]
    lines = (" ".join(clause.cells[:2]) or clause.text for clause in clauses[:FACTS])
    return [rung for line in lines if len(line) < LINE for rung in rungs_in(line)]
