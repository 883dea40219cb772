"""What an operator sets arrives where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.settings import SHIPPED_LIBRARY, KnowledgeSettings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder without a `.env` file, with nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in ("LIBRARY", "DATA_DIR", "CHROMA__MODE", "CHROMA__HOST", "EMBEDDING__MODEL"):
        monkeypatch.delenv(f"REMIT_{name}", raising=False)


def test_nothing_needs_to_be_set() -> None:
    """The shipped library, the platform's data folder, Chroma embedded, the shipped model."""
    settings = KnowledgeSettings()

    assert settings.library == SHIPPED_LIBRARY
    assert any(SHIPPED_LIBRARY.iterdir())
    assert settings.data_dir.name == "remit"
    assert (settings.chroma.mode, settings.embedding.model) == ("embedded", "minilm")


def test_the_environment_sets_nested_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """`__` parts the levels, and a dictionary is JSON."""
    monkeypatch.setenv("REMIT_LIBRARY", "roles")
    monkeypatch.setenv("REMIT_CHROMA__MODE", "server")
    monkeypatch.setenv("REMIT_CHROMA__HOST", "chroma")
    monkeypatch.setenv("REMIT_EMBEDDING__MODEL", "package.module:Class")
    monkeypatch.setenv("REMIT_EMBEDDING__OPTIONS", '{"model_name": "x", "batch": 8}')
    settings = KnowledgeSettings()

    assert settings.library == Path("roles")
    assert (settings.chroma.mode, settings.chroma.host, settings.chroma.port) == (
        "server",
        "chroma",
        8000,
    )
    assert settings.embedding.options == {"model_name": "x", "batch": 8}


def test_an_env_file_is_read(tmp_path: Path) -> None:
    """The environment itself has precedence; names of other parts of Remit are passed over."""
    (tmp_path / ".env").write_text("REMIT_CHROMA__PORT=8100\nREMIT_SLACK__BOT_TOKEN=x\n")

    assert KnowledgeSettings().chroma.port == 8100


@pytest.mark.parametrize(
    ("name", "value"), [("REMIT_CHROMA__MODE", "cloud"), ("REMIT_CHROMA__PORT", "0")]
)
def test_a_value_that_means_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Rather at start than at the first question."""
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError):
        KnowledgeSettings()
