"""A link to a restricted passage opens that document for a while; any other is plain."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from adapters.audience_settings import AudienceSettings, LinkSettings
from adapters.links import LinkRefused, Links, open_links
from bot.model import Citation

OPEN = Citation(1, "a.md", "Baker", ("Pay",), "The pay.", 0, 8, "/read/baker#c-1")
CLOSED = replace(OPEN, restricted=True, groups=("hr", "board of directors"))
SECRET = "long enough to be a secret"  # noqa: S105  a test's


def links(secret: str = SECRET, lifetime_s: int = 60) -> Links:
    """Links of a server."""
    return Links("https://remit.example.org/", secret, lifetime_s)


def key_in(address: str) -> str:
    """The key of an address."""
    return parse_qs(urlsplit(address).query)["key"][0]


def test_what_everybody_may_read_has_a_plain_address() -> None:
    """It can be kept and passed on."""
    assert links().to(OPEN) == "https://remit.example.org/read/baker#c-1"


def test_a_restricted_passage_is_opened_by_its_key() -> None:
    """With the groups that admit to it, and no others; the passage is still pointed at."""
    address = links().to(CLOSED)

    assert urlsplit(address).path == "/read/baker"
    assert urlsplit(address).fragment == "c-1"
    assert re.fullmatch(r"[\x21-\x7e]+", address)
    assert links().opens("baker", key_in(address)) == ("hr", "board of directors")


def test_a_key_opens_its_own_document_alone() -> None:
    """Or one link would open the library."""
    with pytest.raises(LinkRefused):
        links().opens("director", key_in(links().to(CLOSED)))


def test_a_key_expires() -> None:
    """A link in an old chat must not open what was closed since to most who read there."""
    key = key_in(links().to(CLOSED))

    with pytest.raises(LinkRefused):
        links(lifetime_s=-1).opens("baker", key)


def test_whatever_is_no_key_is_refused_in_the_same_words() -> None:
    """Who tries learns nothing from how it fails."""
    good = key_in(links().to(CLOSED))
    forged = key_in(links("another secret altogether").to(CLOSED))
    other = links()._signer.dumps({"slug": "baker"})
    tries = [
        "",
        "x",
        good[:-1],
        good + "x",
        "é" * 9,
        forged,
        other,
        good.replace(".", "", 1),
        "." * 9,
    ]

    told = set()
    for key in tries:
        with pytest.raises(LinkRefused) as refused:
            links().opens("baker", key)
        told.add(str(refused.value))
    assert len(told) == 1


def test_a_citation_without_groups_opens_nothing_restricted() -> None:
    """Whoever made it, it does not admit."""
    address = links().to(replace(CLOSED, groups=()))

    assert links().opens("baker", key_in(address)) == ()


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    """Links outlive a restart, and nobody else reads what they are signed with."""
    data = tmp_path / "data"
    first = open_links("http://x", LinkSettings(), data)
    second = open_links("http://x", LinkSettings(), data)

    assert second.opens("baker", first.key("baker", ("hr",))) == ("hr",)
    (kept,) = data.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    other = open_links("http://x", LinkSettings(), tmp_path / "other")
    with pytest.raises(LinkRefused):
        other.opens("baker", first.key("baker", ("hr",)))


def test_a_secret_that_is_set_is_shared_by_replicas(tmp_path: Path) -> None:
    """And nothing is kept then."""
    settings = LinkSettings(secret=SecretStr(SECRET))
    one, two = (open_links("http://x", settings, tmp_path / name) for name in "ab")

    assert two.opens("baker", one.key("baker", ("hr",))) == ("hr",)
    assert not list(tmp_path.iterdir())


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a secret that could be guessed is refused."""
    monkeypatch.setenv("REMIT_LINKS__SECRET", SECRET)
    monkeypatch.setenv("REMIT_LINKS__HOURS", "5")
    assert AudienceSettings().links.hours == 5

    monkeypatch.setenv("REMIT_LINKS__SECRET", "short")
    with pytest.raises(ValueError, match="16"):
        AudienceSettings()
