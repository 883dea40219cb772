"""Decision matrices are read in every usual layout and format."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import Workbook

from tests.knowledge.decision_rights.builders import RightsIn, of, only, told

RACI = """Decision,Station Manager,Shift Lead,Safety Officer,Plant Director,Crew Lead
Restart a unit,A,R,C,I,
"""


def workbook(rows: list[list[str]], title: str) -> bytes:
    """An .xlsx file with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(rows: list[list[str]], heading: str) -> bytes:
    """A .docx file with one table under a heading."""
    doc = Document()
    doc.add_heading(heading, 1)
    table = doc.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def test_in_a_raci_matrix_the_accountable_one_decides(rights_in: RightsIn) -> None:
    """R carries out after approval, C is heard, I is told, a blank has no part."""
    rights = rights_in({"raci.csv": RACI})

    by_holder = {right.holder: told(right) for right in rights}
    assert by_holder == {
        "Station Manager": ("independent", "decides", ""),
        "Shift Lead": ("manager_approval", "performs", "Station Manager"),
        "Safety Officer": ("recommend_only", "consulted", "Station Manager"),
        "Plant Director": ("not_authorized", "informed", "Station Manager"),
        "Crew Lead": ("not_authorized", "excluded", "Station Manager"),
    }
    assert {right.action for right in rights} == {"Restart a unit"}


def test_letters_mean_what_their_own_table_says(rights_in: RightsIn) -> None:
    """The same letters mean other things in DACI and in RAPID: the set of letters tells."""
    rights = rights_in({
        "daci.csv": "Decision,Unit Manager,Vice President,Legal Counsel\nNew price,D,A,C\n",
        "rapid.csv": (
            "Decision,Unit Manager,Vice President,Legal Counsel,Board\nNew plant,R,A,I,D\n"
            "Old plant,P,R,A,D\n"
        ),
    })  # fmt: skip

    assert told(only(rights, "Unit Manager", "new price")) == (
        "recommend_only", "proposes", "Vice President")  # fmt: skip
    assert told(only(rights, "Vice President", "new price"))[0] == "independent"
    assert told(only(rights, "Vice President", "new plant")) == (
        "recommend_only", "agrees", "Board")  # fmt: skip
    assert told(only(rights, "Legal Counsel", "new plant"))[1] == "consulted"
    assert told(only(rights, "Board", "new plant")) == ("independent", "decides", "")
    assert told(only(rights, "Unit Manager", "old plant"))[:2] == ("not_authorized", "performs")


def test_a_legend_goes_before_the_set_of_letters(rights_in: RightsIn) -> None:
    """Where the table explains `A` as approving, that is what it means."""
    rights = rights_in({"matrix.md": """# Who decides

R = Recommends, A = Approves, S = Signs off as second

| Decision | Unit Manager | Site Director |
| --- | --- | --- |
| New shift plan | R | A |
"""})  # fmt: skip

    assert told(only(rights, "Unit Manager", "shift plan"))[:2] == ("recommend_only", "proposes")
    assert told(only(rights, "Site Director", "shift plan"))[:2] == ("independent", "decides")


def test_a_workbook_s_spanning_header_is_not_the_header(rights_in: RightsIn) -> None:
    """The row under the group names has the holders."""
    rights = rights_in({"matrix.xlsx": workbook([
        ["No.", "Decision", "Station", "Station", "Remarks"],
        ["No.", "Decision", "Shift Lead", "Plant Manager", "Remarks"],
        ["1", "Trip a unit", "A/R", "I", "Log it"],
        ["2", "Restart a unit", "R", "A", ""],
    ], "RACI")})  # fmt: skip

    assert told(only(rights, "Shift Lead", "trip")) == ("independent", "decides", "")
    assert told(only(rights, "Shift Lead", "restart"))[::2] == ("manager_approval", "Plant Manager")
    assert only(rights, "Shift Lead", "trip").condition == "Log it"


def test_amounts_under_roles_are_their_limits(rights_in: RightsIn) -> None:
    """Beyond its own limit a role needs the next one that decides."""
    rights = rights_in({"limits.docx": document([
        ["Decision", "Team Lead", "Department Head", "Managing Director"],
        ["Purchase of equipment", "up to €5,000", "up to €50,000", "no limit"],
        ["Write-offs", "–", "up to €1,000", "up to €20,000"],
    ], "Delegation of authority")})  # fmt: skip

    alone, needs = of(rights, "Team Lead", "purchase")
    assert alone.limit
    assert needs.limit
    assert (alone.level, alone.limit.up_to, alone.limit.unit) == ("independent", 5000, "EUR")
    assert (needs.approver, needs.limit.over, needs.limit.up_to) == (
        "Department Head",
        5000,
        50_000,
    )
    assert only(rights, "Team Lead", "write-offs").level == "not_authorized"


def test_names_in_the_cells_are_holders(rights_in: RightsIn) -> None:
    """`Driver`, `Approver` and the like name the part, the cells name who has it."""
    rights = rights_in({"daci.html": """<h1>Who decides</h1><table>
<tr><th>Decision</th><th>Driver</th><th>Approver</th><th>Contributors</th><th>Informed</th></tr>
<tr><td>Opening hours</td><td>Ward Manager</td><td>Chief Nurse</td>
<td>Head Porter, Head Cook</td><td>Night Porter</td></tr></table>"""})  # fmt: skip

    assert {right.holder: told(right) for right in rights} == {
        "Chief Nurse": ("independent", "decides", ""),
        "Ward Manager": ("recommend_only", "proposes", "Chief Nurse"),
        "Head Porter": ("recommend_only", "consulted", "Chief Nurse"),
        "Head Cook": ("recommend_only", "consulted", "Chief Nurse"),
        "Night Porter": ("not_authorized", "informed", "Chief Nurse"),
    }


def test_each_band_has_its_own_decider(rights_in: RightsIn) -> None:
    """Whoever decides in one band needs the next band's decider there."""
    rights = rights_in({"money.md": """# Money: who decides

| Amount | For | Who says yes |
| --- | --- | --- |
| up to and including USD 250 | hardware | Site Manager |
| above USD 250, up to USD 2,000 | hardware | Finance Director |
| above USD 2,000 | hardware | Board |
"""})  # fmt: skip

    own, needs = of(rights, "Site Manager", "hardware")
    assert own.limit
    assert needs.limit
    assert (own.level, own.limit.up_to) == ("independent", 250)
    assert (needs.approver, needs.limit.over, needs.limit.up_to) == ("Finance Director", 250, 2000)
    assert [right.limit.over for right in of(rights, "Board") if right.limit] == [2000]


def test_a_scheme_with_a_row_for_each_role_says_who_is_above(rights_in: RightsIn) -> None:
    """The role above decides beyond the limit, but no further than its own line allows."""
    rights = rights_in({"scheme.csv": (
        "Ref,Decision,Role,Limit (£),Conditions,Above the limit\n"
        "F1,Order for goods,Site Officer,£500,In the budget,Senior Officer\n"
        'F1,Order for goods,Senior Officer,"£5,000",In the budget,Chief Executive\n'
        "F2,Travel,Site Officer,none,,Senior Officer\n"
    )})  # fmt: skip

    own, needs = of(rights, "Site Officer", "order")
    assert own.limit
    assert needs.limit
    assert (own.limit.up_to, own.condition) == (500, "In the budget")
    assert (told(needs)[::2], needs.limit.over) == (("manager_approval", "Senior Officer"), 500)
    highest = [r.limit.up_to for r in of(rights, "Senior Officer", "order")
               if r.level == "independent" and r.limit]  # fmt: skip
    assert max(highest, key=lambda up_to: up_to or 0) == 5000
    assert None not in highest
    assert told(only(rights, "Site Officer", "travel"))[::2] == (
        "manager_approval", "Senior Officer")  # fmt: skip


def test_you_among_the_columns_is_the_document_s_role(rights_in: RightsIn) -> None:
    """A role's own document speaks to its reader, in the matrix as in the text."""
    rights = rights_in({"technician.md": """# Laboratory Technician

You look after the laboratory.

## Who decides

| Decision | You | Laboratory Manager | Dean |
| --- | --- | --- | --- |
| Order glass | decides | – | – |
| New bench | asks | decides | is told |
"""})  # fmt: skip

    assert told(only(rights, "Laboratory Technician", "glass")) == ("independent", "decides", "")
    assert told(only(rights, "Laboratory Technician", "bench"))[::2] == (
        "manager_approval", "Laboratory Manager")  # fmt: skip


def test_approving_is_not_signing(rights_in: RightsIn) -> None:
    """`May approve but not sign` gives one right and withholds the other."""
    rights = rights_in({"contracts.csv": (
        "Role,Kind of contract,Contract value (EUR),Authority,Approval or second signature\n"
        'Plant Manager,Services,"5,001–50,000",May approve but not sign,Buying Lead signs\n'
        'Buying Lead,Services,"5,001–50,000",May sign but not approve,Plant Manager approves\n'
        'Shift Lead,Services,"up to 5,000",May request,Plant Manager approves\n'
    )})  # fmt: skip

    signing, approving = of(rights, "Plant Manager")
    assert (signing.action, signing.level) == ("sign Services", "not_authorized")
    assert (approving.action, approving.level) == ("Services", "independent")
    assert approving.limit
    assert (approving.limit.over, approving.limit.up_to, approving.limit.unit) == (
        5000,
        50_000,
        "EUR",
    )
    assert [r.level.value for r in of(rights, "Buying Lead")] == ["independent", "not_authorized"]
    assert told(only(rights, "Shift Lead")) == ("manager_approval", "proposes", "Plant Manager")


@pytest.mark.parametrize(
    "table",
    [
        "| Measure | Target | Frequency |\n| --- | --- | --- |\n| Uptime | 99% | monthly |\n",
        "| Round | Site Lead | Crew Lead |\n| --- | --- | --- |\n| Talk | yes | no |\n",
        "| Tool | Use | Adoption |\n| --- | --- | --- |\n| Pump | Water | Common |\n",
    ],
)
def test_a_table_about_something_else_is_no_matrix(rights_in: RightsIn, table: str) -> None:
    """Targets, tools and interview plans give nobody a right."""
    rights = rights_in(
        {"lead.md": f"# Site Lead\n\n## Facts\n\nShort.\n\n## How we interview\n\n{table}"}
    )

    assert not rights


DECISIONS = """Decision,Site Clerk,Site Engineer,Site Manager,Site Director
New tool,Proposes,–,Approves,–
New method,Proposes,Recommends,–,Approves
New plan,Proposes,–,Consulted,Decides
New post,Consulted,–,Decides,Approves
Payment,Confirms the bill,–,Decides,–
"""


def test_a_proposal_that_is_approved_needs_that_approval(rights_in: RightsIn) -> None:
    """`Proposes` beside `Approves` asks for leave; beside `Decides` it is no more than a voice."""
    rights = rights_in({"decisions.csv": DECISIONS})

    assert told(only(rights, "Site Clerk", "tool")) == (
        "manager_approval", "proposes", "Site Manager")  # fmt: skip
    assert only(rights, "Site Engineer", "method").level == "recommend_only"
    assert only(rights, "Site Clerk", "plan").level == "recommend_only"


def test_who_decides_where_another_approves_needs_that_approval(rights_in: RightsIn) -> None:
    """Nobody proposes there, so it is the decision itself that is approved."""
    rights = rights_in({"decisions.csv": DECISIONS})

    assert told(only(rights, "Site Manager", "post")) == (
        "manager_approval", "decides", "Site Director")  # fmt: skip
    assert only(rights, "Site Director", "post").level == "independent"


def test_another_part_beside_a_decider_is_no_right(rights_in: RightsIn) -> None:
    """Words that are no say of their own leave the decision with whoever decides."""
    right = only(rights_in({"decisions.csv": DECISIONS}), "Site Clerk", "payment")

    assert (told(right)[::2], right.condition) == (
        ("not_authorized", "Site Manager"),
        "Confirms the bill",
    )


def test_a_short_column_is_one_of_the_row_s_roles(rights_in: RightsIn) -> None:
    """`Associate` over a column means the document's associate."""
    rights = rights_in({"grades.md": """# Content designer grades

## Associate content designer

You write pages.

## Lead content designer

You lead.

## Who decides

| Type of change | Associate | Lead |
| --- | --- | --- |
| New page | with review | alone |
"""})  # fmt: skip

    by_role = {right.role: right.level.value for right in rights}
    assert by_role["associate-content-designer"] == "team_approval"
    assert by_role["lead-content-designer"] == "independent"


def test_a_band_in_a_column_of_its_own_bounds_every_role_s_right(rights_in: RightsIn) -> None:
    """With roles as columns the amount may stand beside the matter, not in its name."""
    rights = rights_in({"limits.csv": """Matter,Amount,Archive Clerk,Archive Manager,Conditions
Buying boxes,up to €400,Approves,Informed,Two quotes
Buying boxes,above €400 up to €2000,Proposes,Approves,
Buying boxes,more than €2000,-,Proposes,Board of Trustees approves
"""})  # fmt: skip

    clerk, asks = of(rights, "Archive Clerk", "boxes")[:2]
    assert (clerk.level.value, clerk.limit and clerk.limit.up_to) == ("independent", 400)
    assert asks.level.value == "manager_approval"
    assert asks.limit
    assert asks.limit.covers(1000)
    assert not asks.limit.covers(3000)
    board = only(rights, "Board of Trustees", "boxes")
    assert board.limit
    assert not board.limit.covers(1500)
