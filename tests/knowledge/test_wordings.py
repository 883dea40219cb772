"""What decision rights are about is read when documents are, and kept with the index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.bootstrap import ingest_library
from knowledge.decision_rights.reading import rights_of
from knowledge.embedding import MiniLM, Reading
from knowledge.index import Index
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import open_index
from knowledge.wordings import wordings_of

RIGHTS = """# Dock Master

## Decision rights

- May approve repairs up to €500.
- May not hire without the Harbour Board's approval.
"""


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    """The model that ships."""
    return MiniLM()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A role with rights."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "dock-master.md").write_text(RIGHTS)
    return tmp_path / "library"


def ingested(folder: Path, minilm: MiniLM) -> Index:
    """The index of a folder, which is kept beside it."""
    settings = KnowledgeSettings(data_dir=folder.parent / "data")
    ingest_library([folder], settings, minilm)
    return open_index(settings, minilm.name)


def test_an_index_has_the_words_of_all_its_rights(folder: Path, minilm: MiniLM) -> None:
    """No question has to wait until they are read."""
    index = ingested(folder, minilm)
    rights = rights_of(index.library)

    assert rights
    for right in rights:
        kept = index.wordings.get(right.wording)
        assert kept is not None
        tokens, states = kept
        (reading,) = minilm.read([right.wording])
        assert tokens == reading.tokens
        lengths = np.linalg.norm(reading.states, axis=1, keepdims=True)
        np.testing.assert_allclose(states, reading.states / lengths, atol=1e-3)
    assert index.wordings.get("approve whatever is left") is None


def test_only_what_is_new_is_read(folder: Path, minilm: MiniLM) -> None:
    """One document changes often; its neighbours' rights are known."""
    before = ingested(folder, minilm).wordings
    read: list[str] = []

    def reading(texts: Sequence[str]) -> list[Reading]:
        read.extend(texts)
        return minilm.read(texts)

    (folder / "pilot.md").write_text("# Pilot\n\n## Decision rights\n\n- May close the canal.\n")
    index = ingested(folder, minilm)
    wordings_of(rights_of(index.library), index.clauses, before, reading)

    assert 0 < len(read) < len({right.wording for right in rights_of(index.library)})
    assert not any(before.get(text) for text in read)


def test_documents_without_rights_have_none(tmp_path: Path, minilm: MiniLM) -> None:
    """An empty file of states is no obstacle to opening the index."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "cook.md").write_text("# Cook\n\n## Summary\n\nThe soup is hot.\n")
    index = ingested(tmp_path / "library", minilm)

    assert index.wordings.get("approve") is None
    assert index.wordings.among([0]).get("approve") is None


def test_those_of_some_clauses_leave_nothing_of_the_others(folder: Path, minilm: MiniLM) -> None:
    """What somebody may not see is not in what they are given."""
    index = ingested(folder, minilm)
    first, *others = rights_of(index.library)
    number = index.clauses.index(first.clause)
    cut = index.wordings.among([number, -1])

    kept, whole = cut.get(first.wording), index.wordings.get(first.wording)
    assert kept is not None
    assert whole is not None
    assert kept[0] == whole[0]
    np.testing.assert_array_equal(kept[1], whole[1])
    assert all(cut.get(each.wording) is None for each in others if each.clause != first.clause)
