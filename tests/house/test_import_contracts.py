"""The import contracts of pyproject.toml are kept by a clean tree and break where they should."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

CLEAN = {
    "knowledge/__init__.py": "",
    "knowledge/model.py": "",
    "knowledge/chroma_index.py": "import chromadb\nfrom knowledge import model\n",
    "knowledge/llama_embedding.py": "from llama_index.core import Settings\n",
    "bot/__init__.py": "",
    "bot/language_model.py": "from llama_index.core.llms import ChatMessage\n",
    "bot/memory/__init__.py": "import sqlalchemy\nimport alembic\n",
    "bot/bootstrap.py": "from knowledge import chroma_index, llama_embedding\n",
    "evals/__init__.py": "",
    "evals/run.py": "from bot import bootstrap\n",
    "adapters/__init__.py": "",
    "adapters/card.py": "",
    "adapters/server.py": "import aiohttp\nimport rich\nfrom bot import bootstrap\n",
    "adapters/service/__init__.py": "import prometheus_client\nfrom bot import memory\n",
    "adapters/slack/__init__.py": "import slack_bolt\nimport slack_sdk\n",
    "adapters/teams/__init__.py": "import botbuilder.core\n",
    "adapters/terminal/__init__.py": "",
    "adapters/web/__init__.py": "",
}

PLANTED = [
    ("knowledge/planted.py", "from bot import bootstrap", "adapters and evals know bot"),
    ("bot/planted.py", "from adapters import card", "adapters and evals know bot"),
    ("bot/planted.py", "from evals import run", "adapters and evals know bot"),
    ("evals/planted.py", "from adapters import card", "adapters and evals know bot"),
    ("knowledge/planted.py", "import chromadb", "chromadb is imported by"),
    ("bot/planted.py", "from chromadb.config import Settings", "chromadb is imported by"),
    ("adapters/planted.py", "import chromadb", "chromadb is imported by"),
    ("bot/planted.py", "import llama_index.core", "llama_index is imported by"),
    ("knowledge/planted.py", "def f():\n    import llama_index.core", "llama_index is imported by"),
    ("adapters/planted.py", "import sqlalchemy", "the database's libraries"),
    ("knowledge/planted.py", "import alembic", "the database's libraries"),
    ("bot/planted.py", "import sqlalchemy", "the database's libraries"),
    ("adapters/service/planted.py", "from slack_sdk import WebClient", "Slack's libraries"),
    ("adapters/teams/planted.py", "import slack_bolt", "Slack's libraries"),
    ("bot/planted.py", "import botbuilder.core", "Teams' libraries"),
    ("adapters/slack/planted.py", "import botbuilder.core", "Teams' libraries"),
    ("bot/planted.py", "import prometheus_client", "metrics and traces"),
    ("adapters/web/planted.py", "from opentelemetry import trace", "metrics and traces"),
    ("evals/planted.py", "from aiohttp import web", "aiohttp is imported by"),
    ("bot/planted.py", "import aiohttp", "aiohttp is imported by"),
    ("bot/planted.py", "import rich.console", "knowledge and bot know nothing"),
    ("knowledge/planted.py", "import click", "knowledge and bot know nothing"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Packages of the product's names with nothing in them but imports, under its contracts."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name, source in CLEAN.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on `tree`, without its cache."""
    return subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_clean_tree_keeps_every_contract(tree: Path) -> None:
    """The doors are open to those who own them, so that a kept contract means something."""
    result = lint(tree)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(("place", "source", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract(
    tree: Path, place: str, source: str, contract: str
) -> None:
    """Each forbidden import breaks the one contract that forbids it, wherever it stands."""
    (tree / place).write_text(source + "\n")

    result = lint(tree)

    broken = [line for line in result.stdout.splitlines() if " BROKEN" in line]
    assert result.returncode == 1, result.stdout + result.stderr
    assert len(broken) == 1
    assert broken[0].startswith(contract)
