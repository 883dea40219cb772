"""All checks over one library, and their order.

A library comes in with its decision rights and a day; problems go out. What superseded documents
say is only compared with what still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.decision_rights.model import DecisionRight
from knowledge.lint.bands import bands
from knowledge.lint.conflicts import conflicts
from knowledge.lint.deciders import deciders
from knowledge.lint.documents import no_role, not_holding, role_names
from knowledge.lint.figures import figures
from knowledge.lint.model import Problem, Severity
from knowledge.lint.sections import missing_sections
from knowledge.model import Library
from knowledge.standing import State, standing


def lint(library: Library, rights: Sequence[DecisionRight], today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with a library's documents: errors, then warnings, then infos.

    `rights` are those of this library, in the order of its clauses. Within a severity, problems
    stand in the order of documents and of the text. A sound library gives `()`.
    """
    states = {each.path: standing(each, today) for each in library.documents}
    superseded = {
        path for path, state in states.items() if state and state.state is State.SUPERSEDED
    }
    holding = [right for right in rights if right.clause.document not in superseded]
    current = [document for document in library.documents if document.path not in superseded]
    found = [
        *deciders(holding, current),
        *bands(holding),
        *conflicts(rights, superseded),
        *figures(current),
        *missing_sections(library),
        *not_holding(library, today),
        *role_names(library),
        *no_role(library, {right.clause.document for right in rights}),
    ]
    order = {document.path: i for i, document in enumerate(library.documents)}
    return tuple(sorted(found, key=lambda problem: _place_of(problem, order)))


def _place_of(problem: Problem, order: dict[str, int]) -> tuple[int, int, int]:
    """Where a problem belongs in the list."""
    first = problem.places[0]
    start = first.clause.start if first.clause else -1
    return list(Severity).index(problem.severity), order[first.document], start
