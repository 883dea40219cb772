"""A role says what its siblings say: topics count, not the words of headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lint.model import Check, Severity
from tests.knowledge.lint.builders import checked, found

SECTIONS = {
    "Responsibilities": "- Guides ships through the harbour.",
    "Skills": "- Reads charts.",
    "KPIs and targets": "- Groundings are reported at once.",
    "What you may decide": "- You decide alone where a ship anchors.",
    "Experience and education": "- A master's certificate.",
}


def role(title: str, **renamed: str) -> str:
    """A document about a role; a section given an empty name is left out."""
    parts = [f"# {title}"]
    for heading, text in SECTIONS.items():
        name = renamed.get(heading.split()[0], heading)
        parts += [f"## {name}", text] if name else []
    return "\n\n".join(parts) + "\n"


SIBLINGS = {"sea.md": role("Sea Pilot"), "river.md": role("River Pilot")}


def test_a_topic_that_all_siblings_have_is_missed(tmp_path: Path) -> None:
    """One warning a role, which names every topic that it lacks."""
    files = SIBLINGS | {"dock.md": role("Dock Pilot", KPIs="", What="")}

    (problem,) = checked(tmp_path, files)

    assert problem.check is Check.MISSING_SECTION
    assert problem.severity is Severity.WARNING
    assert [place.document for place in problem.places] == ["dock.md"]
    assert "decision rights and targets" in problem.message


@pytest.mark.parametrize(
    "files",
    [
        {"dock.md": role("Dock Pilot", KPIs="How success is measured")},
        {"dock.md": role("Dock Pilot", KPIs="") + "\nKPIs: none are set for this role.\n"},
        {"dock.md": role("Dock Pilot", KPIs="") + "\nNo KPI targets are set for this role.\n"},
        {"dock.md": "# Dock Pilot\n\nGuides ships to the dock.\n"},
    ],
)
def test_other_words_a_plain_no_and_a_mere_mention_are_fine(
    tmp_path: Path, files: dict[str, str]
) -> None:
    """A document may say that there is none; and a note is no description."""
    assert found(checked(tmp_path, SIBLINGS | files), Check.MISSING_SECTION) == []


def test_one_sibling_alone_is_no_custom(tmp_path: Path) -> None:
    """With two documents, nobody can say which of them is as it should be."""
    files = {"sea.md": role("Sea Pilot"), "dock.md": role("Dock Pilot", KPIs="")}

    assert checked(tmp_path, files) == ()


def test_another_organisation_has_no_siblings_here(tmp_path: Path) -> None:
    """Its documents have their own shape."""
    ours = {path: f"---\norganisation: Northquay\n---\n{text}" for path, text in SIBLINGS.items()}
    theirs = f"---\norganisation: Southport\n---\n{role('Dock Pilot', KPIs='')}"

    assert checked(tmp_path, ours | {"dock.md": theirs}) == ()
