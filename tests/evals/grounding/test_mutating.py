"""Sentences of a library, made wrong in one place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.grounding.mutating import Change, Trial, trials
from knowledge.reading_room import read_library

DOCUMENT = """# {title}

## Duties
- The {title} must check {n} nets before each tide and report all holes.
- The {title} may repair a net without asking when the harbour is closed.
- Keeps the workshop clean and orders twine from the usual suppliers.
"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Trial, ...]:
    """The trials over two sibling roles."""
    for n, title in ((4, "Net Inspector"), (9, "Senior Net Inspector")):
        (tmp_path / f"{n}.md").write_text(DOCUMENT.format(title=title, n=n))
    return trials(read_library([tmp_path])[0])


def test_each_change_is_made_where_the_sentence_allows_it(made: tuple[Trial, ...]) -> None:
    """Every kind of fault occurs, beside the sentences as they stand."""
    counts = Counter(trial.change for trial in made)

    assert counts[Change.NONE] == 6
    assert {Change.FIGURE, Change.NEGATION, Change.FORCE, Change.ROLE, Change.WORD} <= set(counts)


def test_a_mutated_sentence_stands_in_none_of_its_passages(made: tuple[Trial, ...]) -> None:
    """What is called wrong must be wrong."""
    wrong = [trial for trial in made if not trial.true]

    assert wrong
    assert not [t for t in wrong if any(t.sentence in passage for passage in t.passages)]


def test_the_same_library_gives_the_same_trials(tmp_path: Path, made: tuple[Trial, ...]) -> None:
    """A figure can be measured again."""
    assert trials(read_library([tmp_path])[0]) == made
