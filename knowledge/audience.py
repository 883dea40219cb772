"""Who may see what of the role documents: what the documents and the settings say of it.

Comes in: a library, and the rules of the setting `REMIT_AUDIENCE`. Goes out: an `Access`, which has
for each document the spans of its text that only some groups may see. What cannot be read means
nobody. Nothing is cut here (that is `knowledge.viewing`), and nobody is recognised.

    audience: managers, hr       in front matter or other metadata: the whole document
    [audience: managers, hr]     on a line of its own: the section that it stands in, with all below
    {"pay/*": ["hr"], "*.md#Salary": ["hr"]}     in the setting: documents, and sections by heading

Where several apply, each of them must admit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from knowledge.errors import ReadError
from knowledge.model import BlockKind, Clause, Library, RoleDocument, Section
from knowledge.titles import bare

KEY = "audience"
"""The name of an audience in metadata, and in YAML and JSON at any depth."""

MARKER = re.compile(
    r"\[\s*audience\s*[:=](?:(?P<names>[^\]\n]*)\]|[^\]\n]*)"
    r"|^[ \t•*–-]*\[\s*audience\b(?!\s*[:=])[^\]\n]*\]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""An audience in the text itself. Without `names` it is one that somebody got wrong."""

HEAD = re.compile(r"^(?:[a-z][\w-]*: .*\s)?audience:(?P<names>.*)$", re.MULTILINE)
HEAD_CHARACTERS = 800
"""Front matter that a format does not have, or that nothing closes, stands in the text itself."""

DATA = frozenset({".yaml", ".yml", ".json"})

EVERYBODY = frozenset({"all", "anybody", "anyone", "everybody", "everyone", "general", "public"})
"""Names that restrict nothing; beside them others mean nothing."""

EMPLOYEES = "employees"
"""The group of everybody who asks, unless they are known to be `EXTERNAL`."""

EXTERNAL = "external"
"""The group of those whom a platform says to be of another organisation."""

ALL_STAFF = re.compile(
    r"(?:(?:all|every|any|our)[ -](?:people|workers?|team members?)|(?:(?:all|every|any|our)[ -])?"
    r"(?:employees?|staff|colleagues?))"
    r"(?: (?:at|in|of) .*)?|internal(?: use)?(?: only)?|company(?:[ -]wide)?|all[ -]hands"
    r"|organi[sz]ation(?:[ -]wide)?|(?:every|any)(?:body|one) (?:at|in|of|within) .*"
)
"""Ways to write that everybody of the organisation is meant."""

NO_NAME = re.compile(r"[\W\d_]*|true|false|yes|no|null|none|nobody")
"""What YAML and people write where they mean something else than a group."""

Groups = frozenset[str]
"""Any of them admits; none at all admits nobody."""

NOBODY: Groups = frozenset()

Rules = Mapping[str, Sequence[str]]
"""Patterns of paths, or of a path and a heading after `#`, with the groups that are admitted."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What stands from `start` to `end` of a document's text is for some groups alone."""

    start: int
    end: int
    groups: Groups

    def covers(self, start: int, end: int) -> bool:
        """Whether any of what stands between these offsets is restricted."""
        return start < self.end and self.start < end


@dataclass(frozen=True, slots=True)
class Access:
    """The restrictions of a library by document path, and where its markers stand in the text.

    Documents that restrict nothing are in neither. `audiences` are all that there are.
    """

    restrictions: Mapping[str, tuple[Restriction, ...]] = field(default_factory=dict)
    markers: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    audiences: frozenset[Groups] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the audiences, of which each question asks."""
        every = (each.groups for found in self.restrictions.values() for each in found)
        object.__setattr__(self, "audiences", frozenset(every))

    def admitting(self, groups: Iterable[str]) -> frozenset[Groups]:
        """The audiences to which somebody in these groups belongs.

        All that they may see follows from it: two askers with the same see the same.
        """
        if not self.audiences:
            return frozenset()
        own = groups_of_asker(groups)
        return frozenset(audience for audience in self.audiences if audience & own)

    def over(self, clause: Clause) -> tuple[Groups, ...]:
        """The audiences that must all admit whoever sees a clause; none for everybody's."""
        found = self.restrictions.get(clause.document, ())
        return tuple(each.groups for each in found if each.covers(clause.start, clause.end))


def plain_group(name: str) -> str:
    """A group's name for comparing: lower case, single blanks, no quotes or brackets around it."""
    return " ".join(name.strip(" \t\n[]{}()\"'“”‘’").casefold().split())


def groups_of_asker(groups: Iterable[str]) -> Groups:
    """The groups of somebody, as they compare; all but `EXTERNAL` askers are `EMPLOYEES`."""
    own = frozenset(map(plain_group, groups))
    return own if EXTERNAL in own else own | {EMPLOYEES}


def groups_in(names: Iterable[str]) -> Groups | None:
    """The groups of an audience; None if everybody is meant, `NOBODY` if no name can be read."""
    found = frozenset(filter(None, map(plain_group, names)))
    if any(map(NO_NAME.fullmatch, found)):
        return NOBODY
    if found & EVERYBODY:
        return None
    return frozenset(EMPLOYEES if ALL_STAFF.fullmatch(name) else name for name in found)


def access_of(library: Library, rules: Rules) -> Access:
    """What documents and settings say together; an empty `Access` if they restrict nothing."""
    restrictions = {}
    markers = {}
    for document in library.documents:
        said = [*_said(document), *_set(document, rules)]
        found = tuple(each for _, each in said if each)
        marked = tuple(marker for marker, _ in said if marker)
        if found:
            restrictions[document.path] = found
        if marked:
            markers[document.path] = tuple(dict.fromkeys(marked))
    return Access(restrictions, markers)


def faults(library: Library, rules: Rules) -> Iterator[ReadError]:
    """A report for each document with an audience that nobody can be in, and each idle rule."""
    for document in library.documents:
        if any(each and not each.groups for _, each in _said(document)):
            yield ReadError(
                document.path,
                "names an audience that cannot be read, so nobody sees what it restricts",
                "write the names of groups after `audience:`, or `everyone`",
            )
    for pattern in rules:
        if not any(True for document in library.documents for _ in _spans(document, pattern)):
            yield ReadError(
                "REMIT_AUDIENCE",
                f"“{pattern}” fits no document or section, so it restricts nothing",
                "correct the pattern, or remove it",
            )


Said = tuple[tuple[int, int] | None, Restriction | None]
"""Where a marker stands in the text, if it does, and what it restricts, if anything."""


def _said(document: RoleDocument) -> Iterator[Said]:
    """The audiences that a document names itself."""
    whole = 0, len(document.text)
    if KEY in document.metadata:
        yield None, _restriction(whole, document.metadata[KEY])
    if KEY not in document.text.lower():
        return
    for head in HEAD.finditer(document.text, 0, HEAD_CHARACTERS):
        yield None, _restriction(whole, head["names"])
    for marker in MARKER.finditer(document.text):
        yield marker.span(), _restriction(_around(document, marker.start()), marker["names"] or "")
    if PurePosixPath(document.path).suffix.lower() in DATA:
        yield from _keys(document)


def _keys(document: RoleDocument) -> Iterator[Said]:
    """The audiences of the mappings in YAML and JSON: a pair of that name, or a heading."""
    for clause in document.clauses:
        if len(clause.cells) == 2 and not clause.columns and clause.cells[0].casefold() == KEY:
            restriction = _restriction(_around(document, clause.start), clause.cells[1])
            # Where everybody is meant it is a fact like any other.
            yield (clause.start, clause.end) if restriction else None, restriction
    for section in document.sections:
        if section.path[-1].casefold() == KEY:
            inside = [c for c in document.clauses if section.start <= c.start < section.end]
            listed = all(clause.kind is BlockKind.ITEM for clause in inside)
            names = ", ".join(clause.text for clause in inside) if listed else ""
            yield None, _restriction(_around(document, section.start, section), names)


def _set(document: RoleDocument, rules: Rules) -> Iterator[Said]:
    """The audiences that the settings name for a document."""
    for pattern, names in rules.items():
        groups = groups_in(names)
        if groups is not None:
            for start, end in _spans(document, pattern):
                yield None, Restriction(start, end, groups)


def _spans(document: RoleDocument, pattern: str) -> Iterator[tuple[int, int]]:
    """What a rule's pattern means in a document: all of it, or the sections of a heading."""
    path, sign, heading = pattern.casefold().partition("#")
    if not fnmatchcase(document.path.casefold(), path.strip()):
        return
    if not sign:
        yield 0, len(document.text)
    for section in document.sections if sign else ():
        written = section.path[-1].casefold()
        if fnmatchcase(written, heading.strip()) or fnmatchcase(bare(written), heading.strip()):
            yield section.start, section.end


def _restriction(span: tuple[int, int], names: str) -> Restriction | None:
    """The restriction of a span to the groups in a text; None if everybody is meant."""
    groups = groups_in(re.split(r"[;,]", names))
    return None if groups is None else Restriction(*span, groups)


def _around(document: RoleDocument, at: int, but: Section | None = None) -> tuple[int, int]:
    """The innermost section around an offset, other than `but`; the whole document without one."""
    around = [s for s in document.sections if s.start <= at < s.end and s is not but]
    inner = max(around, key=lambda section: (section.start, -section.end), default=None)
    return (inner.start, inner.end) if inner else (0, len(document.text))
