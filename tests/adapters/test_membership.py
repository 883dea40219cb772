"""Who is in which group is said by the settings, never by whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from adapters.audience_settings import AudienceSettings, ProxySettings
from adapters.membership import GroupsBroken, Membership, groups_by_proxy, open_membership


def test_somebody_is_in_the_groups_of_all_their_ids() -> None:
    """However they are written; unknown ids are in none."""
    membership = Membership(
        {
            "HR": ["Ann@Example.org", "slack-group:S1"],
            "board": ["teams:1-2-3", "slack:U7"],
            "all clerks": ["entra-group:g-1"],
        }
    )

    assert membership.groups_of("ann@example.org") == ("hr",)
    assert membership.groups_of("slack:u7", "slack-group:S1") == ("board", "hr")
    assert membership.groups_of("entra-group:g-1", "teams:1-2-3") == ("all clerks", "board")
    assert membership.groups_of("slack:U8", "", "hr", "board") == ()
    assert membership.groups_of() == ()


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"hr": ["ann"]}, "“ann” in “hr” is no member"),
        ({"hr": ["slack:"]}, "no member"),
        ({"hr": [""]}, "no member"),
        ({"everyone": ["a@b.c"]}, "cannot be the name"),
        ({"": ["a@b.c"]}, "cannot be the name"),
        ({"hr, board": ["a@b.c"]}, "cannot be the name"),
    ],
)
def test_a_member_or_group_that_is_none_is_told(members: dict[str, list[str]], told: str) -> None:
    """A slip would shut somebody out, or in; both are found at the start."""
    with pytest.raises(GroupsBroken, match=told):
        Membership(members)


def test_settings_and_file_add_up(tmp_path: Path) -> None:
    """A group may be in both."""
    file = tmp_path / "groups.yaml"
    file.write_text("hr: [bob@example.org]\nboard:\n  - slack:U1\n")
    settings = AudienceSettings(groups={"hr": ["ann@example.org"]}, groups_file=file)
    membership = open_membership(settings)

    assert membership.groups_of("ann@example.org") == ("hr",)
    assert membership.groups_of("bob@example.org", "slack:U1") == ("board", "hr")
    assert open_membership(AudienceSettings()).groups_of("ann@example.org") == ()


@pytest.mark.parametrize(
    "text", ["hr: [", "- hr", "hr: ann@example.org", "hr: {a: b}", "a: [x@y.z]\n---\nb: []\n"]
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    """In one sentence that names it."""
    file = tmp_path / "groups.yaml"
    file.write_text(text)

    with pytest.raises(GroupsBroken, match=r"groups\.yaml"):
        open_membership(AudienceSettings(groups_file=file))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Nobody is in a group by accident, and the operator learns why; an empty one is fine."""
    with pytest.raises(GroupsBroken, match="REMIT_GROUPS_FILE"):
        open_membership(AudienceSettings(groups_file=tmp_path / "none.yaml"))
    (tmp_path / "empty.yaml").write_text("")
    assert open_membership(AudienceSettings(groups_file=tmp_path / "empty.yaml")).groups_of() == ()


def headers(*said: tuple[str, str]) -> CIMultiDictProxy[str]:
    """The headers of a request."""
    return CIMultiDictProxy(CIMultiDict(said))


PROXY = AudienceSettings(web=ProxySettings(groups_header="X-Remit-Groups"))


def test_a_trusted_proxy_gives_the_groups() -> None:
    """In the header that the setting names."""
    assert groups_by_proxy(PROXY, headers(("x-remit-groups", "HR, board"))) == ("hr", "board")
    assert groups_by_proxy(PROXY, headers()) == ()


def test_without_the_setting_no_header_is_believed() -> None:
    """Anybody can send one."""
    said = headers(("X-Remit-Groups", "hr"), ("", "hr"))

    assert groups_by_proxy(AudienceSettings(), said) == ()


def test_a_header_that_comes_twice_is_not_believed() -> None:
    """One of them may be the browser's own."""
    said = headers(("X-Remit-Groups", "hr"), ("X-Remit-Groups", "sales"))

    assert groups_by_proxy(PROXY, said) == ()
