"""The roles of a library: found in its documents, and in the parts of documents that hold several.

Comes in: documents whose clauses name no roles. Goes out: the same documents with every clause's
roles, and the roles. A document's role is told by what it says of itself (front matter, title, a
`Role title` row, its first heading), then by what its prose calls it. Headings, table columns and
table rows that are titles of roles divide a document among them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from knowledge.model import BlockKind, Clause, Role, RoleDocument, Section
from knowledge.titles import (
    GRADE_CODE,
    SHORT,
    bare,
    family_of,
    find_title,
    heading_title,
    is_body,
    is_role_noun,
    level_of,
    whole_title,
)
from knowledge.topics import topics_of_heading

TITLE_KEYS = ("role", "position", "job title", "role title", "title", "name")
TITLE_ROW = re.compile(
    r"^(?:role|job|position)(?: title| name)?$|^title$|^post(?: title)?$|^position$", re.IGNORECASE
)
CALLED = re.compile(
    r"\b(?:[Aa]s an?|[Tt]he|[Aa]n?) ((?:[A-Z][\w/&-]*|of|and)(?: (?:[A-Z][\w/&-]*|of|and)){0,5})"
)
NEUTRAL = re.compile(
    r"\b(?:roles?|levels?|positions?|jobs?|grades?|ladder|posts?|membership)\b", re.IGNORECASE
)
WORDY_CELL = 2.5


@dataclass(slots=True)
class _Found:
    """A role while its documents are being gathered."""

    title: str
    documents: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)


def describe(
    documents: Sequence[RoleDocument],
) -> tuple[tuple[RoleDocument, ...], tuple[Role, ...]]:
    """The documents with their clauses' roles and their slugs, and the roles in their order."""
    found: dict[str, _Found] = {}
    openings = Counter(_opening(document) for document in documents)
    divided = [_divide(document, found, openings) for document in documents]
    divided = [_by_known_headings(document, found) for document in divided]
    known = {key: slug(role.title) for key, role in found.items()}
    done = [_tables(document, known, found) for document in divided]
    return _with_slugs(done), tuple(_role(role) for role in found.values())


def key_of(title: str) -> str:
    """A title for comparing: lower case, singular, abbreviations written out, no grade brackets."""
    words = re.findall(r"[\w+#]+", title.lower())
    words = [part for word in words for part in SHORT.get(word, word).split()]
    if words and words[-1].endswith("s") and is_role_noun(words[-1][:-1]):
        words[-1] = words[-1][:-1]
    return " ".join(word for word in words if word != "the")


def slug(title: str) -> str:
    """A title as it stands in links: lower case, words joined by `-`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "role"


def _opening(document: RoleDocument) -> str:
    """A document's first heading; one that several share is the organisation's letterhead."""
    return document.sections[0].path[0] if document.sections else ""


def _divide(
    document: RoleDocument, found: dict[str, _Found], openings: Mapping[str, int]
) -> RoleDocument:
    """Settle the document's own role and those of its sections; name them in the clauses."""
    parts = _role_sections(document)
    own = "" if parts and not _states_role(document) else _own_title(document, openings)
    own_ids: tuple[str, ...] = ()
    if own and key_of(own) not in {key_of(title) for _, title in parts}:
        own_ids = (_register(found, own, document, [], own_document=True),)
    spans = [
        (
            section.start,
            section.end,
            _register(found, title, document, _codes_of(document, section)),
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
    title = document.title or _opening(document)
    if any(title == section.path[-1] for section, _ in parts):
        title = ""
    title = bare(title) or PurePosixPath(document.path).stem.replace("-", " ").replace("_", " ")
    if not parts and own_ids and not find_title(title):
        title = own
    return replace(document, title=title, clauses=clauses)


def _register(
    found: dict[str, _Found],
    title: str,
    document: RoleDocument,
    aliases: Sequence[str],
    *,
    own_document: bool = False,
) -> str:
    """Note that a document describes a role; give the role's id."""
    role = found.setdefault(key_of(title), _Found(title))
    if document.path not in role.documents:
        role.documents.append(document.path)
    role.aliases += [alias for alias in aliases if alias not in role.aliases]
    pattern = re.compile(re.escape(role.title) + r"s? \(([A-Z][A-Za-z]{1,6})s?\)")
    role.aliases += [a for a in pattern.findall(document.text)[:1] if a not in role.aliases]
    if own_document:
        role.metadata.update(document.metadata)
        more = document.metadata.get("aliases", "")
        role.aliases += [a.strip() for a in re.split(r"[;,]", more) if a.strip()]
    return slug(role.title)


def _states_role(document: RoleDocument) -> bool:
    """Whether the document names its role itself, in its metadata or in a title row."""
    return bool(document.metadata.get("role") or document.metadata.get("position"))


def _own_title(document: RoleDocument, openings: Mapping[str, int]) -> str:
    """The title of the role that the whole document is about, or nothing.

    What the document states outweighs what its prose recurs to, and that the file's name. A body
    (a committee) is its subject only if its title says so and is no letterhead.
    """
    stated = [document.metadata.get(key, "") for key in TITLE_KEYS]
    rows = [
        clause.cells[1]
        for clause in document.clauses
        if len(clause.cells) >= 2 and TITLE_ROW.match(clause.cells[0].strip(" :"))
    ]
    shallow = [s.path[-1] for s in document.sections[:4] if len(s.path) <= 2]
    own = [
        text
        for text in (*stated, document.title, *shallow, *rows)
        if openings[text] < 2 or not is_body(find_title(text))
    ]
    path = PurePosixPath(document.path)
    name = path.parent.name if path.stem.lower() in {"index", "readme", "default"} else path.stem
    recurring = _recurring_title(document)
    strict = [title for text in own if (title := heading_title(text))]
    loose = [find_title(text) for text in own[: len(stated) + 2]]
    by_name = heading_title(name.replace("-", " ").replace("_", " ").title())
    guesses = [recurring, by_name]
    said = next((title for title in loose if " " in title), "")
    return next((title for title in (*strict, said, *guesses) if title), "")


def _by_known_headings(document: RoleDocument, found: Mapping[str, _Found]) -> RoleDocument:
    """Where themes hold a part for each role, its heading names the role by title or code."""
    codes = _codes_by_role(found) | {key: slug(role.title) for key, role in found.items()}
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
    """The title that prose calls the role by, if one stands out."""
    counts = Counter[str]()
    for phrase in CALLED.findall(document.text):
        title = whole_title(phrase)
        if title and len(title.split()) > 1 and not is_body(title):
            counts[title] += 1
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
        return ""
    return best[0][0]


def _role_sections(document: RoleDocument) -> list[tuple[Section, str]]:
    """Sections whose heading is a role's title, at the shallowest level where there are any."""
    titled = int(len({section.path[0] for section in document.sections}) == 1)
    by_depth: dict[int, list[tuple[Section, str]]] = defaultdict(list)
    for section in document.sections:
        title = heading_title(section.path[-1])
        above = [h for h in section.path[titled:-1] if not heading_title(h)]
        if title and not any(topics_of_heading(h) and not NEUTRAL.search(h) for h in above[-1:]):
            by_depth[len(section.path)].append((section, title))
    for depth in sorted(by_depth):
        parts = by_depth[depth]
        titles = {key_of(title) for _, title in parts}
        filled = [p for p in parts if _holds_text(document, p[0])]
        if len(titles) >= 2 and len(filled) >= 2:
            return filled
    return []


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
    return _codes(section.path[-1]) + ids


def _codes(heading: str) -> list[str]:
    """Grade codes and abbreviations in a role's heading: `E3 – …`, `… (TSC)`."""
    code = GRADE_CODE.match(bare(heading))
    brackets = re.findall(r"\(([A-Z][A-Za-z]{0,5}\d{0,2})\)", heading)
    return ([code[1]] if code else []) + brackets


def _tables(
    document: RoleDocument, known: Mapping[str, str], found: dict[str, _Found]
) -> RoleDocument:
    """Give the rows and cells of tables that are laid out by role to their roles."""
    clauses: list[Clause] = []
    for table in _by_group(document.clauses):
        columns = table[0].columns
        if table[0].kind is not BlockKind.ROW or not columns:
            clauses += table
            continue
        by_column = _role_columns(columns, known, found, document)
        if by_column and _wordy(table, by_column):
            clauses += [cell for row in table for cell in _cells(row, by_column)]
        elif by_column:
            clauses += [
                replace(row, roles=tuple(dict.fromkeys(by_column.values()))) for row in table
            ]
        else:
            clauses += [_by_first_cell(row, known, found) for row in table]
    return replace(document, clauses=tuple(clauses))


def _by_group(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Clauses of one list, table or paragraph together."""
    group: list[Clause] = []
    for clause in clauses:
        if group and group[-1].group != clause.group:
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _role_columns(
    columns: Sequence[str],
    known: Mapping[str, str],
    found: dict[str, _Found],
    document: RoleDocument,
) -> dict[int, str]:
    """The columns that are roles, by their place, where there are at least two."""
    titles = {i: heading_title(name) for i, name in enumerate(columns) if i}
    codes = _codes_by_role(found)
    ids = {
        i: known.get(key_of(columns[i]))
        or known.get(key_of(t))
        or codes.get(columns[i].lower(), "")
        for i, t in titles.items()
    }
    likely = [i for i in titles if titles[i] or ids[i]]
    if len(likely) < 2 or len(likely) < 0.4 * (len(columns) - 1):
        return {}
    return {
        i: _register(
            found,
            found[key_of(titles[i])].title if key_of(titles[i]) in found else titles[i],
            document,
            _codes(columns[i]),
        )
        if titles[i]
        else ids[i]
        for i in likely
    }


def _codes_by_role(found: Mapping[str, _Found]) -> dict[str, str]:
    """Each alias, in lower case, to its role's id."""
    return {alias.lower(): slug(role.title) for role in found.values() for alias in role.aliases}


def _wordy(table: Sequence[Clause], by_column: Mapping[int, str]) -> bool:
    """Whether a table's cells speak for themselves (not `A`, `Decides`)."""
    cells = [
        row.cells[i] for row in table for i in by_column if i < len(row.cells) and row.cells[i]
    ]
    return bool(cells) and sum(len(c.split()) for c in cells) / len(cells) >= WORDY_CELL


def _cells(row: Clause, by_column: Mapping[int, str]) -> Iterator[Clause]:
    """A row as one clause a role: the role's cell, led by the row's name."""
    if len(row.cells) != len(row.columns):
        yield row
        return
    at = row.start
    for i, cell in enumerate(row.cells):
        start, at = at, at + len(cell) + len(" | ")
        if i in by_column and cell:
            yield replace(
                row,
                id=f"{row.id}-{i}",
                roles=(by_column[i],),
                text=cell,
                start=start,
                end=start + len(cell),
                lead=row.cells[0],
                columns=(),
                cells=(),
            )


def _by_first_cell(row: Clause, known: Mapping[str, str], found: Mapping[str, _Found]) -> Clause:
    """A row that begins with a role's name is about that role."""
    name = row.cells[0]
    role = known.get(key_of(GRADE_CODE.sub("", name))) or _codes_by_role(found).get(name.lower())
    return replace(row, roles=(role,)) if role and len(row.columns) > 1 else row


def _role(found: _Found) -> Role:
    """The finished role."""
    about = found.metadata
    return Role(
        id=slug(found.title),
        title=found.title,
        documents=tuple(found.documents),
        aliases=tuple(dict.fromkeys(found.aliases)),
        family=about.get("family") or family_of(found.title),
        level=about.get("level") or level_of(found.title),
        organisation=about.get("organisation") or about.get("organization", ""),
    )


def _with_slugs(documents: Sequence[RoleDocument]) -> tuple[RoleDocument, ...]:
    """Each document with a name for links: its role's where it has one alone, else its own."""
    taken: set[str] = set()
    out = []
    for document in documents:
        ids = {role for clause in document.clauses for role in clause.roles}
        name = next(iter(ids)) if len(ids) == 1 else slug(PurePosixPath(document.path).stem)
        if name in taken:
            name = slug(document.path)
        taken.add(name)
        out.append(replace(document, slug=name))
    return tuple(out)
