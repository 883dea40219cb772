"""Rights that are kept with an index are the rights that would be read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.decision_rights import keeping
from knowledge.decision_rights.reading import rights_of
from knowledge.model import Clause, Library
from knowledge.reading_room import read_library
from knowledge.settings import SHIPPED_LIBRARY

LIMITED = """# Stage Manager

## Decision rights

| Decision | May decide up to | Above that |
|---|---|---|
| Buy props | €500 | Producer |

- May cancel a rehearsal if it snows.
- Must not change the play.
"""


@pytest.fixture(name="library", params=["shipped", "limited"])
def _library(request: pytest.FixtureRequest, tmp_path: Path) -> Library:
    """The documents that ship, with all kinds of rights; and one with limits and conditions."""
    if request.param == "shipped":
        return read_library([SHIPPED_LIBRARY])[0]
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "stage-manager.md").write_text(LIMITED, encoding="utf-8")
    return read_library([folder])[0]


def clauses_of(library: Library) -> list[Clause]:
    """The clauses of a library, in its order."""
    return [clause for document in library.documents for clause in document.clauses]


def test_kept_rights_are_the_rights_that_were_read(library: Library, tmp_path: Path) -> None:
    """A verdict does not depend on how long ago the documents were ingested."""
    rights, clauses = rights_of(library), clauses_of(library)
    assert rights

    keeping.save(tmp_path, rights, clauses)

    assert keeping.load(tmp_path, clauses) == rights


def test_what_other_code_read_is_not_taken(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that was mended counts as soon as it is there, without another ingest."""
    clauses = clauses_of(library)
    keeping.save(tmp_path, rights_of(library), clauses)

    monkeypatch.setattr(keeping, "code", lambda: "another")

    assert keeping.load(tmp_path, clauses) is None


def test_a_library_without_rights_has_none_kept(library: Library, tmp_path: Path) -> None:
    """No rights is another thing than nothing kept."""
    assert keeping.load(tmp_path, clauses_of(library)) is None
    keeping.save(tmp_path, (), clauses_of(library))

    assert keeping.load(tmp_path, clauses_of(library)) == ()
