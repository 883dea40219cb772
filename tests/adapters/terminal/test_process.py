"""`remit` as a process: what it imports, how it is interrupted, and pipes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = "from adapters.terminal.main import main; main()"
HEAVY = (
    "aiohttp bs4 chromadb docutils docx ftfy jinja2 llama_index lxml markdown_it openpyxl pdfminer "
    "pdfplumber rich sentencex yaml"
).split()

pytestmark = pytest.mark.usefixtures("settings")


def start(*arguments: str, program: str = PROGRAM) -> subprocess.Popen[str]:
    """Start `remit`, or a program around it."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_a_question_imports_nothing_it_does_not_need() -> None:
    """Parsers, Chroma, the server and rich cost more time than the answer; LlamaIndex most."""
    program = (
        "import sys\nfrom adapters.terminal.main import main\n"
        "try:\n    main()\nfinally:\n"
        "    print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    with start("ask", "responsibilities of the sea pilot", program=program) as process:
        said, imported = process.communicate()

    assert "Bring vessels safely" in said
    assert set(imported.split()) & set(HEAVY) == set()
    assert "numpy" in imported.split()


def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    """Who interrupts knows that they did: no traceback, the exit code that shells expect."""
    program = (
        "import signal, bot.bootstrap\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # shells may have it ignored\n"
        "def interrupted(*_): signal.raise_signal(signal.SIGINT)\n"
        "bot.bootstrap.ingest_library = interrupted\n" + PROGRAM
    )
    with start("ingest", "--data-dir", str(tmp_path), program=program) as process:
        said, told = process.communicate()

    assert process.returncode == 128 + signal.SIGINT
    assert (said.strip(), told.strip()) == ("", "")


def test_a_reader_that_stops_early_is_no_failure_to_tell() -> None:
    """`remit … | head` ends without a complaint."""
    with start("role", "Sea Pilot", "--source") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        told = process.stderr.read()

    assert told == ""


def test_a_terminal_without_bullets_gets_the_answer(settings: pytest.MonkeyPatch) -> None:
    """Where an old encoding is set, a sign is replaced, and nothing fails."""
    settings.setenv("PYTHONIOENCODING", "ascii")

    with start("ask", "responsibilities of the sea pilot") as process:
        said, told = process.communicate()

    assert "Bring vessels safely" in said
    assert told == ""


def on_a_terminal(*arguments: str) -> str:
    """What `remit` writes to standard error where that is a terminal."""
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=there,
    ):
        os.close(there)
        shown = b""
        while True:
            try:
                some = os.read(here, 65536)
            except OSError:  # the other side is closed
                break
            if not some:
                break
            shown += some
    os.close(here)
    return shown.decode()


def test_progress_is_shown_to_who_is_looking(harbour: Path, tmp_path: Path) -> None:
    """Reading and embedding take long with many documents; bars say how long."""
    shown = on_a_terminal("ingest", str(harbour), "--data-dir", str(tmp_path / "data"))

    assert "Reading" in shown
    assert "2/2" in shown
    assert "Embedding" in shown


def test_a_batch_shows_how_far_it_is(tmp_path: Path) -> None:
    """The same for many questions."""
    questions = tmp_path / "in.jsonl"
    questions.write_text('{"id": "1", "question": "tides"}\n' * 3, encoding="utf-8")

    shown = on_a_terminal("ask", "--batch", str(questions), "--out", str(tmp_path / "out.jsonl"))

    assert "Asking" in shown
    assert "3/3" in shown
