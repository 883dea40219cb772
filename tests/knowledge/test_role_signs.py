"""A document's role is told by what the document says of itself, whatever the noun of its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.reading_room import read_library


def titles(folder: Path, **files: str) -> list[str]:
    """The titles of the roles of a library of these files; `_` stands for the dot of a suffix."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem.replace('_', '-')}.{suffix}").write_text(text, encoding="utf-8")
    found, errors = read_library([folder])
    assert errors == ()
    return sorted(role.title for role in found.roles)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\nrole: Baker\n---\n# At the ovens\n\n- Bakes the bread\n", "Baker"),
        ("---\nposition: Snow Groom\n---\n# On the piste\n\n- Rolls the snow\n", "Snow Groom"),
        ("---\njob_title: Au Pair\n---\n# With us\n\n- Fetches the children\n", "Au Pair"),
        ("High Fell\n\nPosition: Fire Lookout\nSeason: summer\n\n- Watches\n", "Fire Lookout"),
        ("# Work\n\nJob title: Ski Patroller\n\n- Opens the runs\n", "Ski Patroller"),
        ("# Role profile – Lamplighter\n\n- Lights the lamps\n", "Lamplighter"),
        ("# Job description: Rope Maker\n\n- Lays ropes\n", "Rope Maker"),
        ("# Sailmaker (job description)\n\n- Sews sails\n", "Sailmaker"),
        ("# Key Grip job description\n\n- Rigs the cranes\n", "Key Grip"),
        ("# Work\n\n| Field | Value |\n|---|---|\n| Position | Night Valet |\n", "Night Valet"),
    ],
)
def test_what_a_document_says_of_itself_is_its_role(tmp_path: Path, text: str, title: str) -> None:
    """In its metadata, in a line or a row near the top, or in a heading that announces it."""
    assert titles(tmp_path, work_md=text) == [title]


def test_the_line_after_the_name_of_the_paper_is_its_role(tmp_path: Path) -> None:
    """As papers of an office are laid out: letterhead, kind of paper, title."""
    text = "GREYSTONE TRUST\n\nJOB DESCRIPTION\n\nVERGER\n\nMAIN DUTIES\n\n- Opens the doors.\n"
    assert titles(tmp_path, one_txt=text) == ["Verger"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Glassblower\n\n**Decides alone**\n\n- The colour\n", "Glassblower"),
        ("# Wig Makers\n\n## KPIs\n\n- Wigs ready: 100%\n", "Wig Maker"),
        ("# Flymen\n\n## Duties\n\n- Raise the cloths\n", "Flyman"),
        ("# What does a lockkeeper do?\n\n## Duties\n\n- Opens gates\n", "Lockkeeper"),
        ("# Toll Taker at Marsh Bridge\n\n## Duties\n\n- Takes tolls\n", "Toll Taker"),
        ("# Oven Hand\n\n## Responsibilities\n\n- Sweeps\n\n## Hours\n\n- Early\n", "Oven Hand"),
        ("# Best Pal\n\n## What you do\n\n- Walks\n\n## Reports to\n\nThe cook.\n", "Best Pal"),
        ("# FERRYMAN\n\n## Requirements\n\n- Rows\n\n## Goals\n\n- No delay\n", "Ferryman"),
    ],
)
def test_a_title_over_what_is_said_of_roles_is_a_role_s(
    tmp_path: Path, text: str, title: str
) -> None:
    """A noun that names nobody by its form needs more of it."""
    assert titles(tmp_path, work_md=text) == [title]


def test_a_role_that_its_prose_only_reports_to_is_not_the_document_s(tmp_path: Path) -> None:
    """However often the prose names the other."""
    text = (
        "# Hedger\n\n## Duties\n\n- Lays hedges. Reports to the Head Gardener.\n"
        "- Asks the Head Gardener for tools. The Head Gardener lends them.\n"
    )
    assert titles(tmp_path, hedger_md=text) == ["Hedger"]


PARTS = "\n\n## Responsibilities\n\n- All help\n\n## Requirements\n\n- Care\n\n## Goals\n\n- Calm\n"


@pytest.mark.parametrize(
    "title",
    [
        "Company Car",
        "Web Browser",
        "Dress Code",
        "Load Balancer",
        "Health and Safety",
        "Career Ladder",
        "Allergens",
        "Visitor Charter",
        "Onboarding",
        "Whistleblower",
        "Winter",
        "Our values",
    ],
)
def test_another_paper_with_such_parts_describes_no_role(tmp_path: Path, title: str) -> None:
    """A policy too has responsibilities, requirements and goals."""
    assert titles(tmp_path, paper_md=f"# {title}{PARTS}") == []


def test_a_paper_that_says_that_it_is_a_policy_describes_no_role(tmp_path: Path) -> None:
    """Though its title could be a trade's."""
    text = f"# Lock Breaker\n\nThis policy applies to all staff.{PARTS}"
    assert titles(tmp_path, paper_md=text) == []


def test_a_letterhead_that_documents_share_is_no_role_s_title(tmp_path: Path) -> None:
    """Each describes the role that it names below it."""
    parts = "\n\n## Duties\n\n- Works\n\n## Hours\n\n- Early\n"
    found = titles(
        tmp_path,
        baker_md=f"# Tally Lane\n\nJob title: Baker{parts}",
        oven_hand_md=f"# Tally Lane\n\nJob title: Oven Hand{parts}",
        other_md=f"# Tally Lane{parts}",
    )
    assert found == ["Baker", "Oven Hand"]


def test_sections_that_describe_a_role_each_are_roles(tmp_path: Path) -> None:
    """Told by what stands under their headings; sections about something else stay out."""
    text = (
        "# Jobs at the press\n\n## Reviser\n\n### Responsibilities\n\n- Compares\n\n"
        "## Terminologist\n\n### Decision rights\n\n- Picks the term\n\n"
        "## Pay and leave\n\n- Paid monthly\n"
    )
    assert titles(tmp_path, jobs_md=text) == ["Reviser", "Terminologist"]


def test_a_trade_among_usual_roles_is_one_of_them(tmp_path: Path) -> None:
    """If it is divided as they are."""
    text = "# How linguists grow\n\n" + "\n\n".join(
        f"## {name}\n\n### Texts\n\n- {name} texts\n\n### Pace\n\n- {name} pace"
        for name in ("Translator (L1)", "Reviser (L2)", "Language Lead (L3)")
    )
    assert titles(tmp_path, how_md=text) == ["Language Lead", "Reviser", "Translator"]


def test_trades_under_a_heading_about_people_are_roles(tmp_path: Path) -> None:
    """With nothing but their items; things beside them are not."""
    text = (
        "# Fleet\n\n## Roles on the quay\n\n### Net Mender\n\n- Mends nets\n\n"
        "### Skipper\n\n- Runs the boat\n\n### Weather\n\n- Changes\n"
    )
    assert titles(tmp_path, fleet_md=text) == ["Net Mender", "Skipper"]


def test_parts_of_a_machine_are_no_roles(tmp_path: Path) -> None:
    """Their names end as those of trades, but nothing says that they are people."""
    text = "# Design\n\n## Spinner\n\n- Spins\n\n## Cutter\n\n- Cuts\n\n## Folder\n\n- Folds\n"
    assert titles(tmp_path, design_md=text) == []


def test_entries_and_keys_of_data_that_describe_trades_are_roles(tmp_path: Path) -> None:
    """A YAML key, or the title of an entry."""
    farm = (
        "shepherd:\n  duties:\n    - Moves the flock\n"
        "cheesemaker:\n  duties:\n    - Turns the cheeses\n"
    )
    stable = '[{"title":"Farrier","duties":["Shoes"]},{"title":"Saddler","duties":["Mends"]}]'
    found = titles(tmp_path, farm_yaml=farm, stable_json=stable)
    assert found == ["Cheesemaker", "Farrier", "Saddler", "Shepherd"]


def test_steps_of_a_trade_s_ladder_are_roles(tmp_path: Path) -> None:
    """Each with its grade."""
    text = "# Tannery\n\n" + "\n\n".join(
        f"## {name}\n\n### Skills\n\n- {name} skill"
        for name in ("Tanner I", "Tanner II", "Master Tanner")
    )
    assert titles(tmp_path, grades_md=text) == ["Master Tanner", "Tanner I", "Tanner II"]
