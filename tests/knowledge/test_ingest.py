"""From folders to an index: only what changed, one at a time, and whole at any moment."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from knowledge.embedding import Embedder
from knowledge.errors import IndexBusy, LibraryMissing, ReadError
from knowledge.index import Index
from knowledge.ingest import BATCH, IngestReport, ingest
from knowledge.model import Library
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation, open_index
from tests.fakes import WordsEmbedder, read_lines

PROGRAM = Path(__file__).with_name("dying_ingest.py")
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two documents that share a line."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "data-lead.txt").write_text("# Goals\nPublish papers.\nHire people.\n")
    (folder / "team-lead.txt").write_text("# Goals\nPublish papers.\nTrain people.\n")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> KnowledgeSettings:
    """Settings with a data folder of their own."""
    return KnowledgeSettings(data_dir=tmp_path / "data")


def run(
    folder: Path, settings: KnowledgeSettings, embedder: Embedder | None = None
) -> IngestReport:
    """Ingest `folder`."""
    return ingest([folder], settings, embedder or WordsEmbedder(), read_lines)


def texts(settings: KnowledgeSettings) -> list[str]:
    """The clauses that a reader finds, in order, after checking that the index is whole."""
    index = open_index(settings, "words")
    assert_whole(index)
    return [clause.text for clause in index.clauses]


def assert_whole(index: Index) -> None:
    """Each clause has its own vector, words and token vectors; each heading its vector."""
    embedder = WordsEmbedder()
    said = [". ".join((*clause.path[-1:], clause.text)) for clause in index.clauses]
    assert np.allclose(index.vectors, embedder.embed(said), atol=1e-5)
    assert np.allclose(index.heading_vectors, embedder.embed(index.headings), atol=1e-5)
    assert len(index.lexical) == len(index.clauses)
    assert (np.diff(index.tokens.starts) > 0).tolist() == [True] * len(index.clauses)


def test_a_first_ingest_indexes_every_clause(folder: Path, settings: KnowledgeSettings) -> None:
    """And reports what it did: three different texts, and the headings `Goals` and none."""
    report = run(folder, settings)

    assert texts(settings) == [
        "Publish papers.",
        "Hire people.",
        "Publish papers.",
        "Train people.",
    ]
    assert report == IngestReport(
        read=2, unchanged=0, removed=0, clauses=4, embedded=5, errors=(), swapped=True
    )


def test_nothing_is_done_twice(folder: Path, settings: KnowledgeSettings) -> None:
    """The same folder again: nothing embedded, nothing written, and it says so."""
    run(folder, settings)
    before = current_generation(settings.data_dir)
    embedder = WordsEmbedder()
    report = run(folder, settings, embedder)

    assert report.nothing_to_do
    assert (report.read, report.unchanged, report.embedded) == (0, 2, 0)
    assert embedder.seen == []
    assert current_generation(settings.data_dir) == before


def test_only_changed_clauses_are_embedded(folder: Path, settings: KnowledgeSettings) -> None:
    """One line of one document changes: one text is embedded, the rest is kept."""
    run(folder, settings)
    path = folder / "team-lead.txt"
    path.write_text(path.read_text().replace("Train", "Coach"))
    embedder = WordsEmbedder()
    report = run(folder, settings, embedder)

    assert embedder.seen == ["Goals. Coach people."]
    assert (report.read, report.unchanged, report.removed, report.embedded) == (1, 1, 0, 1)
    assert "Coach people." in texts(settings)
    assert "Train people." not in texts(settings)


def test_a_removed_file_takes_its_clauses_along(folder: Path, settings: KnowledgeSettings) -> None:
    """Nobody may be answered from a document that its owner withdrew."""
    run(folder, settings)
    (folder / "team-lead.txt").unlink()
    report = run(folder, settings)

    assert (report.unchanged, report.removed, report.clauses) == (1, 1, 2)
    assert texts(settings) == ["Publish papers.", "Hire people."]


def test_a_text_that_stands_twice_is_embedded_once(
    folder: Path, settings: KnowledgeSettings
) -> None:
    """Within a document as between two ingests."""
    (folder / "data-lead.txt").write_text("Publish papers.\nPublish papers.\n")
    report = run(folder, settings)

    assert report.clauses == 4
    assert report.embedded == 5
    assert texts(settings)[:2] == ["Publish papers.", "Publish papers."]


def test_an_unreadable_document_does_not_stop_the_others(
    folder: Path, settings: KnowledgeSettings
) -> None:
    """It is reported with its reason."""
    (folder / "scan.tiff").write_bytes(b"II*")
    report = run(folder, settings)

    assert [error.path for error in report.errors] == ["scan.tiff"]
    assert len(texts(settings)) == 4


def test_a_library_without_a_readable_document_replaces_nothing(
    folder: Path, settings: KnowledgeSettings
) -> None:
    """An unmounted share must not silence the bot."""
    run(folder, settings)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(LibraryMissing, match="is empty"):
        run(folder, settings)
    (folder / "scan.tiff").write_bytes(b"II*")
    with pytest.raises(LibraryMissing, match=r"no document that can be read.*is no text"):
        run(folder, settings)

    assert len(texts(settings)) == 4


def test_what_is_known_is_offered_to_the_reader(folder: Path, settings: KnowledgeSettings) -> None:
    """The library of the index, so that unchanged folders need no reading."""
    offered: list[Library | None] = []

    def reading(
        folders: Sequence[Path], known: Library | None
    ) -> tuple[Library, Sequence[ReadError]]:
        offered.append(known)
        return read_lines(folders, known)

    for _ in range(2):
        ingest([folder], settings, WordsEmbedder(), reading)

    assert offered == [None, open_index(settings, "words").library]


def test_another_model_makes_another_index(folder: Path, settings: KnowledgeSettings) -> None:
    """All is embedded anew, and going back to the former model costs no embedding."""
    run(folder, settings)
    report = run(folder, settings, WordsEmbedder("other", 32))

    assert report.embedded == 5
    assert open_index(settings, "other").vectors.shape == (4, 32)
    assert run(folder, settings).embedded == 0
    assert len(texts(settings)) == 4


def test_lost_files_are_made_again(folder: Path, settings: KnowledgeSettings) -> None:
    """A damaged index is not taken for one that is up to date."""
    run(folder, settings)
    name = current_generation(settings.data_dir)
    (settings.data_dir / "generations" / name / "library.json").unlink()
    report = run(folder, settings)

    assert not report.nothing_to_do
    assert report.embedded == 0
    assert len(texts(settings)) == 4


def test_progress_counts_embedded_texts(folder: Path, settings: KnowledgeSettings) -> None:
    """It rises to the number of texts that were missing, batch by batch."""
    (folder / "big.txt").write_text("".join(f"Goal {i}.\n" for i in range(BATCH)))
    told: list[tuple[int, int]] = []
    ingest(
        [folder],
        settings,
        WordsEmbedder(),
        read_lines,
        lambda done, total: told.append((done, total)),
    )

    assert told == [(BATCH, BATCH + 5), (BATCH + 5, BATCH + 5)]


def test_a_second_writer_is_turned_away_at_once(folder: Path, settings: KnowledgeSettings) -> None:
    """Two writers on one folder would lose vectors without a word."""
    run(folder, settings)
    (folder / "new.txt").write_text("Plan.\n")
    with (
        FileLock(settings.data_dir / "ingest.lock"),
        pytest.raises(IndexBusy, match="Another process is writing"),
    ):
        run(folder, settings)

    assert len(texts(settings)) == 4
    assert run(folder, settings).embedded == 1


@pytest.mark.parametrize(
    ("moment", "about", "already"),
    [
        ("embedded", "", BATCH),
        ("open", "unfinished.*library.json", 2 * BATCH),
        ("open", "unfinished.*vectors.npy", 2 * BATCH),
        ("open", "unfinished.*words.txt", 2 * BATCH),
        ("os.rename", ".unfinished-", 2 * BATCH),
        ("open", "CURRENT.new", 2 * BATCH),
        ("os.rename", "CURRENT.new", 2 * BATCH),
    ],
)
def test_an_ingest_killed_at_any_moment_leaves_the_old_index(
    folder: Path, settings: KnowledgeSettings, moment: str, about: str, already: int
) -> None:
    """Readers find the old index whole; the next ingest completes, and embeds only what was not
    stored yet.
    """
    run(folder, settings)
    before = texts(settings)
    (folder / "new.txt").write_text("".join(f"Goal {i}.\n" for i in range(2 * BATCH)))

    assert kill_at(folder, settings, moment, about) == -signal.SIGKILL
    assert texts(settings) == before
    report = run(folder, settings)
    assert report.embedded == 2 * BATCH - already
    assert len(texts(settings)) == 4 + 2 * BATCH
    assert leftovers(settings) == []


def test_an_ingest_killed_while_cleaning_up_has_done_its_work(
    folder: Path, settings: KnowledgeSettings
) -> None:
    """The new index is in place; what was to be removed goes with the next change."""
    for name in ("one.txt", "two.txt", "three.txt"):
        (folder / name).write_text(f"{name}\n")
        if name != "three.txt":
            run(folder, settings)

    assert kill_at(folder, settings, "os.remove", "manifest.json") == -signal.SIGKILL
    assert "three.txt" in texts(settings)
    assert run(folder, settings).nothing_to_do


def kill_at(folder: Path, settings: KnowledgeSettings, moment: str, about: str) -> int:
    """Ingest in a process that dies at that moment; its exit code."""
    command = [sys.executable, str(PROGRAM), str(folder), str(settings.data_dir), moment, about]
    environment = {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def leftovers(settings: KnowledgeSettings) -> list[str]:
    """Names in the data folder that should not be there once an ingest is done."""
    names = [path.name for path in settings.data_dir.rglob("*")]
    return [name for name in names if name.startswith(".unfinished") or name.endswith(".new")]
