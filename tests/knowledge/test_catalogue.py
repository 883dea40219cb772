"""Roles are found where documents name them: in titles, headings, columns, rows and keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from knowledge.catalogue import key_of, slug
from knowledge.model import Library
from knowledge.reading_room import read_library


def library(folder: Path, files: Mapping[str, str]) -> Library:
    """The library of these files, all of which can be read."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found, errors = read_library([folder])
    assert errors == ()
    return found


def titles(found: Library) -> list[str]:
    """The roles' titles."""
    return sorted(role.title for role in found.roles)


def owners(found: Library) -> dict[str, tuple[str, ...]]:
    """Whose each clause is, by its text."""
    return {clause.text: clause.roles for each in found.documents for clause in each.clauses}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Harbour Pilot\n\n- Guides ships\n"),
        ("a.md", "---\nrole: Harbour Pilot\n---\n# About the work\n\n- Guides ships\n"),
        (
            "a.md",
            "# Job description\n\n| Field | Value |\n|---|---|\n| Job title | Harbour Pilot |\n",
        ),
        ("harbour-pilot.md", "# About the work\n\n- Guides ships\n"),
        ("harbour-pilot/index.md", "# About the work\n\n- Guides ships\n"),
        ("a.txt", "What does a Harbour Pilot do?\n\nGuides ships through the harbour.\n"),
        (
            "a.txt",
            """1) Summary\n\nThe Harbour Pilot guides ships.\n
2) Limits\n\nAs a Harbour Pilot you stop in fog.\n""",
        ),
        ("a.txt", "Northquay\n\nJob description: Harbour Pilot\n\nGuides ships in.\n"),
        ("a.md", "# Handbook: Harbour Pilot\n\n- Guides ships\n"),
        ("a.md", "# Rule 7: The Harbour Pilot\n\n- Guides ships\n"),
        ("a.md", "# Harbour Pilot, Department of Ports\n\n- Guides ships\n"),
        ("a.html", "<title>Harbour Pilot | Northquay</title><h1>Work</h1><p>Guides ships in.</p>"),
    ],
)
def test_a_document_s_role_is_told_by_what_it_says_of_itself(
    tmp_path: Path, name: str, text: str
) -> None:
    """Front matter, a title, a title row, the file's name, or what its prose calls the role."""
    found = library(tmp_path, {name: text})
    assert titles(found) == ["Harbour Pilot"]
    assert set(owners(found).values()) == {("harbour-pilot",)}


def test_headings_divide_a_document_among_its_roles(tmp_path: Path) -> None:
    """What stands under a role's heading is that role's, its sub-sections too."""
    text = (
        "# Crew roles\n\nAll crew wear vests.\n\n"
        "## Harbour Pilot\n\n- Guides ships\n\n### Limits\n\n- 2 nm\n\n"
        "## Tug Engineer (TE)\n\n- Mends engines\n\n### Limits\n\n- 5 nm\n"
    )
    found = library(tmp_path, {"crew.md": text})
    assert titles(found) == ["Harbour Pilot", "Tug Engineer"]
    assert owners(found) == {
        "All crew wear vests.": (),
        "Guides ships": ("harbour-pilot",),
        "2 nm": ("harbour-pilot",),
        "Mends engines": ("tug-engineer",),
        "5 nm": ("tug-engineer",),
    }
    paths = [clause.path for clause in found.documents[0].clauses if clause.path[-1] == "Limits"]
    assert len(set(paths)) == 2


def test_themes_with_a_part_for_each_role_are_divided_too(tmp_path: Path) -> None:
    """The same role's parts under several themes all belong to it."""
    text = "# Ladder\n\n" + "\n\n".join(
        f"## {theme}\n\n### Junior Rigger Engineer\n\n- {theme} low\n\n"
        f"### Senior Rigger Engineer\n\n- {theme} high"
        for theme in ("Duties", "Limits")
    )
    found = owners(library(tmp_path, {"ladder.md": text}))
    assert found["Duties low"] == found["Limits low"] == ("junior-rigger-engineer",)
    assert found["Duties high"] == found["Limits high"] == ("senior-rigger-engineer",)


def test_wordy_columns_give_each_role_its_cells(tmp_path: Path) -> None:
    """A cell that speaks for itself is a clause of its role, led by the row's name."""
    text = (
        "# Who does what\n\n| Task | Harbour Pilot | Tug Engineer |\n|---|---|---|\n"
        "| Berthing | Guides the ship in slowly | Keeps the engine at half |\n"
        "| Fuel | Reports what is left on board | Orders and tests the fuel |\n"
    )
    found = library(tmp_path, {"matrix.md": text})
    assert titles(found) == ["Harbour Pilot", "Tug Engineer"]
    assert owners(found)["Orders and tests the fuel"] == ("tug-engineer",)
    leads = {clause.text: clause.lead for clause in found.documents[0].clauses}
    assert leads["Guides the ship in slowly"] == "Berthing"


def test_terse_columns_keep_their_rows_whole(tmp_path: Path) -> None:
    """`A` and `R` say nothing alone: the row belongs to all the roles in it."""
    text = (
        "# Who does what\n\n| Task | Harbour Pilot | Tug Engineer |\n|---|---|---|\n"
        "| Berthing | A | R |\n| Fuel | I | A |\n"
    )
    found = owners(library(tmp_path, {"raci.md": text}))
    assert found == {
        "Berthing | A | R": ("harbour-pilot", "tug-engineer"),
        "Fuel | I | A": ("harbour-pilot", "tug-engineer"),
    }


def test_rows_that_begin_with_a_role_s_name_are_about_that_role(tmp_path: Path) -> None:
    """A table of limits speaks of the roles that other documents describe."""
    found = library(
        tmp_path,
        {
            "limits.csv": "Role,Limit,Owner\nHarbour Pilot,2 nm,Ann\nTug Engineer,5 nm,Bob\n",
            "pilot.md": "# Harbour Pilot\n\n- Guides ships\n",
            "tug.md": "# Tug Engineer\n\n- Mends engines\n",
        },
    )
    assert owners(found)["Harbour Pilot | 2 nm | Ann"] == ("harbour-pilot",)
    assert owners(found)["Tug Engineer | 5 nm | Bob"] == ("tug-engineer",)


@pytest.mark.parametrize(
    "text",
    [
        "harbour_pilot:\n  duties:\n    - Guides ships\ntug_engineer:\n  duties:\n    - Mends it\n",
        """
roles:
  - title: Harbour Pilot
    duties:
      - Guides ships
  - title: Tug Engineer
    duties:
      - Mends it
""",
    ],
)
def test_keys_and_entries_of_data_divide_it_among_roles(tmp_path: Path, text: str) -> None:
    """A YAML key or a `title` names the role of what stands under it."""
    found = owners(library(tmp_path, {"crew.yaml": text}))
    assert found["Guides ships"] == ("harbour-pilot",)
    assert found["Mends it"] == ("tug-engineer",)


def test_one_role_may_have_several_files(tmp_path: Path) -> None:
    """They make one role, which carries what any of them says of it."""
    found = library(
        tmp_path,
        {
            "duties.md": "# Harbour Pilot\n\n## Duties\n\n- Guides ships\n",
            "pay.md": (
                "---\nrole: Harbour Pilot\naliases: HP, ship guide\nlevel: P2\nfamily: Nautical\n"
                "organisation: Northquay\n---\n# Pay and hours\n\n- Paid weekly\n"
            ),
        },
    )
    (role,) = found.roles
    assert role.documents == ("duties.md", "pay.md")
    assert role.aliases == ("P2", "HP", "ship guide")
    assert (role.level, role.family, role.organisation) == ("P2", "Nautical", "Northquay")


def test_two_documents_that_claim_the_same_role_both_belong_to_it(tmp_path: Path) -> None:
    """Neither is lost, each keeps a link of its own, and the later ones are reported."""
    (tmp_path / "new.md").write_text("# Harbour Pilot\n\n- Guides all ships\n")
    (tmp_path / "old.md").write_text("# Harbour Pilots\n\n- Guides ships\n")
    (tmp_path / "same.md").write_text("# Harbour Pilot\n\n- Guides tugs\n")
    found, errors = read_library([tmp_path])
    (role,) = found.roles
    assert role.documents == ("new.md", "old.md", "same.md")
    assert set(owners(found).values()) == {("harbour-pilot",)}
    assert len({document.slug for document in found.documents}) == 3
    assert [error.path for error in errors] == ["old.md", "same.md"]
    assert str(errors[0]) == (
        "old.md: describes the same role in the same sections as new.md; "
        "keep the one that holds, or give the roles different titles"
    )
    assert read_library([tmp_path], found)[1][1].path == "same.md"


def test_a_letterhead_that_several_documents_share_is_no_role(tmp_path: Path) -> None:
    """The name of a body above every document is the organisation's."""
    found = library(
        tmp_path,
        {
            f"{name}.md": f"# Northquay Harbour Council\n\n## {name}\n\n- Works here\n"
            for name in ("Harbour Pilot", "Tug Engineer")
        },
    )
    assert titles(found) == ["Harbour Pilot", "Tug Engineer"]


@pytest.mark.parametrize(
    "text",
    [
        "# Code of conduct\n\n- Be kind to each other\n",
        "# Team\n\n## Works with the pilot\n\n- Daily\n\n## Reports to the master\n\n- Weekly\n",
    ],
)
def test_a_document_without_a_role_holds_for_nobody_alone(tmp_path: Path, text: str) -> None:
    """Its clauses name no role."""
    found = library(tmp_path, {"conduct.md": text})
    assert found.roles == ()
    assert set(owners(found).values()) == {()}


def test_headings_about_stakeholders_are_not_taken_for_roles(tmp_path: Path) -> None:
    """Under a heading such as `Works with`, titles name others, not parts of the library."""
    text = (
        "# Harbour Pilot\n\n## Duties\n\n- Guides ships\n\n## Stakeholders\n\n"
        "### Harbour Master\n\n- Daily talks\n\n### Tower Officer\n\n- Radio\n"
    )
    assert titles(library(tmp_path, {"pilot.md": text})) == ["Harbour Pilot"]


def test_an_abbreviation_in_brackets_is_an_alias(tmp_path: Path) -> None:
    """As the text introduces it."""
    text = "# Harbour Pilot\n\nThe Harbour Pilot (HP) guides ships. Every HP holds a licence.\n"
    (role,) = library(tmp_path, {"pilot.md": text}).roles
    assert "HP" in role.aliases


def test_a_title_in_the_plural_is_an_alias_of_the_one_in_the_singular(tmp_path: Path) -> None:
    """Wherever it is first met, the superseded charter for one; themes beside it are no roles."""
    charter = (
        "# Charter\n\n## Reviewers\n\n- Read\n\n## Maintainers\n\n- Merge\n\n## Money\n\n- None\n"
    )
    rules = (
        "# Rules\n\n## Reviewer\n\n- Reads\n\n## Maintainer\n\n- Merges\n\n## Voting\n\n- Open\n"
    )
    found = library(tmp_path, {"charter.md": charter, "rules.md": rules})
    assert [(role.title, role.aliases) for role in found.roles] == [
        ("Reviewer", ("Reviewers",)),
        ("Maintainer", ("Maintainers",)),
    ]
    assert found.roles[0].documents == ("charter.md", "rules.md")


def test_members_of_a_body_are_a_role(tmp_path: Path) -> None:
    """However many the heading speaks of."""
    text = "# Rules\n\n## Members of the Council\n\n- Vote\n\n## Treasurer\n\n- Pays\n"
    assert titles(library(tmp_path, {"rules.md": text})) == ["Member of the Council", "Treasurer"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Tug Engineer", "Sr. Tug Engineer"),
        ("Tug Engineers", "tug engineer"),
        ("The Tug Engineer", "Tug Engineer"),
    ],
)
def test_spellings_of_one_title_are_one_role(one: str, other: str) -> None:
    """Case, plural, article and the usual short forms make no difference."""
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("title", "name"),
    [("AI/ML Researcher", "ai-ml-researcher"), ("Køkkenchef", "k-kkenchef"), ("…", "role")],
)
def test_a_title_has_a_name_for_links(title: str, name: str) -> None:
    """Lower-case ASCII letters, digits and hyphens only."""
    assert slug(title) == name


def test_a_grade_among_the_facts_at_the_top_is_an_alias(tmp_path: Path) -> None:
    """Between signs, in a row of its own, or after its name; a quarter is none."""
    files = {
        "two.md": "# Engineer\n\n*Engineering family · L2 · since March*\n\n## Duties\n\n- Codes\n",
        "pilot.md": "# Harbour Pilot\n\nGrade: 7\n\nPlans for Q3 · 2024\n\n## Duties\n\n- Guides\n",
    }
    found = {role.title: role.aliases for role in library(tmp_path, files).roles}
    assert found == {"Engineer": ("L2",), "Harbour Pilot": ("grade 7",)}
