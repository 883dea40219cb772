"""Half of the credentials is refused at the start, with what is missing."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError

from adapters.teams.settings import TeamsSettings

SECRET = SecretStr("client secret")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"app_id": "a"}, "REMIT_TEAMS__APP_PASSWORD"),
        ({"app_id": "a", "app_password": SECRET}, "REMIT_TEAMS__TENANT_ID"),
        ({"app_password": SECRET}, "REMIT_TEAMS__APP_ID"),
        ({"identity": "managed"}, "REMIT_TEAMS__APP_ID"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, object], said: str) -> None:
    """And the secret is not."""
    with pytest.raises(ValidationError, match=said) as raised:
        TeamsSettings(**given)  # type: ignore[arg-type]
    assert "client secret" not in str(raised.value)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"app_id": "a", "app_password": SECRET, "tenant_id": "t"},
        {"app_id": "a", "app_password": SECRET, "identity": "multi_tenant"},
        {"app_id": "a", "identity": "managed"},
    ],
)
def test_each_way_to_register_a_bot_is_whole(given: dict[str, object]) -> None:
    """And nothing at all is, for this machine alone."""
    assert TeamsSettings(**given).app_id == given.get("app_id", "")  # type: ignore[arg-type]


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the names that operators use."""
    monkeypatch.setenv("REMIT_TEAMS__APP_ID", "a")
    monkeypatch.setenv("REMIT_TEAMS__APP_PASSWORD", "b")
    monkeypatch.setenv("REMIT_TEAMS__TENANT_ID", "c")
    settings = TeamsSettings()

    assert (settings.app_id, settings.tenant_id) == ("a", "c")
    assert settings.app_password == SecretStr("b")
    assert settings.authority == "https://login.microsoftonline.com/c"
