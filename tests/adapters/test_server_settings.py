"""What an operator sets about the server arrives where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.settings import ServerSettings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder without a `.env` file, with nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOST", "PORT", "PUBLIC_URL"):
        monkeypatch.delenv(f"REMIT_{name}", raising=False)


def test_nothing_needs_to_be_set() -> None:
    """The server is reached from its own machine alone until somebody says otherwise."""
    settings = ServerSettings()

    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 3978, None)
    assert settings.address == "http://127.0.0.1:3978"


def test_the_public_address_is_the_one_to_give_to_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy, nobody can use the address that the server listens on."""
    monkeypatch.setenv("REMIT_PUBLIC_URL", "https://remit.example.org/")

    assert ServerSettings().address == "https://remit.example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "0"), ("PORT", "65536"), ("PORT", "http"), ("PUBLIC_URL", "javascript:alert(1)")],
)
def test_a_value_that_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Rather at start than at the first request."""
    monkeypatch.setenv(f"REMIT_{name}", value)

    with pytest.raises(ValidationError):
        ServerSettings()
