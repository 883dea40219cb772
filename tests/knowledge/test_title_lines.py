"""A document's role stands at its top, in one of many layouts; who it reports to is never its."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.reading_room import read_library
from knowledge.title_lines import first_title, line_title

PROSE = (
    "\n\nWHAT THE WORK IS\n\nYou keep the lamps. You report to the Harbour Master. The Harbour "
    "Manager pays for oil.\nThe Harbour Manager signs. Ask the Harbour Manager first.\n"
    "\nTASKS\n\n- Trims the wicks.\n- Winds the clock.\n"
)


def owners(folder: Path, name: str, text: str) -> tuple[list[str], set[tuple[str, ...]]]:
    """The titles of the roles of one document, and whose its clauses are."""
    (folder / name).write_text(text, encoding="utf-8")
    found, errors = read_library([folder])
    assert errors == ()
    clauses = found.documents[0].clauses
    return [role.title for role in found.roles], {clause.roles for clause in clauses}


@pytest.mark.parametrize(
    "top",
    [
        "JOB DESCRIPTION\nNight Porter\nNorth pier, lamps 1 to 12 and the bell",
        "QUAY TRUST LIMITED\nStatement of duties: Night Porter\nWords in capitals bind.",
        "QUAY TRUST\nNIGHT PORTER",
        "QUAY TRUST\nNight Porter",
        "NIGHT PORTER\n============",
        "Quay Trust\n\nNight Porter\n------------",
        "Role: Night Porter\nDepartment: Lights\nGrade: 4",
        "Night Porter - Job Description",
        "JOB DESCRIPTION – NIGHT PORTER",
        "Job specification for the Night Porter\nLights",
        "QT-JD-17: Night Porter\nIssued by the office",
        "Post Standard 17: Night Porter",
        "Quay Trust Ltd\nRef. QT/17\n3 May 2024\nLights Department\nNight Porter",
        "Quay Trust Ltd\n\nQT/17\n\n3 May 2024\n\nLights Department\n\nNight Porter",
        "Job Title\nNight Porter\n\nDepartment\nLights\n\nReports to\nHarbour Manager",
        "JOB TITLE:\nNight Porter\nREPORTS TO:\nHarbour Manager",
        "JOB DESCRIPTION\nReports to\nHarbour Manager\nPost: Night Porter",
        "Nachtpförtner / Night Porter\nLichter",
        "Night Porter – Portier de nuit\nLumières",
    ],
)
def test_the_title_is_found_in_the_first_lines_of_plain_text(tmp_path: Path, top: str) -> None:
    """Below a letterhead, a paper's name, a number or a date, with a fact below it."""
    assert owners(tmp_path, "a.txt", top + PROSE) == (["Night Porter"], {("night-porter",)})


@pytest.mark.parametrize(
    "title", ["Launch Coxswain", "Deputy Wharf Master", "Executive Lampkeeper"]
)
@pytest.mark.parametrize("top", ["QUAY TRUST\n{}", "PROFILE OF THE POST\n{}\nLights", "QT-9: {}"])
def test_a_trade_at_the_top_that_reports_to_somebody_is_the_role(
    tmp_path: Path, title: str, top: str
) -> None:
    """Though no list has its noun, and a usual title recurs in the prose."""
    assert owners(tmp_path, "a.txt", top.format(title) + PROSE)[0] == [title]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "![logo](logo.png)\n\n**Night Porter**\n\n## Tasks\n\n- Trims the wicks.\n"),
        ("a.md", "Quay Trust\n\nNight Porter\n\n## Tasks\n\n- Trims the wicks.\n"),
        ("a.html", "<h3>Quay Trust</h3><p>Night Porter</p><h2>Tasks</h2><p>Trims the wicks.</p>"),
    ],
)
def test_the_title_is_found_in_the_first_lines_of_a_page(
    tmp_path: Path, name: str, text: str
) -> None:
    """Whatever marks it there."""
    assert owners(tmp_path, name, text)[0] == ["Night Porter"]


@pytest.mark.parametrize(
    "prose",
    [
        "You report to the Harbour Manager. The Harbour Manager signs. The Harbour Manager pays.",
        "Work is led by the Harbour Manager. The Harbour Manager pays. The Harbour Manager signs.",
        "Oil is had from the Harbour Manager. Tell the Harbour Manager. Ask the Harbour Manager.",
    ],
)
def test_prose_about_somebody_else_makes_no_role_of_them(tmp_path: Path, prose: str) -> None:
    """Where nothing says whose document it is, it is nobody's rather than the superior's."""
    assert owners(tmp_path, "a.md", f"# At the pier\n\n{prose}\n")[0] == []


def test_a_file_s_name_that_the_text_has_outweighs_who_recurs(tmp_path: Path) -> None:
    """The prose speaks of the other more often."""
    text = (
        "# At the pier\n\nThe night porter is last. The Harbour Manager signs. "
        "The Harbour Manager pays.\n"
    )
    assert owners(tmp_path, "night-porter.md", text)[0] == ["Night Porter"]


def test_others_to_whom_people_report_may_be_the_document_s_role(tmp_path: Path) -> None:
    """A manager's own document says who reports to them."""
    text = (
        "# At the pier\n\nThe Harbour Manager plans. Porters report to the Harbour Manager. "
        "The Harbour Manager pays.\n"
    )
    assert owners(tmp_path, "a.md", text)[0] == ["Harbour Manager"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Night Porter", "Night Porter"),
        ("Post description no. 7: Night Porter", "Night Porter"),
        ("HEAD OF LIGHTS", "Head of Lights"),
        ("Owner: Site Manager", ""),
        ("Approved by: Harbour Manager", ""),
        ("Lights Department", ""),
        ("Quay Trust Committee", ""),
    ],
)
def test_a_line_is_or_gives_a_title(line: str, title: str) -> None:
    """What another label introduces is somebody else; a body has no post."""
    assert line_title(line) == title


def test_a_title_is_looked_for_before_the_first_prose() -> None:
    """And not below a label that names somebody else."""
    prose = "This paper was written for everybody who works at the pier and beyond it."
    assert first_title(["Quay Trust", "Night Porter"]) == 1
    assert first_title([prose, "Night Porter"]) == -1
    assert first_title(["Approved by", "Harbour Manager", "Night Porter"]) == 2
    assert first_title([]) == -1
