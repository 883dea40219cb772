"""A document says of itself whether it holds; the words about its work do not count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.reading_room import read_library
from knowledge.standing import Standing, State, standing

TODAY = date(2026, 6, 1)
DUTIES = "\n\n## Duties\n\n- Guides ships through the harbour.\n- Keeps the log.\n"


def of(folder: Path, text: str) -> Standing | None:
    """How a document with this text stands on `TODAY`."""
    (folder / "pilot.md").write_text(text, encoding="utf-8")
    library, _ = read_library([folder])
    return standing(library.documents[0], TODAY)


@pytest.mark.parametrize(
    ("opening", "state"),
    [
        ("Status: superseded", State.SUPERSEDED),
        ("Status: Archived", State.SUPERSEDED),
        ("SUPERSEDED. See the new charter.", State.SUPERSEDED),
        ("Superseded by pilots-2026.md.", State.SUPERSEDED),
        ("Version 3. This profile was replaced on 2 May 2025 by a new one.", State.SUPERSEDED),
        ("This document is no longer valid.", State.SUPERSEDED),
        ("This page is kept for reference only.", State.SUPERSEDED),
        ("Status: draft for consultation", State.DRAFT),
        ("DRAFT v0.3", State.DRAFT),
        ("Draft for comment, not yet adopted.", State.DRAFT),
        ("This document is still a draft.", State.DRAFT),
        ("Review due: 2024-03-01", State.OVERDUE),
        ("Next review: March 2026", State.OVERDUE),
        ("Valid until 31/12/2025", State.OVERDUE),
        ("Owner: Pilotage. Next review: Q1 2026", State.OVERDUE),
        ("Owner: Pilotage · Last reviewed 4 May 2024", State.UNREVIEWED),
        ("Last review: 2021", State.UNREVIEWED),
    ],
)
def test_a_document_that_does_not_simply_hold_says_so(
    tmp_path: Path, opening: str, state: State
) -> None:
    """The clause that says it is given, so that it can be quoted."""
    found = of(tmp_path, f"# Sea Pilot\n\n{opening}{DUTIES}")

    assert found is not None
    assert found.state is state
    assert found.clause is not None
    assert found.says == found.clause.text
    assert found.says.strip(".") in opening or opening.strip(".") in found.says


@pytest.mark.parametrize(
    "opening",
    [
        "Status: in force",
        "Adopted in April 2019.",
        "Next review: May 2027",
        "Valid until 2026",
        "Last reviewed: 4 May 2025",
        "Last reviewed: 4 July 2024",
        "This version replaces the charter of 2019, which is no longer valid.",
        "The Sea Pilot archives drafts and reviews expired licences by 2020 rules.",
        "The old version may be thrown away.",
        "Draft the roster by Friday.",
        "Reviewed charts are replaced by the office.",
    ],
)
def test_a_document_that_holds_has_nothing_to_say(tmp_path: Path, opening: str) -> None:
    """Old documents hold until they say otherwise, and work is not the document."""
    assert of(tmp_path, f"# Sea Pilot\n\n{opening}{DUTIES}") is None


def test_what_stands_among_the_duties_is_about_the_work(tmp_path: Path) -> None:
    """Only a document's beginning and end speak of the document."""
    duties = "\n".join(f"- Keeps log number {n}." for n in range(20))
    middle = f"# Sea Pilot\n\n{duties}\n\nStatus: draft\n\n{duties}\n"

    assert of(tmp_path, middle) is None
    assert of(tmp_path, f"# Sea Pilot\n\n{duties}\n\nStatus: draft\n") is not None


@pytest.mark.parametrize(
    ("front", "state"),
    [
        ("reviewed: 2023-05-04", State.UNREVIEWED),
        ("last_reviewed: 2023-05-04", State.UNREVIEWED),
        ("review_due: 2026-01-31", State.OVERDUE),
        ("status: draft", State.DRAFT),
        ("status: archived", State.SUPERSEDED),
        ("superseded_by: pilots.md", State.SUPERSEDED),
        ("deprecated: true", State.SUPERSEDED),
        ("draft: true", State.DRAFT),
    ],
)
def test_metadata_says_it_as_well(tmp_path: Path, front: str, state: State) -> None:
    """Front matter has no clause; what it says is given as `key: value`."""
    found = of(tmp_path, f"---\ntitle: Sea Pilot\n{front}\n---\n\n# Sea Pilot{DUTIES}")

    assert found is not None
    assert found.state is state
    assert found.clause is None
    assert found.says.partition(":")[2].strip()


@pytest.mark.parametrize(
    "front", ["reviewed: 2026-05-04", "status: in force", "draft: false", "modified: 2013-12-23"]
)
def test_metadata_of_a_document_that_holds(tmp_path: Path, front: str) -> None:
    """A file's own date is no review."""
    text = f"---\ntitle: Sea Pilot\n{front}\n---\n\n# Sea Pilot{DUTIES}"

    assert of(tmp_path, text) is None


def test_superseded_counts_more_than_an_old_date(tmp_path: Path) -> None:
    """Nobody has to review what no longer holds."""
    found = of(tmp_path, f"# Sea Pilot\n\nReview due: 2020-01-01\n\nStatus: superseded{DUTIES}")

    assert found is not None
    assert found.state is State.SUPERSEDED
