"""What stands beside a title at the head of a document is read together with all the others'."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.model import Library
from knowledge.reading_room import read_library

SIGNS = [", {}", " – {}", " - {}", " | {}", " · {}", " ({})"]
FIRMS = ["The Harwich Courier", "Fenwick Dairies", "Fenwick Town Council", "Quay Partners"]


def library(folder: Path, **files: str) -> Library:
    """The library of these Markdown documents, none of which claims another's role."""
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    found, errors = read_library([folder])
    assert errors == ()
    return found


def page(head: str, *themes: str) -> str:
    """A document of this heading, divided in the same way as others."""
    parts = themes or ("What you do", "What you decide")
    return f"# {head}\n\n" + "".join(f"## {part}\n\n- {head}: {part}\n\n" for part in parts)


def described(found: Library) -> dict[str, tuple[str, ...]]:
    """Each role's documents, by its title."""
    return {role.title: role.documents for role in found.roles}


TABLE = (
    "# Who signs\n\n| What | Dairy Manager | Cheesemaker |\n|---|---|---|\n"
    "| Milk | decides | asks |\n"
)


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize("sign", SIGNS)
def test_the_organisation_that_all_headings_have_is_no_part_of_titles(
    tmp_path: Path, sign: str, firm: str
) -> None:
    """So that a table's roles are the same ones."""
    found = library(
        tmp_path,
        one=page("Dairy Manager" + sign.format(firm)),
        three=page("Cheesemaker" + sign.format(firm)),
        two=TABLE,
    )
    assert described(found) == {
        "Dairy Manager": ("one.md", "two.md"),
        "Cheesemaker": ("three.md", "two.md"),
    }
    assert {role.organisation for role in found.roles} == {firm}


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize("head", ["{}: {}", "{} | {}", "{} – {}"])
def test_an_organisation_before_the_title_is_none_either(
    tmp_path: Path, head: str, firm: str
) -> None:
    """Though its name may end as titles do."""
    found = library(
        tmp_path,
        one=page(head.format(firm, "Dairy Manager")),
        two=page(head.format(firm, "Milk Tester")),
    )
    assert described(found) == {"Dairy Manager": ("one.md",), "Milk Tester": ("two.md",)}


def test_one_document_s_title_is_that_of_the_table_that_names_it(tmp_path: Path) -> None:
    """What follows it there is no part of the title."""
    found = library(tmp_path, one=page("Dairy Manager, Fenwick Town Council"), two=TABLE)
    assert described(found)["Dairy Manager"] == ("one.md", "two.md")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Dairy", "South Dairy"),
        ("Level 2", "Level 3"),
        ("Safety", "Pay"),
        ("Old Quay", "New Quay"),
    ],
)
@pytest.mark.parametrize("sign", SIGNS)
def test_units_that_differ_make_different_roles(
    tmp_path: Path, sign: str, one: str, other: str
) -> None:
    """Where the documents are alike in all else."""
    found = library(
        tmp_path,
        one=page("Shift Leader" + sign.format(one)),
        three=page("Dairy Manager"),
        two=page("Shift Leader" + sign.format(other)),
    )
    assert described(found) == {
        f"Shift Leader, {one}": ("one.md",),
        "Dairy Manager": ("three.md",),
        f"Shift Leader, {other}": ("two.md",),
    }


def test_units_are_told_from_the_organisation_beside_them(tmp_path: Path) -> None:
    """All documents have the one, and only some the other."""
    found = library(
        tmp_path,
        one=page("Shift Leader, North Dairy, Fenwick Dairies"),
        two=page("Shift Leader, South Dairy, Fenwick Dairies"),
        z=page("Milk Tester, Fenwick Dairies"),
    )
    assert [*described(found)] == [
        "Shift Leader, North Dairy",
        "Shift Leader, South Dairy",
        "Milk Tester",
    ]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("one", "other"), [("Duties", "Pay"), ("Role Profile", "Decision Rights"), ("2023", "2024")]
)
def test_parts_of_what_is_said_of_one_role_make_no_roles(
    tmp_path: Path, sign: str, one: str, other: str
) -> None:
    """Their documents are divided differently, or are two states of one."""
    found = library(
        tmp_path,
        one=page("Shift Leader" + sign.format(one), "Milking", "Straining"),
        two=page("Shift Leader" + sign.format(other), "Money", "Weeks off"),
    )
    assert described(found) == {"Shift Leader": ("one.md", "two.md")}


def test_a_letterhead_that_ends_as_titles_do_is_nobody_s(tmp_path: Path) -> None:
    """Each document's own line comes first."""
    found = library(
        tmp_path,
        one="# Harwich Partners\n\n## Dairy Manager\n\n- Buys milk\n",
        two="# Harwich Partners\n\n## Milk Tester\n\n- Tests milk\n",
    )
    assert described(found) == {"Dairy Manager": ("one.md",), "Milk Tester": ("two.md",)}
