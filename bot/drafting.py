"""Passages become a draft: quotes, the answer first, in the shape that the asker expects.

Comes in: an inquiry and its findings. Goes out: a `Draft` whose statements each name the passages
that they claim, or one that says why nothing is stated. No language model; what is written here is
quoted, and only laid out: a row's cells with their columns, a list in its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import wording
from bot.comparison import Comparison
from bot.finding import Finding
from bot.intents import action_in
from bot.model import Draft, Inquiry, Intent, Passage, Shape, Statement, Status, Verdict
from bot.quoting import shown
from bot.side_by_side import side_by_side
from bot.verdict import NOT_SPECIFIED, Deciders, Ruling
from bot.verdict_drafting import draft_decision
from knowledge.index import plain_heading
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause

LENGTH = 1050
"""Characters of an answer, without the marks of its citations: a screen of a phone or two."""

ITEM_LENGTH = 240
SURE = 0.28
SURE_OF_LEAVE = 0.5
"""How sure it must be that the documents answer; surer where leave is asked for."""

WHOLE = 0.5
ENOUGH = 0.85
"""Belief that the cited sections must have together, before no further one is cited."""
SMALL = 480
"""Characters of a section that is said whole, whatever the question."""

NEAR = 0.08
"""A clause of the same section is said too if it is believed at least so much as the best one."""
BEHIND = 3.0
"""Without a settled role: how far another role's score may be behind for the choice to be open."""
LISTED = 3
"""Items or rows that make a section a list."""

LED = 6
"""Clauses that a sentence with a colon introduces, where nothing marks them as its list."""

ROLES_NAMED = 6
GENERAL = frozenset(
    stems("describe description overview summary summarise nutshell involve level life work day do")
)


def draft(
    inquiry: Inquiry,
    findings: Sequence[Finding],
    comparison: Comparison | None = None,
    decision: Ruling | Deciders | None = None,
) -> Draft:
    """What could be said; `Draft.status` says whether it answers, asks back or is silent."""
    if inquiry.refusal:
        return _only(Status.REFUSED, wording.REFUSALS[inquiry.refusal])
    if inquiry.unknown:
        titles = tuple(role.title for role in inquiry.known)
        return _only(
            Status.ABSTAINED, wording.unknown_role(inquiry.unknown[0], titles[:ROLES_NAMED])
        )
    if decision:
        return draft_decision(inquiry, decision)
    if inquiry.candidates:
        return _which([role.title for role in inquiry.candidates])
    if len(inquiry.roles) > 1:
        return _compared(inquiry, findings, comparison)
    return _of_best(inquiry, findings)


def _compared(
    inquiry: Inquiry, findings: Sequence[Finding], comparison: Comparison | None
) -> Draft:
    """Several roles side by side."""
    told = side_by_side(comparison) if comparison else ()
    if told:
        return Draft(Status.ANSWERED, told)
    return _silent(inquiry, findings[0] if findings else None)


def _of_best(inquiry: Inquiry, findings: Sequence[Finding]) -> Draft:
    """What the best finding says, where it is sure enough and no other role rivals it."""
    if not findings:
        return _silent(inquiry, None)
    best = findings[0]
    sure = SURE if inquiry.intent is Intent.TELL else SURE_OF_LEAVE
    if best.sureness < sure and not _is_general(inquiry):
        return _silent(inquiry, best)
    if not inquiry.roles and inquiry.intent is not Intent.WHO:
        rivals = [f for f in findings if _rivals(best, f)]
        if len(rivals) > 1:
            return _which([finding.role.title for finding in rivals])
    return Draft(Status.ANSWERED, tuple(_statements(inquiry, best, LENGTH)))


def _only(status: Status, text: str) -> Draft:
    """A draft that states nothing."""
    return Draft(status, (Statement(text),))


def _which(titles: Sequence[str]) -> Draft:
    """Ask back."""
    named = [title for title in titles if title]
    if len(named) > ROLES_NAMED:
        text = wording.which_of_many(len(named), named[:3])
    else:
        text = wording.which_role(named)
    return _only(Status.CLARIFY, text)


def _is_general(inquiry: Inquiry) -> bool:
    """Whether a role as such is asked about, which its documents always answer."""
    return bool(inquiry.roles) and set(inquiry.words) <= GENERAL


def _rivals(best: Finding, other: Finding) -> bool:
    """Whether another role's own clause answers as well as the best one's."""
    if other is best:
        return True
    first, second = best.passages[0], other.passages[0]
    everybodys = first.clause.id == second.clause.id and not first.clause.roles
    near = first.score - second.score < BEHIND
    return other.role.described and bool(other.role.title) and not everybodys and near


def _silent(inquiry: Inquiry, finding: Finding | None) -> Draft:
    """Say that the documents do not say, and what was looked at."""
    role = inquiry.roles[0].title if inquiry.roles else ""
    headings = []
    for passage in finding.passages[:8] if finding else ():
        heading = plain_heading(passage.clause.path[-1]).rstrip(":") if passage.clause.path else ""
        if heading and heading not in headings:
            headings.append(heading)
    owner = finding.owner if finding else ""
    if inquiry.intent is Intent.MAY and role:
        text = wording.not_specified(role, headings[:3], owner)
        verdict = Verdict(NOT_SPECIFIED, role, action_in(inquiry.subject))
        return Draft(Status.ABSTAINED, (Statement(text),), verdict=verdict)
    return _only(Status.ABSTAINED, wording.silence(role, headings[:3], owner))


def _statements(inquiry: Inquiry, finding: Finding, length: int) -> Iterator[Statement]:
    """What is said about one role, in at most `length` characters."""
    best = finding.passages[0]
    small = inquiry.shape is not Shape.PERSON and _is_small(finding.section)
    whole = finding.whole >= WHOLE or small
    main: Sequence[Passage] = _near(finding)
    if whole and inquiry.shape is not Shape.FIGURE:
        main = _section(finding)
    if whole and inquiry.shape is Shape.LIST and best.clause.kind is not BlockKind.PARAGRAPH:
        main = _listed(main)
    yield Statement(wording.section_lead(finding.role.title, _heading(best.clause)))
    said = list(_fitting(inquiry, main, length))
    yield from said
    left = length - sum(len(statement.text) for statement in said)
    others = list(_elsewhere(finding, {passage.clause.path for passage in main}))
    if others and left > 80:
        yield Statement(wording.SEE_ALSO)
        for passage in others:
            heading = _heading(passage.clause)
            text = _shorter(shown(inquiry, passage))
            text = f"{heading}: {text}" if heading else text
            left -= len(text)
            if left < 0:
                return
            yield Statement(text, (passage,), item=True)


def _heading(clause: Clause) -> str:
    """The innermost heading, as it is announced."""
    return plain_heading(clause.path[-1]).strip().rstrip(":") if clause.path else ""


def _section(finding: Finding) -> list[Passage]:
    """All clauses of the best passage's section, in the document's order."""
    known = {passage.clause.id: passage for passage in finding.passages}
    return [known.get(clause.id, Passage(clause, finding.role, 0.0)) for clause in finding.section]


def _listed(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The items and rows of a section, without the prose around them if it is a list at heart."""
    items = [passage for passage in passages if passage.clause.kind is not BlockKind.PARAGRAPH]
    return items if len(items) >= LISTED else passages


def _is_small(section: Sequence[Clause]) -> bool:
    """Whether a section is said as fast as a part of it."""
    return sum(len(clause.text) for clause in section) <= SMALL


def _near(finding: Finding) -> list[Passage]:
    """The best clause, what belongs to it, and those of its section believed nearly as much."""
    best = finding.passages[0]
    near = {
        passage.clause.id
        for passage, share in zip(finding.passages, finding.shares, strict=True)
        if passage.clause.path == best.clause.path and share >= NEAR * finding.shares[0]
    }
    around = {
        clause.id
        for said in finding.section
        if said.id in near
        for clause in _belonging(said, finding.section)
    }
    chosen = near | around
    return [p for p in _section(finding) if p.clause.id in chosen] or [best]


def _belonging(clause: Clause, section: Sequence[Clause]) -> Iterator[Clause]:
    """What a clause cannot be understood without: the items under it, or the item it is under."""
    at = next((i for i, other in enumerate(section) if other.id == clause.id), None)
    if at is None:
        return
    if clause.text.endswith(":"):
        yield from (below for below in section[at + 1 :][:LED] if below.depth >= clause.depth)
    if clause.kind is not BlockKind.ITEM:
        return
    for below in section[at + 1 :]:
        if below.kind is not BlockKind.ITEM or below.depth <= clause.depth:
            break
        yield below
    if clause.depth:
        for above in reversed(section[:at]):
            if above.depth < clause.depth:
                yield above
                break


def _elsewhere(finding: Finding, paths: set[tuple[str, ...]]) -> Iterator[Passage]:
    """The best clauses of further sections, until enough belief is covered."""
    covered = sum(
        share
        for passage, share in zip(finding.passages, finding.shares, strict=True)
        if passage.clause.path in paths
    )
    for passage, share in zip(finding.passages, finding.shares, strict=True):
        if covered >= ENOUGH or len(paths) > 3:
            return
        if passage.clause.path not in paths:
            paths.add(passage.clause.path)
            covered += share
            yield passage


def _fitting(inquiry: Inquiry, passages: Sequence[Passage], length: int) -> Iterator[Statement]:
    """Statements for passages, shortened, then dropped at the end, until they fit."""
    texts = [shown(inquiry, passage) for passage in passages]
    if sum(map(len, texts)) > length:
        texts = [_shorter(text) for text in texts]
    left = length
    for i, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        if i and len(text) > left:
            yield Statement(wording.more(len(passages) - i))
            return
        left -= len(text)
        yield Statement(text, (passage,), item=len(passages) > 1)


def _shorter(text: str) -> str:
    """A text without its last bracket, or up to its first sentence's end, if it is long."""
    if len(text) <= ITEM_LENGTH // 2:
        return text
    bare = re.sub(r"\s*\([^()]*\)", "", text)
    if len(bare) <= ITEM_LENGTH:
        return bare
    cut = bare[:ITEM_LENGTH].rsplit(" ", 1)[0].rstrip(",;:")
    return f"{cut} …"
