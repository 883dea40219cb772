"""A document or a setting says who may see what; what cannot be read means nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from knowledge.audience import Access, Restriction, access_of, faults, groups_in
from knowledge.model import Library
from knowledge.reading_room import read_library

BODY = "# Data Clerk\n\n## Duties\n\n- Files all the papers of the house.\n\n## Pay\n\n"
PAY = "- The pay is forty thousand a year.\n"


def library_of(folder: Path, name: str, text: str) -> Library:
    """The library of one document."""
    (folder / name).write_text(text, encoding="utf-8")
    return read_library([folder])[0]


def hidden(library: Library, *groups: str, **rules: list[str]) -> str:
    """What somebody in these groups may not see, all clauses in a row."""
    access = access_of(library, rules)
    admitting = access.admitting(groups)
    clauses = (clause for document in library.documents for clause in document.clauses)
    return " ".join(c.text for c in clauses if not set(access.over(c)) <= admitting)


@pytest.mark.parametrize(
    "said",
    [
        "audience: hr",
        "audience: HR, managers",
        "audience: [managers, hr]",
        "audience:\n  - Managers\n  - Hr",
        'Audience: "hr"',
    ],
)
def test_front_matter_restricts_the_whole_document(tmp_path: Path, said: str) -> None:
    """However YAML writes a list; big and small letters are alike."""
    library = library_of(tmp_path, "clerk.md", f"---\n{said}\n---\n{BODY}{PAY}")

    assert "Files all" in hidden(library)
    assert "Files all" in hidden(library, "sales")
    assert not hidden(library, " hR ")


@pytest.mark.parametrize("said", ["everyone", "Public", "[all]", "hr, everybody"])
def test_everybody_restricts_nothing(tmp_path: Path, said: str) -> None:
    """So a document may say that it is for all."""
    library = library_of(tmp_path, "clerk.md", f"---\naudience: {said}\n---\n{BODY}{PAY}")

    assert access_of(library, {}) == Access()
    assert not list(faults(library, {}))


@pytest.mark.parametrize(
    "said", ["audience:", "audience: []", "audience: 7", "audience: true", "audience: {a: b}",
             "audience: [hr, 7]", "audience: ', ;'", "audience: [[hr]]"]
)  # fmt: skip
def test_an_audience_that_cannot_be_read_means_nobody(tmp_path: Path, said: str) -> None:
    """Fail closed, and say so in one line a document."""
    library = library_of(tmp_path, "clerk.md", f"---\n{said}\n---\n{BODY}{PAY}")

    assert "Files all" in hidden(library, "hr", "a", "b", "7", "true", "")
    assert [fault.path for fault in faults(library, {})] == ["clerk.md"]


MARKED = BODY + "[audience: hr]\n\n" + PAY
FORMS = {
    "below the heading": MARKED,
    "glued to the text": BODY + "[audience: hr]\nThe pay is forty thousand a year. More soon.\n",
    "as an item": BODY + "- [audience: hr]\n" + PAY,
    "after the text": BODY + PAY + "\n[audience: hr]\n",
    "in the heading": BODY.replace("Pay", "Pay [audience: hr]") + PAY,
    "with another sign": BODY + "[ Audience = HR ]\n\n" + PAY,
    "like a notice": MARKED.replace("hr]", "hr] Confidential"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_marker_restricts_its_section(tmp_path: Path, form: str) -> None:
    """Wherever in the section it stands, and whatever readers make of its line."""
    library = library_of(tmp_path, "clerk.md", FORMS[form])

    assert "forty thousand" in hidden(library)
    assert "Files all" not in hidden(library)
    assert not hidden(library, "hr")


@pytest.mark.parametrize(
    "marker", ["[audience: ]", "[audience]", "[audience hr]", "[audience: hr", "[audience: ;]"]
)
def test_a_marker_that_somebody_got_wrong_means_nobody(tmp_path: Path, marker: str) -> None:
    """A slip must not open what was meant to be closed."""
    library = library_of(tmp_path, "clerk.md", f"{BODY}{marker}\n\n{PAY}")

    assert "forty thousand" in hidden(library, "hr")
    assert [fault.path for fault in faults(library, {})] == ["clerk.md"]


def test_talk_of_an_audience_is_no_marker(tmp_path: Path) -> None:
    """Role documents speak of audiences all the time."""
    text = BODY + "- Audience: new managers\n- Speaks to [audience of choice] on big stages.\n"

    assert access_of(library_of(tmp_path, "clerk.md", text), {}) == Access()


def test_a_marker_above_all_headings_restricts_the_document(tmp_path: Path) -> None:
    """There is no section for it; as it looks like a site's notice, it must not be lost as one."""
    library = library_of(tmp_path, "clerk.md", "[audience: confidential]\n\n" + BODY + PAY)

    assert "Files all" in hidden(library)
    assert not hidden(library, "confidential")


def test_what_is_inside_is_restricted_too(tmp_path: Path) -> None:
    """Sub-sections belong to their section, and may ask for more."""
    text = MARKED + "\n### Bonus\n\n[audience: board]\n\n- The bonus is a tenth of the pay.\n"
    library = library_of(tmp_path, "clerk.md", text)

    assert "tenth" in hidden(library, "hr")
    assert "tenth" in hidden(library, "board")
    assert not hidden(library, "board", "hr")


def test_front_matter_that_a_format_does_not_have_restricts_all_the_same(tmp_path: Path) -> None:
    """A text file's first lines, or front matter that nothing closes."""
    for name, head in {
        "clerk.txt": "---\naudience: hr\n---\n",
        "open.md": "---\naudience: hr\n",
    }.items():
        (tmp_path / name).write_text(head + "\n" + BODY + PAY, encoding="utf-8")
    library = read_library([tmp_path])[0]

    assert hidden(library).count("Files all") == 2
    assert not hidden(library, "hr")


def test_other_formats_have_the_same_two_ways(tmp_path: Path) -> None:
    """Metadata where the format has any, the marker everywhere."""
    word = Document()
    word.add_heading("Data Clerk", 1)
    word.add_heading("Pay", 2)
    word.add_paragraph("[audience: hr]")
    word.add_paragraph("The pay of the first is high.")
    word.save(str(tmp_path / "first.docx"))
    (tmp_path / "second.html").write_text(
        "<html><head><meta name='audience' content='hr'></head><body><h1>Data Keeper</h1>"
        "<p>The pay of the second is high.</p></body></html>"
    )
    (tmp_path / "third.rst").write_text(
        "Data Porter\n===========\n\n:Audience: hr\n\nPay\n---\n\nThe pay of the third is high.\n"
    )
    (tmp_path / "fourth.json").write_text(
        json.dumps({"role": "Data Tester", "pay": {"audience": ["hr"], "sum": "fourth is high"}})
    )
    (tmp_path / "fifth.yaml").write_text(
        "role: Data Trader\naudience: {groups: hr}\npay: The pay of the fifth is high.\n"
    )
    (tmp_path / "sixth.json").write_text(
        json.dumps({"title": {"rendered": "Data Steward"}, "audience": "hr",
                    "content": {"rendered": "<h2>Pay</h2><p>The pay of the sixth is high.</p>"}})
    )  # fmt: skip
    (tmp_path / "seventh.yaml").write_text(
        "role: Data Analyst\nperks:\n  - [audience: hr]\n  - The car of the seventh is high.\n"
    )
    library = read_library([tmp_path])[0]

    for place in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh"):
        assert f"{place} is high" in hidden(library), place
    assert "fifth" in hidden(library, "hr"), "a mapping names nobody"
    assert "first" not in hidden(library, "hr")


def test_settings_restrict_documents_and_sections(tmp_path: Path) -> None:
    """By patterns of paths, for documents that cannot say it themselves."""
    library = library_of(tmp_path, "clerk.md", BODY.replace("## Pay", "## 4. Pay") + PAY)

    assert "Files all" in hidden(library, **{"*.md": ["hr"]})
    assert not hidden(library, "hr", **{"*.md": ["hr"]})
    assert not hidden(library, **{"other/*": ["hr"]})
    assert hidden(library, **{"Clerk.md#pay": ["hr"]}) == "The pay is forty thousand a year."
    assert hidden(library, "hr", **{"*": []}) != ""
    assert not hidden(library, **{"*": ["everyone"]})


def test_settings_and_document_must_both_admit(tmp_path: Path) -> None:
    """Neither loosens what the other has closed."""
    library = library_of(tmp_path, "clerk.md", MARKED)
    rules = {"*#Pay": ["board"]}

    assert hidden(library, "hr", **rules)
    assert hidden(library, "board", **rules)
    assert not hidden(library, "board", "hr", **rules)


def test_a_rule_that_fits_nothing_is_told(tmp_path: Path) -> None:
    """Its author believes something to be closed that is open."""
    library = library_of(tmp_path, "clerk.md", BODY + PAY)

    told = [str(fault) for fault in faults(library, {"clerc.md": ["hr"], "*#Pay": ["hr"]})]
    assert len(told) == 1
    assert "clerc.md" in told[0]


def test_names_are_cleaned_before_they_are_compared() -> None:
    """Nobody looks for the quotes in a setting."""
    assert groups_in(["hr", "none"]) == frozenset()
    assert groups_in(["  'HR  Team' ", ""]) == frozenset({"hr team"})
    assert groups_in(["hr", "Everyone"]) is None
    assert groups_in([]) == frozenset()


@pytest.mark.parametrize("written", ["employees", "All staff", "internal use only", "our people"])
def test_what_is_for_all_staff_is_for_whoever_asks_but_strangers(written: str) -> None:
    """Documents that describe their readers stay readable for them, not for other organisations."""
    audience = groups_in([written])
    access = Access({"a.md": (Restriction(0, 1, audience or frozenset()),)})

    assert access.admitting(()) == {audience}
    assert access.admitting(["hr"]) == {audience}
    assert access.admitting(["external"]) == frozenset()


@pytest.mark.parametrize("written", ["people", "workers", "team members", "people managers"])
def test_a_word_that_may_name_a_team_is_a_group(written: str) -> None:
    """What can be a department's name restricts to it."""
    assert groups_in([written]) == frozenset({written})
