"""`make` finds a Python that can run Remit, or says in one sentence what to install."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "find-python.sh"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty folder to be the whole search path."""
    return tmp_path


def install(path: Path, name: str, version: tuple[int, int], *, venv: bool = True) -> None:
    """Put a program into `path` that answers as a Python of `version` does."""
    right = (3, 11) <= version <= (3, 13)
    python = path / name
    python.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        f"*sys.exit*) exit {0 if right else 1} ;;\n"
        f"*ensurepip*) exit {0 if venv else 1} ;;\n"
        f"*) echo {version[0]}.{version[1]} ;;\n"
        "esac\n"
    )
    python.chmod(0o755)


def find(path: Path, *given: str) -> subprocess.CompletedProcess[str]:
    """Run the script with `path` as the search path."""
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), *given],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_newest_usable_python_is_taken(path: Path) -> None:
    """3.13 before 3.12 before 3.11; later ones are not tried, they have no lock."""
    for minor in (11, 12, 13, 14):
        install(path, f"python3.{minor}", (3, minor))

    assert find(path).stdout.strip() == str(path / "python3.13")


def test_a_launcher_that_leads_nowhere_is_passed_over(path: Path) -> None:
    """Version managers leave a launcher for every version that they know of."""
    (path / "python3.13").write_text("#!/bin/sh\nexit 127\n")
    (path / "python3.13").chmod(0o755)
    install(path, "python3", (3, 12))

    assert find(path).stdout.strip() == str(path / "python3")


def test_without_a_usable_python_the_message_says_what_to_install(path: Path) -> None:
    """Ubuntu 22.04's own python3 is 3.10."""
    install(path, "python3", (3, 10))

    result = find(path)

    assert result.returncode == 1
    assert "sudo apt install python3.11 python3.11-venv" in result.stderr


def test_without_venv_the_message_names_the_package(path: Path) -> None:
    """Debian's Python comes without ensurepip."""
    install(path, "python3", (3, 11), venv=False)

    result = find(path)

    assert result.returncode == 1
    assert "sudo apt install python3.11-venv" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_given_python_is_the_only_one_tried(path: Path) -> None:
    """Who names a Python wants that one or an error."""
    install(path, "python3.12", (3, 12))
    install(path, "python3.9", (3, 9))

    assert find(path, "python3.12").stdout.strip() == str(path / "python3.12")
    assert "python3.9 is not a Python 3.11, 3.12 or 3.13" in find(path, "python3.9").stderr
