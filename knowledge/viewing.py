"""A library and its index as somebody sees them: what they may not see is absent.

Comes in: a library or an open index, its `Access`, and the groups of whoever asks. Goes out: the
same kind of value without the documents, sections, clauses, roles, vectors and words that these
groups may not see. What is built over it cannot say what is not in it. Texts keep their length,
so that offsets, ids and links are those of the whole document. Markers go for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

import numpy as np

from knowledge.audience import MARKER, Access, Groups
from knowledge.catalogue import described, key_of
from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.reading import rights_of
from knowledge.index import Index, LoadedIndex, headings_of, indexed_words
from knowledge.lexical import Lexical, stems
from knowledge.model import BlockKind, Clause, Library, Role, RoleDocument
from knowledge.titles import SHORT, family_of, level_of
from knowledge.token_vectors import TokenVectors

BULLET = re.compile(r"[ \t•*–-]*")
WORD = re.compile(r"\w+")

Spans = Sequence[tuple[int, int]]


def visible(index: Index, access: Access, groups: Iterable[str] = ()) -> Index:
    """The index as somebody in these groups sees it; the very same where nothing is cut.

    Words are weighed anew, for how rare a word is tells of what is hidden too. That takes some
    milliseconds for a thousand clauses.
    """
    library = visible_library(index.library, access, groups)
    if library is index.library:
        return index
    number = {(clause.document, clause.id): i for i, clause in enumerate(index.clauses)}
    clauses = tuple(clause for document in library.documents for clause in document.clauses)
    rows = [number[clause.document, clause.id] for clause in clauses]
    # What a clause was cut for may stand in what its rights are about.
    unchanged = [i if index.clauses[i] == own else -1 for i, own in zip(rows, clauses, strict=True)]
    headings, heading_of = headings_of(clauses)
    place = {heading: i for i, heading in enumerate(index.headings)}
    starts, packed = index.tokens.starts.tolist(), index.tokens.rows
    return LoadedIndex(
        generation=f"{index.generation}-{library.revision.rpartition('-')[2]}",
        library=library,
        clauses=clauses,
        vectors=np.ascontiguousarray(index.vectors[rows]),
        headings=headings,
        heading_of=heading_of,
        heading_vectors=index.heading_vectors[[place[heading] for heading in headings]],
        lexical=Lexical.build([indexed_words(clause) for clause in clauses]),
        tokens=TokenVectors.of([packed[starts[i] : starts[i + 1]] for i in rows]),
        rights=_rights(index, library),
        wordings=index.wordings.among(unchanged),
        embedder=index.embedder,
    )


def _rights(index: Index, library: Library) -> tuple[DecisionRight, ...]:
    """The rights in a library that was cut out of an index, exactly as they would be read of it.

    Those of untouched documents are kept with the index. What is hidden may have had a say in them
    by naming a role, or by limiting how far another document's right goes: then all are read anew.
    """
    whole = {id(document) for document in index.library.documents}
    cut = tuple(document for document in library.documents if id(document) not in whole)
    untouched = {document.path for document in library.documents} - {each.path for each in cut}
    kept = [right for right in index.rights if right.clause.document in untouched]
    others = [right for right in index.rights if right.clause.document not in untouched]
    read = rights_of(replace(library, documents=cut))
    if library.roles != index.library.roles or any(right.limit for right in (*others, *read)):
        return rights_of(library)
    place = {document.path: i for i, document in enumerate(library.documents)}
    return tuple(sorted((*kept, *read), key=lambda right: place[right.clause.document]))


def visible_library(library: Library, access: Access, groups: Iterable[str] = ()) -> Library:
    """The library as somebody in these groups sees it; the very same where nothing is cut.

    Its revision names what they see as well, so that nothing kept by it is another audience's.
    """
    admitting = access.admitting(groups)
    seen = [_seen(document, access, admitting) for document in library.documents]
    if all(one is other for one, other in zip(seen, library.documents, strict=True)):
        return library
    documents = [document for document in seen if document]
    roles = tuple(_roles(library, documents))
    documents = list(_spoken_of(documents, {role.id for role in roles}))
    view = sha256(repr(sorted(map(sorted, admitting))).encode()).hexdigest()[:8]
    return Library(
        tuple(documents), tuple(described(roles, documents)), f"{library.revision}-{view}"
    )


def _seen(
    document: RoleDocument, access: Access, admitting: Collection[Groups]
) -> RoleDocument | None:
    """A document without what is hidden; itself where nothing is, None if nothing is left."""
    restrictions = access.restrictions.get(document.path, ())
    hidden = [(each.start, each.end) for each in restrictions if each.groups not in admitting]
    markers = access.markers.get(document.path, ())
    if not hidden and not markers:
        return document
    open_clauses = [
        clause
        for clause in document.clauses
        if not any(clause.start < end and start < clause.end for start, end in hidden)
    ]
    clauses = [kept for clause in open_clauses if (kept := _unmarked(clause, markers))]
    if not clauses:
        return None
    text = _blank(document.text, hidden)
    spilled = [said for said in _said_in(document, hidden) if not _stands(said, text)]

    def clean(told: str) -> str:
        """A text that was gathered from elsewhere, if nothing hidden is in it."""
        return "" if any(_stands(s, told) for s in spilled) else MARKER.sub("", told).strip()

    return replace(
        document,
        title=clean(document.title) or PurePosixPath(document.path).stem,
        text=_blank(text, list(_loose(text, markers, clauses))),
        sections=tuple(
            section
            for section in document.sections
            if not any(start <= section.start < end for start, end in hidden)
        ),
        clauses=tuple(
            replace(clause, lead=clean(clause.lead)) if clause.lead else clause
            for clause in clauses
        ),
        metadata={key: left for key, told in document.metadata.items() if (left := clean(told))},
        # They quote what was in the file, wherever it stood.
        notes=(),
    )


def _said_in(document: RoleDocument, hidden: Spans) -> set[str]:
    """Headings, clauses and cells of what is hidden in a document."""
    return {
        said
        for start, end in hidden
        for section in document.sections
        if start <= section.start < end
        for said in section.path[-1:]
    } | {
        said
        for clause in document.clauses
        if any(clause.start < end and start < clause.end for start, end in hidden)
        for said in (clause.text, *clause.cells)
        if said
    }


def _stands(said: str, text: str) -> bool:
    """Whether something is said in a text, not as a part of longer words."""
    return said in text and bool(re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text))


def _unmarked(clause: Clause, markers: Spans) -> Clause | None:
    """A clause without a marker at its beginning or end; None if it is nothing else."""
    for start, end in markers:
        if end <= clause.start or clause.end <= start:
            continue
        before = clause.text[: max(start - clause.start, 0)]
        after = clause.text[end - clause.start :]
        if clause.kind is BlockKind.ROW:
            if any(MARKER.fullmatch(cell) for cell in clause.cells) or not (before + after).strip():
                return None
        elif not before.strip():
            clause = replace(clause, text=after.lstrip(), start=clause.end - len(after.lstrip()))
        elif not after.strip():
            clause = replace(clause, text=before.rstrip(), end=clause.start + len(before.rstrip()))
    return clause if clause.text else None


def _loose(text: str, markers: Spans, clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """The markers that stand in no clause, each with the bullet before it."""
    for start, end in markers:
        if not any(clause.start < end and start < clause.end for clause in clauses):
            line = text.rfind("\n", 0, start) + 1
            yield (line if BULLET.fullmatch(text, line, start) else start), end


def _blank(text: str, spans: Spans) -> str:
    """A text of the same length, with line breaks in place of what stands in some spans."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _roles(library: Library, documents: Sequence[RoleDocument]) -> Iterator[Role]:
    """The roles that are known from what is left, with what is left of them."""
    whole = {id(document) for document in library.documents}
    untouched = {document.path for document in documents if id(document) in whole}
    spoken = {
        role for document in documents for clause in document.clauses for role in clause.roles
    }
    once = {
        r for document in library.documents for clause in document.clauses for r in clause.roles
    }
    for role in library.roles:
        if untouched.issuperset(role.documents):
            yield role
            continue
        left = [document for document in documents if document.path in role.documents]
        said = " \n ".join(
            part
            for document in left
            for part in (document.title, document.path, document.text, *document.metadata.values())
        ).casefold()
        named = set(stems(key_of(role.title))) <= set(stems(_written_out(said)))
        if left and named and (role.id in spoken or role.id not in once):
            yield replace(
                role,
                documents=tuple(document.path for document in left),
                aliases=tuple(alias for alias in role.aliases if alias.casefold() in said),
                family=_still(role.family, said) or family_of(role.title),
                level=_still(role.level, said) or level_of(role.title),
                organisation=_still(role.organisation, said),
            )


def _written_out(said: str) -> str:
    """A text in lower case with the abbreviations of titles written out."""
    return WORD.sub(lambda word: SHORT.get(word[0], word[0]), said)


def _still(told: str, said: str) -> str:
    """What is told of a role, if anything that is left says so."""
    return told if told.casefold() in said else ""


def _spoken_of(documents: Iterable[RoleDocument], known: Collection[str]) -> Iterator[RoleDocument]:
    """The documents without clauses that speak of unknown roles alone, and without these roles."""
    for document in documents:
        if all(role in known for clause in document.clauses for role in clause.roles):
            yield document
            continue
        clauses = tuple(
            replace(clause, roles=tuple(role for role in clause.roles if role in known))
            for clause in document.clauses
            if not clause.roles or any(role in known for role in clause.roles)
        )
        if clauses:
            yield replace(document, clauses=clauses)
