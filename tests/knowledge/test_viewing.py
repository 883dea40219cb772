"""What somebody may not see is absent from what they are given, and all else is as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from bot.bootstrap import ingest_library
from knowledge.audience import access_of
from knowledge.decision_rights.model import Limit
from knowledge.decision_rights.reading import rights_of
from knowledge.index import Index, LoadedIndex
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import open_index
from knowledge.viewing import visible, visible_library
from tests.fakes import WordsEmbedder
from tests.restricted import CANARIES, OPEN, RESTRICTED, write


def index_of(folder: Path, data_dir: Path) -> Index:
    """The index of a folder."""
    settings = KnowledgeSettings(data_dir=data_dir)
    ingest_library([folder], settings, WordsEmbedder())
    return open_index(settings, "words")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The library with everything that is restricted."""
    folder = write(tmp_path_factory.mktemp("library"), {**OPEN, **RESTRICTED})
    return index_of(folder, tmp_path_factory.mktemp("data"))


def seen(index: Index, *groups: str) -> Index:
    """The index as somebody sees it."""
    return visible(index, access_of(index.library, {}), groups)


def everything(index: Index) -> str:
    """All that an index holds, as text."""
    return "\n".join(
        (
            repr(index.library),
            repr(index.clauses),
            repr(index.headings),
            repr(index.lexical._number),
            repr(index.wordings._worded),
        )
    ).casefold()


def test_nothing_restricted_is_in_what_everybody_sees(index: Index) -> None:
    """Not in texts, titles, aliases, headings, notes, metadata, nor among the words."""
    for canary in CANARIES:
        assert canary in everything(index), "the library is no test without it"
        assert canary not in everything(seen(index)), canary


@pytest.mark.parametrize(
    ("groups", "sees"),
    [
        (("hr",), {"kanarienvogel", "stipendband"}),
        (("board",), {"zeisigtal", "dompfaffin"}),
        (("sales", "nobody", ""), set()),
    ],
)
def test_a_group_sees_its_own_and_no_more(
    index: Index, groups: tuple[str, ...], sees: set[str]
) -> None:
    """Groups that nothing is restricted to open nothing."""
    held = everything(seen(index, *groups))

    assert {canary for canary in CANARIES if canary in held} >= sees
    assert sees or not any(canary in held for canary in CANARIES)
    assert "bachstelze" not in held


def test_it_is_as_if_restricted_documents_had_never_been_read(tmp_path: Path) -> None:
    """Words are weighed, and roles known, by what is left alone."""
    closed = {name: text for name, text in RESTRICTED.items() if "section" not in name}
    cut = seen(index_of(write(tmp_path / "all", {**OPEN, **closed}), tmp_path / "1"))
    only = index_of(write(tmp_path / "open", OPEN), tmp_path / "2")

    assert cut.library.documents == only.library.documents
    assert cut.library.roles == only.library.roles
    assert cut.clauses == only.clauses
    assert cut.headings == only.headings
    words = ["pilot", "channel", "vessels", "harbour"]
    np.testing.assert_allclose(cut.lexical.scores(words), only.lexical.scores(words))
    np.testing.assert_allclose(cut.vectors, only.vectors, atol=1e-6)
    np.testing.assert_array_equal(cut.tokens.rows, only.tokens.rows)
    np.testing.assert_allclose(cut.heading_vectors, only.heading_vectors, atol=1e-6)
    np.testing.assert_array_equal(cut.heading_of, only.heading_of)


def test_quotes_offsets_and_links_are_those_of_the_whole_document(index: Index) -> None:
    """Whoever has the document finds the passage where a citation says."""
    whole = {document.path: document for document in index.library.documents}
    for groups in ((), ("hr",), ("hr", "board")):
        for document in seen(index, *groups).library.documents:
            original = whole[document.path]
            assert (document.slug, len(document.text)) == (original.slug, len(original.text))
            ids = {clause.id for clause in original.clauses}
            for clause in document.clauses:
                assert document.text[clause.start : clause.end] == clause.text
                assert original.text[clause.start : clause.end] == clause.text
                assert clause.id in ids


def test_a_marker_is_never_content(index: Index) -> None:
    """Not even for those whom it admits: it is said about the text, not in it."""
    held = seen(index, "hr", "board")

    assert not any("[audience" in clause.text for clause in held.clauses)
    assert not any("[audience" in document.text for document in held.library.documents)
    assert any("glued" in clause.text for clause in held.clauses)


def test_rows_belong_to_their_clauses(index: Index) -> None:
    """Numbers run on without gaps, and each has the vector and the tokens that it had."""
    part = seen(index, "hr")
    before = {(clause.document, clause.id): i for i, clause in enumerate(index.clauses)}

    assert len(part.clauses) == len(part.vectors) == len(part.lexical) == len(part.heading_of)
    assert len(part.tokens.starts) == len(part.clauses) + 1
    for i, clause in enumerate(part.clauses):
        was = before[clause.document, clause.id]
        np.testing.assert_array_equal(part.vectors[i], index.vectors[was])
        a, b = part.tokens.starts[i : i + 2]
        c, d = index.tokens.starts[was : was + 2]
        np.testing.assert_array_equal(part.tokens.rows[a:b], index.tokens.rows[c:d])


def test_the_rights_are_those_that_would_be_read(index: Index) -> None:
    """What is hidden has no say in them, whether they were kept or are read anew."""
    for groups in ((), ("hr",), ("board",), ("hr", "board")):
        held = seen(index, *groups)
        assert held.rights == rights_of(held.library)
        assert held.rights


def test_rights_of_documents_without_a_secret_are_taken_as_they_are_kept(tmp_path: Path) -> None:
    """Reading a large library's rights takes seconds; a hidden section changes few of them."""
    pay = "# Pay\n\n[audience: hr]\n\nThe keeper may decide pay.\n\n# Open\n\nPay is monthly.\n"
    index = index_of(write(tmp_path / "all", {**OPEN, "pay.md": pay}), tmp_path / "data")
    kept = tuple(replace(right, condition="as kept") for right in index.rights)
    held = visible(replace(cast(LoadedIndex, index), rights=kept), access_of(index.library, {}))

    assert held is not index
    assert {right.condition for right in held.rights} == {"as kept"}


def test_a_limit_that_is_hidden_caps_no_right(tmp_path: Path) -> None:
    """`Above 500: Head Keeper` goes no further than their own line, unless that is not for all."""
    columns = "Role,Kind of contract,Contract value (EUR),Authority\n"
    texts = {
        "head.md": "# Head Keeper\n\n## Responsibilities\n\n- Keep the rope.\n",
        "large.csv": f"{columns}Head Keeper,Rope,above 500,May approve\n",
        "small.csv": f'{columns}Head Keeper,Rope,"up to 2,000",May approve\n',
    }
    index = index_of(write(tmp_path / "all", texts), tmp_path / "data")
    (held,) = visible(index, access_of(index.library, {"small.csv": ["board"]})).rights

    assert index.rights[0].limit == Limit(over=500, up_to=2000, unit="EUR")
    assert held.limit == Limit(over=500, unit="EUR")


def test_two_audiences_have_different_revisions(index: Index) -> None:
    """What is kept by a revision is never given to another audience."""
    names = {
        part.library.revision
        for part in (index, seen(index), seen(index, "hr"), seen(index, "board"))
    }

    assert len(names) == 4
    assert len({part.generation for part in (index, seen(index), seen(index, "hr"))}) == 3


def test_a_library_that_restricts_nothing_is_given_back_as_it_is(tmp_path: Path) -> None:
    """It costs nothing at all."""
    index = index_of(write(tmp_path / "open", OPEN), tmp_path / "data")

    assert seen(index) is index
    assert visible_library(index.library, access_of(index.library, {}), ("hr",)) is index.library


def test_a_library_of_which_nothing_is_left_is_empty(tmp_path: Path) -> None:
    """Whoever sees nothing is told that the documents do not say."""
    folder = write(tmp_path / "closed", {"director.md": RESTRICTED["director.md"]})
    part = seen(index_of(folder, tmp_path / "data"))

    assert not any((part.library.documents, part.library.roles, part.clauses))
    assert part.vectors.shape[0] == 0
    assert part.headings == ("",)
