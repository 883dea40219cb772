"""What is indexed of a clause, and generations on disk."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge import snapshot
from knowledge.decision_rights.reading import rights_of
from knowledge.errors import IndexMismatch, IndexMissing
from knowledge.index import embedded_text, embedded_texts, headings_of, indexed_words
from knowledge.lexical import Lexical
from knowledge.model import BlockKind, Clause, Library, Note
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation, decode, encode, open_index, write_generation
from knowledge.token_vectors import DIM, TokenVectors
from knowledge.wordings import Wordings, nothing
from tests.fakes import WordsEmbedder, lines_document, lines_library

TEXT = "# Decisions\nPublish a paper.\nHire people.\n# Goals\n90% – precision\n"
ROW = Clause(
    "r1",
    "lead.txt",
    (),
    ("Scorecard", "Metrics"),
    BlockKind.ROW,
    "Precision | 90% | ",
    0,
    18,
    lead="Quality",
    columns=("Metric", "Target", "Owner"),
    cells=("Precision", "90%", ""),
)


@pytest.fixture
def settings(tmp_path: Path) -> KnowledgeSettings:
    """Settings with a data folder of their own."""
    return KnowledgeSettings(data_dir=tmp_path)


def library(*texts: str) -> Library:
    """A library of documents with these texts."""
    return lines_library([lines_document(f"role-{i}.txt", text) for i, text in enumerate(texts)])


def write(settings: KnowledgeSettings, written: Library, embedder: str = "words") -> str:
    """Write a generation; its name."""
    vectors = WordsEmbedder(embedder).embed(embedded_texts(written))
    clauses = [clause for document in written.documents for clause in document.clauses]
    heading_vectors = WordsEmbedder(embedder).embed(headings_of(clauses)[0])
    lexical = Lexical.build([indexed_words(clause) for clause in clauses])
    tokens = TokenVectors.of([token_rows(i) for i in range(len(clauses))])
    return write_generation(
        settings.data_dir,
        written,
        vectors,
        heading_vectors,
        lexical,
        tokens,
        rights_of(written),
        Wordings((), nothing()),
        embedder,
    )


def token_rows(number: int) -> NDArray[np.int8]:
    """Token vectors of a clause that tell its number."""
    return np.full((number + 1, DIM), number, np.int8)


def test_a_clause_is_embedded_under_its_innermost_heading() -> None:
    """The role is settled before searching; its title would only make its clauses alike."""
    assert embedded_texts(library(TEXT))[0] == "Decisions. Publish a paper."
    assert embedded_texts(library("Plan.\n")) == ["Plan."]


def test_a_clause_is_embedded_with_what_introduces_it() -> None:
    """An item or a cell alone may say nothing; the numbers of headings never do."""
    numbered = replace(ROW, path=("2 Scorecard", "2.1. Metrics"))

    assert embedded_text(ROW) == "Metrics. Quality. Precision | 90% | "
    assert embedded_text(numbered) == embedded_text(ROW)


def test_headings_are_counted_once_and_the_empty_one_is_first() -> None:
    """Each clause knows its innermost heading and the one above; it may lack either."""
    clauses = [ROW, replace(ROW, path=("3 Metrics",)), replace(ROW, path=())]
    headings, of = headings_of(clauses)

    assert headings == ("", "Metrics", "Scorecard")
    assert of.tolist() == [[1, 2], [1, 0], [0, 0]]


def test_own_words_count_twice_and_no_role_is_a_word() -> None:
    """The role is settled before searching; its name would only favour clauses that repeat it."""
    found = indexed_words(ROW)

    assert found.count("precis") == 2
    assert found.count("scorecard") == found.count("qualiti") == found.count("target") == 1


def test_a_library_survives_the_disk_unchanged() -> None:
    """Everything that reading found comes back equal, texts and offsets included."""
    before = library(TEXT, "# Mission\nServe. – “quoted” ✓\n", "")
    document = replace(
        before.documents[0],
        metadata={"owner": "People team"},
        notes=(Note("mended dashes", "โ", "—"),),
        clauses=(
            *before.documents[0].clauses,
            replace(ROW, document="role-0.txt", text=TEXT[0:18]),
        ),
    )
    before = replace(before, documents=(document, *before.documents[1:]))

    assert decode(encode(before)) == before


def test_an_index_opens_as_it_was_written(settings: KnowledgeSettings) -> None:
    """Rows of vectors and words stand in the order of clauses."""
    name = write(settings, library(TEXT, TEXT.replace("paper", "report")))
    index = open_index(settings, "words")

    assert index.generation == name == current_generation(settings.data_dir)
    assert index.embedder == "words"
    assert len(index.clauses) == len(index.vectors) == len(index.lexical) == 6
    question = WordsEmbedder().embed(["decisions publish a report"])[0]
    assert index.clauses[int((index.vectors @ question).argmax())].text == "Publish a report."
    assert index.clauses[int(index.lexical.scores(["report"]).argmax())].document == "role-1.txt"
    assert [index.headings[number] for number in index.heading_of[:, 0]] == [
        clause.path[-1] for clause in index.clauses
    ]
    assert np.array_equal(index.heading_vectors, WordsEmbedder().embed(index.headings))
    for i, (start, end) in enumerate(pairwise(index.tokens.starts)):
        assert np.array_equal(index.tokens.rows[start:end], token_rows(i))


def test_vectors_of_an_open_index_cannot_be_changed(settings: KnowledgeSettings) -> None:
    """All threads, and all processes on one machine, read the same memory."""
    write(settings, library(TEXT))

    with pytest.raises(ValueError, match="read-only"):
        open_index(settings, "words").vectors[0, 0] = 1


def test_a_library_without_clauses_can_be_opened(settings: KnowledgeSettings) -> None:
    """A document of headings only is odd, but no error."""
    write(settings, library("# Nothing\n"))

    index = open_index(settings, "words")
    assert index.vectors.shape == (0, 64)
    assert index.tokens.rows.shape == (0, DIM)


def test_opening_nothing_says_to_ingest(settings: KnowledgeSettings) -> None:
    """The first thing that a new user may forget."""
    with pytest.raises(IndexMissing, match="run `remit ingest` first"):
        open_index(settings, "words")


def test_an_index_of_another_model_is_not_searched(settings: KnowledgeSettings) -> None:
    """Its vectors and the question's would have nothing to do with each other."""
    write(settings, library(TEXT), "former")

    with pytest.raises(IndexMismatch, match="model former, not words"):
        open_index(settings, "words")


def test_an_index_of_another_form_counts_as_none(
    settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that writes other files must not misread the old ones."""
    write(settings, library(TEXT))
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)

    with pytest.raises(IndexMissing):
        open_index(settings, "words")


def test_an_index_of_another_projection_counts_as_none(
    settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its token vectors and the question's would have nothing to do with each other."""
    write(settings, library(TEXT))
    monkeypatch.setattr(snapshot, "projection_name", lambda: "another")

    with pytest.raises(IndexMissing):
        open_index(settings, "words")


@pytest.mark.parametrize(
    "name",
    [
        "library.json",
        "vectors.npy",
        "headings.npy",
        "tokens.npy",
        "starts.npy",
        "lexical/weights.npy",
    ],
)
@pytest.mark.parametrize("cut", [True, False])
def test_an_index_with_lost_files_counts_as_none(
    settings: KnowledgeSettings, name: str, *, cut: bool
) -> None:
    """Cut short or gone: the message says to ingest, and nothing half is answered from."""
    path = settings.data_dir / "generations" / write(settings, library(TEXT)) / name
    if cut:
        path.write_bytes(path.read_bytes()[:20])
    else:
        path.unlink()

    with pytest.raises(IndexMissing):
        open_index(settings, "words")


@pytest.mark.parametrize(
    "name", ["library.json", "vectors.npy", "tokens.npy", "manifest.json", "lexical/weights.npy"]
)
def test_one_wrong_byte_is_noticed(settings: KnowledgeSettings, name: str) -> None:
    """A quote with another figure in it would be verbatim to everybody."""
    path = settings.data_dir / "generations" / write(settings, library(TEXT)) / name
    content = bytearray(path.read_bytes())
    content[-20] ^= 0x01
    path.write_bytes(content)

    with pytest.raises(IndexMissing, match="damaged; run `remit ingest`"):
        open_index(settings, "words")


def test_an_open_index_outlives_the_generations_after_it(settings: KnowledgeSettings) -> None:
    """A question under way is answered from what it began with."""
    write(settings, library("one\n"))
    index = open_index(settings, "words")
    before = index.vectors.copy()
    for text in ("two\n", "three\n", "four\n"):
        write(settings, library(text))

    assert np.array_equal(index.vectors, before)
    assert index.clauses[0].text == "one"
    assert open_index(settings, "words").clauses[0].text == "four"


def test_only_the_generation_before_is_kept(settings: KnowledgeSettings) -> None:
    """A reader that was just opening it may finish; older ones and unfinished ones go."""
    home = settings.data_dir / "generations"
    names = [write(settings, library(text)) for text in ("one\n", "two\n")]
    (home / ".unfinished-x").mkdir()
    names.append(write(settings, library("three\n")))

    assert {path.name for path in home.iterdir()} == set(names[1:])


def test_opening_an_index_needs_no_chroma() -> None:
    """Importing and opening it would take twice as long as the whole first answer."""
    program = "import sys, knowledge.snapshot, knowledge.ingest; print('chromadb' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert result.stdout.strip() == "False", result.stderr
