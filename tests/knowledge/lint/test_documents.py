"""Documents that no longer hold, name their role differently, or describe none."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lint.model import Check, Severity
from tests.knowledge.lint.builders import checked, quotes

DUTIES = "\n\n## Duties\n\n- Guides ships through the harbour.\n"


@pytest.mark.parametrize(
    ("text", "check", "says"),
    [
        (f"# Sea Pilot\n\nReview due: 2024-03-01{DUTIES}", Check.STALE, "1 March 2024"),
        (f"# Sea Pilot\n\nLast reviewed: May 2023{DUTIES}", Check.STALE, "31 May 2023"),
        (f"# Sea Pilot\n\nStatus: draft{DUTIES}", Check.DRAFT, "draft"),
        (f"# Sea Pilot\n\nSuperseded by pilots.md{DUTIES}", Check.SUPERSEDED, "no longer holds"),
    ],
)
def test_what_a_document_says_of_itself_is_a_warning(
    tmp_path: Path, text: str, check: Check, says: str
) -> None:
    """It may still be true; its owner has to look."""
    (problem,) = checked(tmp_path, {"pilot.md": text})

    assert problem.check is check
    assert problem.severity is Severity.WARNING
    assert says in problem.message
    assert len(quotes(problem)) == 1


def test_one_role_with_two_levels_is_a_warning(tmp_path: Path) -> None:
    """Two documents of one role agree on its level."""
    files = {
        "pilot.md": f"---\ntitle: Sea Pilot\nlevel: P4\n---\n\n# Sea Pilot{DUTIES}",
        "pay.md": "---\ntitle: Sea Pilot\nlevel: P5\n---\n\n# Sea Pilot\n\n## Pay\n\n- Monthly.\n",
    }
    (problem,) = checked(tmp_path, files)

    assert problem.check is Check.ROLE_NAMES
    assert problem.severity is Severity.WARNING
    assert "P4" in problem.message
    assert "P5" in problem.message
    assert {place.document for place in problem.places} == {"pilot.md", "pay.md"}


def test_a_level_said_at_length_is_the_same_level(tmp_path: Path) -> None:
    """`Senior` and `Senior individual contributor` do not contradict each other."""
    files = {
        "pilot.md": f"---\ntitle: Sea Pilot\nlevel: Senior\n---\n\n# Sea Pilot{DUTIES}",
        "pay.md": "---\ntitle: Sea Pilot\nlevel: Senior individual contributor\n---\n\n# Sea Pilot"
        "\n\n## Pay\n\n- Monthly.\n",
    }
    assert checked(tmp_path, files) == ()


def test_one_job_code_with_two_titles_is_a_warning(tmp_path: Path) -> None:
    """The post was given a new title in one document, and the old one stayed in the other."""
    files = {
        "one.md": f"---\njob_code: PIL-310\n---\n\n# Sea Pilot{DUTIES}",
        "two.md": "---\njob_code: PIL-310\n---\n\n# Marine Adviser\n\n## Pay\n\n- Monthly.\n",
    }
    (problem,) = checked(tmp_path, files)

    assert problem.check is Check.ROLE_NAMES
    assert "“PIL-310” is the code of Sea Pilot and Marine Adviser." in problem.message


def test_a_document_without_a_role_is_only_noted(tmp_path: Path) -> None:
    """A glossary may well belong to the library."""
    files = {
        "pilot.md": f"# Sea Pilot{DUTIES}",
        "words.md": "# Words we use\n\n- Tide: the sea's rise and fall.\n",
    }
    (problem,) = checked(tmp_path, files)

    assert problem.check is Check.NO_ROLE
    assert problem.severity is Severity.INFO
    assert [place.document for place in problem.places] == ["words.md"]


def test_errors_come_first_and_then_the_order_of_documents(tmp_path: Path) -> None:
    """Whoever reads from the top reads what matters most."""
    files = {
        "a.md": f"# Sea Pilot\n\nStatus: draft{DUTIES}",
        "b.md": "# Words we use\n\n- Tide: the sea's rise and fall.\n",
        "c.md": "# Limits\n\n| Decision | Amount | Approver |\n|---|---|---|\n"
        "| Purchases | €1–€50 | Area Manager |\n| Purchases | €40–€90 | Finance Director |\n",
        "d.md": f"# Dock Pilot\n\nReview due: 2020-01-01{DUTIES}",
    }
    problems = checked(tmp_path, files)

    assert [problem.places[0].document for problem in problems] == ["c.md", "a.md", "d.md", "b.md"]
