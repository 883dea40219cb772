"""Roles that are only columns, rows or cells of tables are found, and have their rows and cells."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from knowledge.model import Library
from knowledge.reading_room import read_library

Table = Sequence[Sequence[str]]

RACI: Table = (
    ("Decision", "Plant Manager", "Maintenance Planner", "Safety Officer", "Remarks"),
    ("Trip a unit", "A", "I", "C", ""),
    ("Order spares", "I", "A/R", "", "Framework only"),
    ("Stop a job", "I", "R", "A", ""),
)


def library(folder: Path, files: Mapping[str, str | bytes]) -> Library:
    """The library of these files, all of which can be read."""
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    found, errors = read_library([folder])
    assert errors == ()
    return found


def titles(found: Library) -> list[str]:
    """The roles' titles."""
    return sorted(role.title for role in found.roles)


def owners(found: Library) -> dict[str, tuple[str, ...]]:
    """Whose each clause is, by its text."""
    return {clause.text: clause.roles for each in found.documents for clause in each.clauses}


def written(table: Table, suffix: str) -> bytes:
    """A table as a file of the format."""
    if suffix == "csv":
        return "\n".join(";".join(line) for line in table).encode()
    if suffix == "md":
        lines = ["| " + " | ".join(line) + " |" for line in table]
        return "\n".join([lines[0], "|---" * len(table[0]) + "|", *lines[1:]]).encode()
    if suffix == "html":
        body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in line) + "</tr>" for line in table)
        return f"<h1>Who decides</h1><table>{body}</table>".encode()
    file = io.BytesIO()
    if suffix == "xlsx":
        book = Workbook()
        for line in table:
            assert book.active
            book.active.append([cell or None for cell in line])
        book.save(file)
    else:
        paper = docx.Document()
        drawn = paper.add_table(len(table), len(table[0]))
        for y, line in enumerate(table):
            for x, cell in enumerate(line):
                drawn.cell(y, x).text = cell
        paper.save(file)
    return file.getvalue()


@pytest.mark.parametrize("suffix", ["csv", "md", "html", "xlsx", "docx"])
def test_the_columns_of_a_matrix_are_roles_in_any_format(tmp_path: Path, suffix: str) -> None:
    """A row of letters speaks of all of them, whoever has a part in it."""
    found = library(tmp_path, {f"who-decides.{suffix}": written(RACI, suffix)})
    assert titles(found) == ["Maintenance Planner", "Plant Manager", "Safety Officer"]
    everybody = ("plant-manager", "maintenance-planner", "safety-officer")
    rows = [c for d in found.documents for c in d.clauses if c.cells]
    assert [row.roles for row in rows] == [everybody] * 3
    assert {row.columns for row in rows} == {RACI[0]}


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (
            [
                ("Role", "Kind of contract", "Value", "Authority"),
                ("Plant Manager", "Goods", "up to 5,000", "May approve"),
                ("Plant Manager", "Goods", "over 5,000", "May propose"),
                ("Procurement Lead", "Goods", "over 5,000", "May sign"),
            ],
            ["Plant Manager", "Procurement Lead"],
        ),
        (
            [
                ("Ref", "Decision", "Post", "Limit", "Referred to"),
                ("F1", "Orders", "Planning Officer", "£500", "Head of Place"),
                ("F2", "Refunds", "Planning Officer", "£50", "Audit Committee"),
            ],
            ["Audit Committee", "Head of Place", "Planning Officer"],
        ),
        (
            [
                ("Authority", "Limit"),
                ("Plant Manager", "up to 5,000"),
                ("Managing Director", "any amount"),
            ],
            ["Managing Director", "Plant Manager"],
        ),
        (
            [
                ("Amount", "For", "Who decides"),
                ("up to 250", "test hardware", "the Release Manager alone"),
                ("above 250", "any purpose", "Project Board"),
            ],
            ["Project Board", "Release Manager"],
        ),
    ],
)
def test_a_delegation_names_its_roles_in_a_column(
    tmp_path: Path, table: Table, known: list[str]
) -> None:
    """Under `Role`, `Post` or `Authority`, and those who decide or are above."""
    assert titles(library(tmp_path, {"delegation.csv": written(table, "csv")})) == known


def test_a_row_is_about_the_role_in_it_and_those_above_who_have_no_row(tmp_path: Path) -> None:
    """Whoever has rows of their own needs none of another's."""
    table = [
        ("Ref", "Decision", "Post", "Limit", "Above the limit"),
        ("F1", "Orders", "Planning Officer", "£500", "Place Manager"),
        ("F1", "Orders", "Place Manager", "£900", "Audit Committee"),
    ]
    found = owners(library(tmp_path, {"scheme.csv": written(table, "csv")}))
    assert [*found.values()] == [("planning-officer",), ("place-manager", "audit-committee")]


def test_parts_in_a_decision_are_no_roles_but_those_in_their_cells_are(tmp_path: Path) -> None:
    """A body counts where it decides, not where it is heard."""
    table = [
        ("Decision", "Driver", "Approver", "Contributors", "Informed"),
        ("Opening hours", "Practice Manager", "Clinic Board", "Patient Group, Lead Nurse", "all"),
        ("Uniforms", "Lead Nurse", "Practice Manager", "Receptionists", "Staff Committee"),
    ]
    found = library(tmp_path, {"decisions.md": written(table, "md")})
    assert titles(found) == ["Clinic Board", "Lead Nurse", "Practice Manager", "Receptionist"]
    assert set(owners(found).values()) == {()}  # each row tells every role who decides


def test_parts_that_documents_describe_as_roles_are_roles(tmp_path: Path) -> None:
    """`Contributor` may be a person's title."""
    parts = "# Roles\n\n## Contributor\n\n- Sends patches\n\n## Maintainers\n\n- Merge them\n\n"
    table = [("Step", "Contributor", "Maintainer"), ("Patch", "A", "I"), ("Merge", "I", "A")]
    found = library(tmp_path, {"roles.md": parts, "steps.csv": written(table, "csv")})
    assert titles(found) == ["Contributor", "Maintainer"]
    assert owners(found)["Merge | I | A"] == ("contributor", "maintainer")


def test_headings_that_explain_parts_are_no_roles(tmp_path: Path) -> None:
    """`Driver` beside `Approver` is a scheme, and a document that explains it divides nobody."""
    text = "# DACI\n\n## Driver\n\n- Drives\n\n## Approver\n\n- Decides\n\n## Informed\n\n- Hears\n"
    assert titles(library(tmp_path, {"daci.md": text})) == []


def test_bodies_and_departments_are_roles_where_a_matrix_lets_them_decide(tmp_path: Path) -> None:
    """Whoever is only asked or told is none."""
    table = [
        (
            "Decision",
            "Plant Manager",
            "Safety Officer",
            "Works Council",
            "Finance",
            "Board",
            "Legal",
        ),
        ("Budget", "R", "I", "C", "C", "A", "C"),
        ("Payment", "I", "I", "", "A", "", ""),
    ]
    found = library(tmp_path, {"raci.csv": written(table, "csv")})
    assert titles(found) == ["Board", "Finance", "Plant Manager", "Safety Officer"]


def test_a_ladder_s_levels_are_roles_and_each_cell_is_its_level_s(tmp_path: Path) -> None:
    """Also under a header of two rows, and not the manager whom the prose keeps naming."""
    text = (
        "<h1>Engineering ladder</h1><p>The Engineering Manager decides on raises. Ask the"
        " Engineering Manager.</p><table><thead>"
        "<tr><th rowspan=2 colspan=2></th><th colspan=3>Level</th></tr>"
        "<tr><th>Engineer I</th><th>Engineer II</th><th>Staff Engineer</th></tr></thead>"
        "<tr><th rowspan=2>Your say</th><th>Spending</th><td>Nothing of their own</td>"
        "<td>Up to £5 a month</td><td>Up to £50 a month</td></tr>"
        "<tr><th>Releases</th><td>Watches others release them</td><td colspan=2>Releases on any day"
        "</td></tr></table>"
    )
    found = library(tmp_path, {"ladder.html": text})
    assert titles(found) == ["Engineer I", "Engineer II", "Staff Engineer"]
    cells = [c for d in found.documents for c in d.clauses if c.lead]
    assert [(cell.lead, cell.text, cell.roles) for cell in cells[:2]] == [
        ("Your say – Spending", "Nothing of their own", ("engineer-i",)),
        ("Your say – Spending", "Up to £5 a month", ("engineer-ii",)),
    ]
    assert [cell.roles for cell in cells[-2:]] == [("engineer-ii",), ("staff-engineer",)]


def test_a_ladder_may_have_a_row_for_each_level(tmp_path: Path) -> None:
    """Its code is an alias."""
    table = [
        ("Level", "Title", "Scope"),
        ("L1", "Engineer I", "a mast"),
        ("L2", "Engineer II", "a ship"),
    ]
    found = library(tmp_path, {"ladder.csv": written(table, "csv")})
    assert [(role.title, role.aliases) for role in found.roles] == [
        ("Engineer I", ("L1",)),
        ("Engineer II", ("L2",)),
    ]
    assert owners(found)["L2 | Engineer II | a ship"] == ("engineer-ii",)


def test_levels_of_skills_are_no_roles(tmp_path: Path) -> None:
    """`Expert` says how well, not who."""
    table = [("Skill", "Level"), ("Knots", "Expert"), ("Sails", "Practitioner")]
    assert titles(library(tmp_path, {"skills.csv": written(table, "csv")})) == []


def test_a_column_may_name_a_role_by_the_words_that_its_document_leaves(tmp_path: Path) -> None:
    """`Lead` beside a Content Designer and a Lead Content Designer is the latter."""
    text = (
        "# Designers\n\n| Change | Associate | Content designer | Lead |\n|---|---|---|---|\n"
        "| Typo | alone | alone | alone |\n\n## Associate content designer\n\n- Updates\n\n"
        "## Content designer\n\n- Shapes\n\n## Lead content designer\n\n- Leads\n"
    )
    found = library(tmp_path, {"grades.md": text})
    assert len(found.roles) == 3
    assert owners(found)["Typo | alone | alone | alone"] == tuple(role.id for role in found.roles)


def test_columns_of_initials_are_the_roles_that_the_legend_spells_out(tmp_path: Path) -> None:
    """They are aliases then."""
    text = (
        "# Who decides\n\n"
        "| Decision | PM | SO |\n|---|---|---|\n| Trip | A | I |\n| Stop | I | A |\n"
        "\nPM: Plant Manager; SO: Safety Officer\n"
    )
    assert titles(library(tmp_path, {"raci.md": text})) == ["Plant Manager", "Safety Officer"]


def test_the_reader_of_a_role_s_document_is_a_column_of_its_tables(tmp_path: Path) -> None:
    """`You` is the document's own role."""
    text = (
        "# Ward Clerk\n\n## Decisions\n\n| Matter | You | Ward Manager | Chief Nurse |\n"
        "|---|---|---|---|\n| Paper | decides | – | – |\n| Beds | asks | decides | is told |\n"
    )
    found = owners(library(tmp_path, {"clerk.md": text}))
    assert found["Paper | decides | – | –"] == ("ward-clerk", "ward-manager", "chief-nurse")


def test_partners_in_a_role_s_document_stay_that_role_s_rows(tmp_path: Path) -> None:
    """What a Ward Clerk does with the Porter is told of the Ward Clerk."""
    text = "# Ward Clerk\n\n| With | About |\n|---|---|\n| Porter | beds |\n| Matron | leave |\n"
    found = library(tmp_path, {"clerk.md": text, "porter.md": "# Porter\n\n- Moves beds\n"})
    assert owners(found)["Porter | beds"] == ("ward-clerk",)
    assert titles(found) == ["Porter", "Ward Clerk"]


def test_a_remark_beside_wordy_columns_is_kept_for_all_of_them(tmp_path: Path) -> None:
    """It holds whoever decides."""
    table = [
        ("Matter", "Harbour Pilot", "Tug Engineer", "Condition"),
        ("Berthing", "Guides the ship in", "Keeps the engine low", "In daylight only"),
    ]
    found = library(tmp_path, {"a.md": written([*table, table[1]], "md")})
    assert owners(found)["In daylight only"] == ("harbour-pilot", "tug-engineer")
    assert "Matter" not in titles(found)


def test_bands_of_money_as_columns_name_who_decides(tmp_path: Path) -> None:
    """The deciders of each band are in its cells."""
    table = [
        ("Transaction", "Up to €1k", "€1k–€10k", "Over €10k"),
        ("Consumables", "Terminal Supervisor", "Terminal Manager", "Board of Directors"),
        ("Repairs", "Chief Engineer", "Terminal Manager", "Managing Director"),
    ]
    assert titles(library(tmp_path, {"doa.csv": written(table, "csv")})) == [
        "Board of Directors",
        "Chief Engineer",
        "Managing Director",
        "Terminal Manager",
        "Terminal Supervisor",
    ]


@pytest.mark.parametrize(
    ("steps", "known"),
    [
        (("L1", "L2"), ["Data Analyst L1", "Data Analyst L2"]),
        (("Junior", "Senior"), ["Junior Data Analyst", "Senior Data Analyst"]),
    ],
)
def test_a_ladder_s_title_tells_whose_steps_its_columns_are(
    tmp_path: Path, steps: tuple[str, str], known: list[str]
) -> None:
    """What stands around the table holds for all of them."""
    text = (
        f"# Data Analyst career levels\n\nAsk your lead.\n\n| | {steps[0]} | {steps[1]} |\n"
        "|---|---|---|\n| Spending | nothing without asking | up to 200 euros a month |\n"
    )
    found = library(tmp_path, {"levels.md": text})
    assert titles(found) == known
    assert owners(found)["Ask your lead."] == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "who.md": written(
                    (("Matter", "Miller", "Oven Hand"), ("Stone", "A", "I"), ("Rye", "C", "A")),
                    "md",
                )
            },
            ["Miller", "Oven Hand"],
        ),
        (
            {"limits.csv": "Role,May spend,Note\nMiller,£400,-\nDressmaker,£80,-\n"},
            ["Dressmaker", "Miller"],
        ),
        ({"stock.csv": "Item,Spinner,Cutter\nSteel,40,12\nWire,2,9\n"}, []),
    ],
)
def test_trades_are_roles_of_a_table_that_says_so(
    tmp_path: Path, files: Mapping[str, str | bytes], expected: list[str]
) -> None:
    """As columns that decide, or under `Role`; machines that end alike are none."""
    assert titles(library(tmp_path, files)) == expected


def test_a_column_may_say_what_its_holder_does(tmp_path: Path) -> None:
    """The title is what stands before that."""
    table = (
        ("Matter", "Miller Lead decides up to", "Bakery Manager may approve"),
        ("Flour", "€200", "€900"),
        ("Yeast", "€20", "€90"),
    )
    found = library(tmp_path, {"limits.csv": written(table, "csv")})
    assert titles(found) == ["Bakery Manager", "Miller Lead"]
    assert set(owners(found).values()) == {("miller-lead", "bakery-manager")}
