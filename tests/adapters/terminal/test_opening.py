"""Which index a command works on."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from adapters.terminal.opening import find_place, open_place, own_place, place_apart
from tests.adapters.terminal.builders import write_library

pytestmark = pytest.mark.usefixtures("settings")


def test_the_settings_name_the_index_where_nothing_else_does(
    harbour: Path, harbour_data: Path
) -> None:
    """Without options the user's own index is asked as it is."""
    place = find_place((), None)

    assert place.folders == (harbour,)
    assert place.settings.data_dir == harbour_data
    assert not place.named


def test_the_command_line_wins(tmp_path: Path) -> None:
    """Options are for this call alone."""
    place = find_place((tmp_path,), tmp_path / "data")

    assert place.folders == (tmp_path,)
    assert place.settings.data_dir == tmp_path / "data"


def test_libraries_are_told_apart_by_their_folders(
    tmp_path: Path, harbour_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same folders have the same index however they are written; others have another."""
    one, two = tmp_path / "one", tmp_path / "two"
    monkeypatch.chdir(tmp_path)

    def data_dir(*folders: Path) -> Path:
        return find_place(folders, None).settings.data_dir

    assert data_dir(one) == data_dir(Path("one"))
    assert len({data_dir(one), data_dir(two), data_dir(one, two)}) == 3
    assert data_dir(one).parent == harbour_data / "libraries"
    assert place_apart((one,), tmp_path).settings.data_dir.parent == tmp_path / "libraries"


def test_building_and_checking_mean_the_user_s_own_index(
    tmp_path: Path, harbour_data: Path
) -> None:
    """`remit ingest DIR` makes DIR the library that is asked from then on."""
    place = own_place((tmp_path,), None)

    assert place.folders == (tmp_path,)
    assert place.settings.data_dir == harbour_data


def test_a_question_waits_for_the_process_that_builds_its_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two batches over one new library, started together, both get their answers."""
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"
    data.mkdir()
    other = FileLock(data / "ingest.lock")
    other.acquire()
    monkeypatch.setattr("time.sleep", lambda _: other.release())

    guide = open_place(find_place((library,), data))

    assert len(guide.library.documents) == 2
    assert capsys.readouterr().err.count("waiting until it is done") == 1
