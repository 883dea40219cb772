"""A look at the documents: indexed when they change, by one process, with what holds kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from pydantic import SecretStr, ValidationError

from adapters.settings import ServerSettings, SyncSettings
from adapters.syncing import rounds as module
from adapters.syncing.errors import NotIndexed, Stopping
from adapters.syncing.indexing import Indexed, _environment
from adapters.syncing.programs import Programs
from adapters.syncing.rounds import Outcome, Rounds
from adapters.syncing.shelf import Shelf, point
from adapters.syncing.work import begin
from knowledge.embedding import MiniLM
from knowledge.errors import IndexMissing
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation, open_index


def write(folder: Path, sentence: str, name: str = "baker") -> None:
    """Make a document say one sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    text = f"# {name.title()}\n\n## Responsibilities\n\n{sentence}\n"
    (folder / f"{name}.md").write_text(text)


def rounds_of(
    folder: Path,
    replica: str = "one",
    pause: Callable[[float], None] = lambda _s: None,
    **settings: object,
) -> Rounds:
    """What looks after the folder `library` for a replica."""
    knowledge = KnowledgeSettings(data_dir=folder / replica, library=folder / "library")
    return Rounds(SyncSettings.model_validate(settings), knowledge, pause=pause)


@pytest.fixture
def indexings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """A stand-in for the process that indexes: it keeps a list of the folders."""
    done: list[tuple[Path, ...]] = []

    def index(folders: tuple[Path, ...], data_dir: Path, _programs: Programs) -> Indexed:
        done.append(folders)
        name = f"g{len(done)}"
        (data_dir / "generations" / name).mkdir(parents=True)
        (data_dir / "generations" / name / "file").write_text(name)
        point(data_dir, name)
        return Indexed(swapped=True, documents=1, clauses=1, embedded=1, problems=())

    monkeypatch.setattr(module, "index", index)
    return done


def test_a_folder_is_indexed_when_it_changes_and_only_then(tmp_path: Path) -> None:
    """By a process of its own; what cannot be read is told, and the rest indexed all the same."""
    library = tmp_path / "library"
    write(library, "The baker cleans the oven every evening.")
    looking = rounds_of(tmp_path)
    assert looking.look() is Outcome.CHANGED
    first = current_generation(tmp_path / "one")
    assert looking.look() is Outcome.UNCHANGED

    write(library, "The baker cleans the oven at noon.")
    (library / "empty.md").write_text("")
    assert looking.look() is Outcome.CHANGED
    assert current_generation(tmp_path / "one") != first
    assert "empty.md" in looking.status()["problems"][0]
    assert looking.status()["generation"] == current_generation(tmp_path / "one")


def test_a_folder_that_is_suddenly_empty_changes_nothing(tmp_path: Path) -> None:
    """A volume that is not mounted must not take all answers away."""
    write(tmp_path / "library", "The baker cleans the oven.")
    looking = rounds_of(tmp_path)
    looking.look()
    before = current_generation(tmp_path / "one")
    (tmp_path / "library" / "baker.md").unlink()

    assert looking.look() is Outcome.FAILED
    assert "empty" in looking.status()["reason"] or "no role" in looking.status()["reason"]
    assert current_generation(tmp_path / "one") == before


def test_files_that_are_being_written_are_waited_for(
    tmp_path: Path, indexings: list[tuple[Path, ...]]
) -> None:
    """Half a document is never indexed."""
    library = tmp_path / "library"
    write(library, "The baker")
    writing = ["The baker cleans", "The baker cleans the oven."]

    def goes_on(_seconds: float) -> None:
        if writing:
            write(library, writing.pop(0))

    looking = rounds_of(tmp_path, pause=goes_on)
    found = [looking.look() for _ in range(3)]
    assert found == [Outcome.UNSETTLED, Outcome.UNSETTLED, Outcome.CHANGED]
    assert len(indexings) == 1


def test_one_replica_indexes_and_all_have_the_index(
    tmp_path: Path, indexings: list[tuple[Path, ...]]
) -> None:
    """While one looks the other does not; afterwards it finds the work done, and copies it."""
    write(tmp_path / "library", "The baker cleans the oven.")
    shared = tmp_path / "shared"
    one, other = (rounds_of(tmp_path, name, shared=shared) for name in ("one", "other"))
    shared.mkdir()
    with FileLock(shared / "sync.lock"):
        assert one.look() is Outcome.BUSY
    assert one.look() is Outcome.CHANGED
    other._first = False
    assert other.look() is Outcome.UNCHANGED
    assert len(indexings) == 1

    assert [one.follow(), other.follow(), other.follow()] == [True, True, False]
    for name in ("one", "other"):
        generation = current_generation(tmp_path / name)
        assert (tmp_path / name / "generations" / generation / "file").read_text() == "g1"


def test_an_index_that_is_not_whole_is_not_copied(
    tmp_path: Path, indexings: list[tuple[Path, ...]]
) -> None:
    """Whoever copies keeps what there is, and copies the next one."""
    assert not indexings
    write(tmp_path / "library", "The baker cleans the oven.")
    looking = rounds_of(tmp_path, shared=tmp_path / "shared")
    looking.look()
    shutil.rmtree(looking.home / "generations" / "g1")

    assert not looking.follow()
    with pytest.raises(IndexMissing):
        current_generation(tmp_path / "one")


def test_replicas_of_two_versions_do_not_undo_each_others_work(
    tmp_path: Path, indexings: list[tuple[Path, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an upgrade or a rollback goes on, each has an index of its own form."""
    assert not indexings
    write(tmp_path / "library", "The baker cleans the oven.")
    old = rounds_of(tmp_path, shared=tmp_path / "shared")
    monkeypatch.setattr(module, "layout", lambda: "another form")
    new = rounds_of(tmp_path, shared=tmp_path / "shared")

    assert [old.look(), new.look(), old.look()] == [
        Outcome.CHANGED,
        Outcome.CHANGED,
        Outcome.UNCHANGED,
    ]
    assert current_generation(old.home) != current_generation(new.home)


def test_what_was_pushed_takes_the_place_of_the_folder(
    tmp_path: Path, indexings: list[tuple[Path, ...]]
) -> None:
    """Until something is pushed the folder holds; revisions from before go."""
    write(tmp_path / "library", "The baker cleans the oven.")
    looking = rounds_of(tmp_path, token=SecretStr("sixteen letters!"))
    looking.look()
    for name in ("r1", "r2"):
        looking.shelf.put(name, lambda draft: write(draft, "It is pushed."))
        assert looking.look() is Outcome.CHANGED

    folders = [each[0].name for each in indexings]
    assert folders == ["library", "r1", "r2"]
    assert [each.name for each in looking.shelf.folder.iterdir() if each.is_dir()] == ["r2"]


def test_a_repository_that_is_away_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """The sentence has what git said."""
    looking = rounds_of(tmp_path, git_url=SecretStr(f"file://{tmp_path}/nowhere"))

    assert looking.look() is Outcome.FAILED
    assert "cannot be fetched" in looking.status()["reason"]


def test_a_shelf_keeps_what_holds_when_filling_fails(tmp_path: Path) -> None:
    """And nothing of what was begun."""
    shelf = Shelf(tmp_path / "shelf")
    shelf.put("r1", lambda draft: write(draft, "one"))

    def fail(draft: Path) -> None:
        write(draft, "half")
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        shelf.put("r2", fail)
    assert shelf.current() == tmp_path / "shelf" / "r1"
    assert not list((tmp_path / "shelf").glob(".unfinished*"))


def test_the_process_that_indexes_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads files that others wrote, and needs to know the library's settings alone."""
    for name in ("REMIT_SLACK__BOT_TOKEN", "REMIT_SYNC__TOKEN", "REMIT_DATABASE_URL"):
        monkeypatch.setenv(name, "Zanzibar")
    monkeypatch.setenv("REMIT_CHROMA__HOST", "chroma.example.org")
    told = _environment()

    assert "Zanzibar" not in told.values()
    assert told["REMIT_CHROMA__HOST"] == "chroma.example.org"


def test_the_process_that_indexes_ends_with_the_server(tmp_path: Path) -> None:
    """Or it would go on writing while the next server begins."""
    command = [sys.executable, "-m", "adapters.syncing.indexing", str(tmp_path), str(tmp_path)]
    write(tmp_path, "The baker cleans the oven. " * 5)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.close()
        assert process.wait(60) == 1


def test_a_program_is_ended_when_the_server_stops(tmp_path: Path) -> None:
    """A server that waits for git for two minutes would be killed before it is done."""
    programs = Programs()
    threading.Timer(0.3, programs.stop).start()
    began = time.monotonic()
    with pytest.raises(Stopping):
        programs.run(["sleep", "60"], dict(os.environ), tmp_path)
    assert time.monotonic() - began < 30
    with pytest.raises(Stopping):
        programs.run(["true"], {}, tmp_path)


def test_a_server_begins_with_an_index_or_says_why_not(tmp_path: Path) -> None:
    """It waits for the first look only where there is nothing to answer from."""
    settings = SyncSettings(shared=tmp_path / "shared")
    knowledge = KnowledgeSettings(data_dir=tmp_path / "one", library=tmp_path / "library")
    with pytest.raises(NotIndexed):
        begin(settings, knowledge)

    write(tmp_path / "library", "The baker cleans the oven.")
    begin(settings, knowledge)
    assert len(open_index(knowledge, MiniLM().name).library.documents) == 1
    shutil.rmtree(tmp_path / "library")
    begin(settings, knowledge)
    begin(settings, knowledge.model_copy(update={"data_dir": tmp_path / "other"}))
    assert current_generation(tmp_path / "other") == current_generation(tmp_path / "one")


@pytest.mark.parametrize("damaged", [("one",), ("shared", "one"), ("shared",)])
def test_a_server_does_not_begin_with_a_damaged_index_and_mends_it(
    tmp_path: Path, damaged: tuple[str, ...]
) -> None:
    """Its copy is made anew, and if the shared one is damaged too, that one is indexed again."""
    write(tmp_path / "library", "The baker cleans the oven.")
    settings = SyncSettings(shared=tmp_path / "shared")
    knowledge = KnowledgeSettings(data_dir=tmp_path / "one", library=tmp_path / "library")
    begin(settings, knowledge)
    for name in damaged:
        (library,) = (tmp_path / name).rglob("library.json")
        library.write_bytes(library.read_bytes()[:50])

    begin(settings, knowledge)
    begin(settings, knowledge.model_copy(update={"data_dir": tmp_path / "new"}))

    for name in ("one", "new"):
        own = knowledge.model_copy(update={"data_dir": tmp_path / name})
        assert open_index(own, MiniLM().name).library.documents


@pytest.mark.parametrize(
    "wrong",
    [
        {"git_url": "https://x/y", "token": "sixteen letters!"},
        {"git_url": "ext::sh -c x"},
        {"git_url": "http://x/y"},
        {"git_url": "--upload-pack=x"},
        {"git_url": "https://x/y", "git_branch": "--force"},
        {"git_url": "https://x/y", "git_folder": "../etc"},
        {"token": "short"},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, str]) -> None:
    """Without telling the value, which may hold a password."""
    with pytest.raises(ValidationError):
        ServerSettings(sync=SyncSettings.model_validate(wrong))
