"""Passages become a draft: quotes, the answer first, in the shape that the asker expects.

Comes in: an inquiry and its findings. Goes out: a `Draft` whose statements each name the passages
that they claim, or one that says why nothing is stated. No language model; what is written here is
quoted, and only laid out: a row's cells with their columns, a list in its order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot import wording
from bot.choosing import LEAST, LISTED, chosen
from bot.comparison import Comparison
from bot.deciders import Deciders
from bot.finding import Finding
from bot.intents import action_in
from bot.matters import PREMISE, contradicts, parted
from bot.model import Draft, Inquiry, Intent, Passage, Shape, Statement, Status, Verdict
from bot.quoting import shown
from bot.side_by_side import side_by_side
from bot.verdict import NOT_SPECIFIED, Ruling
from bot.verdict_drafting import draft_decision
from knowledge.index import plain_heading
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause

LENGTH = 1050
"""Characters of an answer, without the marks of its citations: a screen of a phone or two."""

FITS = (400, 320, 240, 200, 160, 140, LEAST)
"""Characters of an item, tried in turn until all items fit."""
ITEM = 240
"""Characters of an item that is only related."""

KEPT_WHOLE = 2
"""The clauses believed most, of which nothing is left out as long as others can be shortened."""

SURE = 0.25
SURE_OF_LEAVE = 0.36
SURE_OF_DECIDER = 0.65
SURE_TO_ASK = 0.15
"""How sure it must be that the documents answer; surer where leave or a decider is asked for, less
so to ask somebody back which role is theirs."""
SURES = {Intent.TELL: SURE, Intent.MAY: SURE_OF_LEAVE, Intent.WHO: SURE_OF_DECIDER}

ENOUGH = 0.85
"""Belief that the cited sections must have together, before no further one is cited."""
BEHIND = 3.0
"""Without a settled role: how far another role's score may be behind for the choice to be open."""
OWN = re.compile(r"\b(?:i|my|me|mine|i['’]?m)\b", re.IGNORECASE)
"""Words with which somebody asks of their own role, and does not say which it is."""
TRIED = 8
"""Passages that may say otherwise of what a question takes for granted."""
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
    sure = SURES[inquiry.intent]
    denied = _denied(inquiry, best)
    if denied:
        lead = Statement(wording.section_lead(best.role.title, _heading(denied.clause)))
        return Draft(Status.ANSWERED, (lead, Statement(shown(inquiry, denied), (denied,))))
    parts = _apart(inquiry, best, sure)
    if parts:
        return Draft(Status.ANSWERED, tuple(_of_parts(parts)))
    open_to = _open_to(inquiry, findings)
    mine = open_to and OWN.search(inquiry.question.text)
    if best.sureness < (SURE_TO_ASK if mine else sure) and not _is_general(inquiry):
        return _silent(inquiry, best)
    if open_to:
        return _which(open_to)
    return Draft(Status.ANSWERED, tuple(_statements(inquiry, best, LENGTH)))


def _open_to(inquiry: Inquiry, findings: Sequence[Finding]) -> list[str]:
    """The titles of the roles between which a question that names none leaves the choice.

    Those of which the documents say as much; or all, where somebody asks of their own role and
    only what is told of another one is found. Empty where the answer is the same for everybody.
    """
    best = findings[0]
    if inquiry.roles or not best.role.title or inquiry.intent is Intent.WHO:
        return []
    rivals = [finding.role.title for finding in findings if _rivals(best, finding)]
    described = [role.title for role in inquiry.known if role.described and role.title]
    if len(rivals) > 1:
        return rivals
    mine = OWN.search(inquiry.question.text) and _is_of_it_alone(best)
    return described if mine and len(described) > 1 else []


def _denied(inquiry: Inquiry, finding: Finding) -> Passage | None:
    """What says otherwise of that which a question takes for granted (`since …, who …`)."""
    taken = PREMISE.match(inquiry.subject)
    if not taken or inquiry.intent is not Intent.TELL:
        return None
    found = [passage for each in (*finding.parts[:1], finding) for passage in each.passages[:TRIED]]
    return next((each for each in found if contradicts(taken[1], each.clause.text)), None)


def _apart(inquiry: Inquiry, finding: Finding, sure: float) -> list[tuple[Inquiry, Finding]]:
    """The matters of a question that asks for several, where each has its own answer."""
    matters = list(zip(parted(inquiry), finding.parts, strict=False))
    told = {found.passages[0].clause.id for _, found in matters}
    return matters if len(told) > 1 and all(f.sureness >= sure for _, f in matters) else []


def _of_parts(parts: Sequence[tuple[Inquiry, Finding]]) -> Iterator[Statement]:
    """What is said of each matter, one after the other, nothing twice."""
    said: set[str] = set()
    under = None
    for inquiry, finding in parts:
        length = LENGTH // len(parts)
        main, left_out = chosen(inquiry, finding, length)
        new = [passage for passage in main if passage.clause.id not in said]
        said |= {passage.clause.id for passage in new}
        if new and new[0].clause.path != under:
            under = new[0].clause.path
            yield Statement(wording.section_lead(finding.role.title, _heading(new[0].clause)))
        yield from _fitting(inquiry, new, length, left_out, _best(finding))


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
    near = first.score - second.score < BEHIND or _same_fact(first.clause, second.clause)
    return other.role.described and bool(other.role.title) and not everybodys and near


def _is_of_it_alone(finding: Finding) -> bool:
    """Whether the best passage speaks of its role alone, in that role's own document."""
    role, clause = finding.role, finding.passages[0].clause
    return {*clause.roles} <= {role.id} and clause.document in role.documents


def _same_fact(one: Clause, other: Clause) -> bool:
    """Whether two clauses are the same fact, as two roles have it: `Notice: …` and `Notice: …`."""
    return (
        one.kind is other.kind is BlockKind.ROW
        and len(one.cells) == len(other.cells) == 2
        and one.cells[0] == other.cells[0]
    )


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
    inquiry, main, left_out = _in_room(inquiry, finding, length)
    yield Statement(wording.section_lead(finding.role.title, _heading(best.clause)))
    said = list(_fitting(inquiry, main, length, left_out, _best(finding)))
    yield from said
    left = length - sum(len(statement.text) for statement in said)
    others = list(_elsewhere(finding, {passage.clause.path for passage in main}))
    if others and left > 80:
        yield Statement(wording.SEE_ALSO)
        for passage in others:
            heading = _heading(passage.clause)
            text = _shorter(shown(inquiry, passage), ITEM)
            text = f"{heading}: {text}" if heading else text
            left -= len(text)
            if left < 0:
                return
            yield Statement(text, (passage,), item=True)


def _in_room(
    inquiry: Inquiry, finding: Finding, length: int
) -> tuple[Inquiry, Sequence[Passage], int]:
    """What is said, and how many are left out; a table without room is told as a list of its rows.

    The list has of each row its name and the cell that tells most.
    """
    main, left_out = chosen(inquiry, finding, length)
    rows = len(main) >= LISTED and all(len(p.clause.columns) > 1 for p in main)
    if rows and (left_out or sum(len(shown(inquiry, p)) for p in main) > length):
        inquiry = replace(inquiry, shape=Shape.LIST)
        main, left_out = chosen(inquiry, finding, length)
    return inquiry, main, left_out


def _heading(clause: Clause) -> str:
    """The innermost heading, as it is announced."""
    return plain_heading(clause.path[-1]).strip().rstrip(":") if clause.path else ""


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


def _best(finding: Finding) -> frozenset[str]:
    """The clauses that are believed most, by id."""
    return frozenset(passage.clause.id for passage in finding.passages[:KEPT_WHOLE])


def _fitting(
    inquiry: Inquiry,
    passages: Sequence[Passage],
    length: int,
    left_out: int,
    best: Collection[str],
) -> Iterator[Statement]:
    """Statements for passages, shortened, then dropped at the end, until they fit.

    `left_out` are those that were dropped before; the `best` clauses are shortened last.
    """
    whole = texts = [shown(inquiry, passage) for passage in passages]
    for longest, but in (*((fit, best) for fit in FITS), *((fit, ()) for fit in FITS)):
        if sum(map(len, texts)) <= length:
            break
        texts = [
            text if passage.clause.id in but else _shorter(text, longest)
            for passage, text in zip(passages, whole, strict=True)
        ]
    left = length
    for i, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        if i and len(text) > left:
            left_out += len(passages) - i
            break
        left -= len(text)
        yield Statement(text, (passage,), item=len(passages) > 1)
    if left_out:
        yield Statement(wording.more(left_out))


def _shorter(text: str, longest: int) -> str:
    """A text without what stands in brackets, or up to a word's end, if it is longer."""
    if len(text) <= longest:
        return text
    bare = re.sub(r"\s*\([^()]*\)", "", text)
    if len(bare) <= longest:
        return bare
    cut = bare[:longest].rsplit(" ", 1)[0].rstrip(",;:")
    return f"{cut} …"
