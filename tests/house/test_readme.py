"""What README shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.terminal.main import remit
from knowledge.decision_rights.reading import rights_in_force
from knowledge.reading_room import read_library

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"^\$ remit (?P<call>.+)\n(?P<output>(?:(?!\$ |```).*\n)+)", re.MULTILINE)
CALLS = {
    found["call"]: found["output"] for found in SHOWN.finditer((ROOT / "README.md").read_text())
}
EXAMPLES = [call for call in CALLS if not call.startswith("eval")]  # that has gates of its own
LEFT_OUT = re.compile(r"^ *…\n?", re.MULTILINE)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped library indexed."""
    folder = tmp_path_factory.mktemp("readme")
    assert CliRunner().invoke(remit, ["ingest", "--data-dir", str(folder)]).exit_code == 0
    return folder


def words(text: str) -> str:
    """The words of a text, without line breaks and the rules of a table."""
    return " ".join(re.findall(r"[^\s─]+", text))


def test_readme_shows_calls() -> None:
    """None of them is overlooked: each `$ remit` has its output below it."""
    assert len(CALLS) == (ROOT / "README.md").read_text("utf-8").count("\n$ remit ") > 5


@pytest.mark.parametrize("call", EXAMPLES)
def test_an_example_says_what_is_shown(
    place: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Word by word, however wide the terminal is; `…` on a line of its own leaves words out."""
    monkeypatch.setenv("REMIT_DATA_DIR", str(place))
    said = words(CliRunner().invoke(remit, shlex.split(call)).stdout)

    for shown in filter(None, map(words, LEFT_OUT.split(CALLS[call]))):
        assert shown in said
        said = said.partition(shown)[2]


def test_probes_are_made_of_as_many_rights_as_shown() -> None:
    """The figures below are measured; this one can be counted."""
    (shown,) = (output for call, output in CALLS.items() if call.startswith("eval probes"))
    library, _ = read_library([ROOT / "knowledge/library"])

    assert f"from {len(rights_in_force(library))} decision rights" in shown
