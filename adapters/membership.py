"""Which groups somebody is in: by the settings, or by the word of a reverse proxy that is trusted.

Comes in: the ids under which a platform vouches for somebody. Goes out: names of groups, which
`LiveGuide.current` takes. Nobody is in a group because they say so; who is not known is in none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from multidict import CIMultiDictProxy
from pydantic import TypeAdapter, ValidationError

from adapters.audience_settings import AudienceSettings
from adapters.errors import AdapterError
from knowledge.audience import EVERYBODY, plain_group
from knowledge.errors import ReadError

MEMBER = re.compile(r"[^@\s:]+@[^@\s]+|(?:slack|slack-group|teams|entra-group):\S+", re.IGNORECASE)
FORMS = "an e-mail address, slack:U…, slack-group:S…, teams:<object id> or entra-group:<id>"


class GroupsBroken(AdapterError):
    """The groups of the settings cannot be read."""

    def __init__(self, where: str, reason: str) -> None:
        """Name the setting or file, and what is wrong with it."""
        super().__init__(f"{where}: {reason}.")


class Membership:
    """Who is in which group. Threads share it."""

    def __init__(self, members: Mapping[str, Sequence[str]], where: str = "REMIT_GROUPS") -> None:
        """Take the members of each group; `where` they were written, for messages.

        Raises:
            GroupsBroken: a member or a group is none.
        """
        groups: dict[str, set[str]] = defaultdict(set)
        for name, ids in members.items():
            group = plain_group(name)
            if not group or group in EVERYBODY or re.search("[;,]", name):
                raise GroupsBroken(
                    where, f"“{name}” cannot be the name of a group; call it another"
                )
            for each in ids:
                if not MEMBER.fullmatch(each.strip()):
                    raise GroupsBroken(where, f"“{each}” in “{name}” is no member; write {FORMS}")
                groups[each.strip().casefold()].add(group)
        self._groups = dict(groups)

    def groups_of(self, *ids: str) -> tuple[str, ...]:
        """The groups of somebody who has all of these ids, by name; none for ids nobody knows."""
        found = (self._groups.get(each.strip().casefold(), set()) for each in ids)
        return tuple(sorted(set[str]().union(*found)))


def open_membership(settings: AudienceSettings) -> Membership:
    """The groups of the settings and of the file that they name.

    Raises:
        GroupsBroken: they cannot be read; nobody should be served before that is mended.
    """
    members = {name: [*ids] for name, ids in settings.groups.items()}
    if settings.groups_file is None:
        return Membership(members)
    for name, ids in _in_file(settings):
        members[name] = [*members.get(name, ()), *ids]
    return Membership(members, f"REMIT_GROUPS or {settings.groups_file}")


def groups_by_proxy(settings: AudienceSettings, headers: CIMultiDictProxy[str]) -> tuple[str, ...]:
    """The groups that a reverse proxy gives for a request, parted by commas.

    None without the setting, and none where the header comes twice: one may be the browser's own.
    """
    name = settings.web.groups_header
    said = headers.getall(name, []) if name else []
    if len(said) != 1:
        return ()
    return tuple(filter(None, map(plain_group, re.split(r"[;,]", said[0]))))


def _in_file(settings: AudienceSettings) -> Iterator[tuple[str, list[str]]]:
    """The groups of the settings' file."""
    from knowledge.reading.guarded import load_yaml  # noqa: PLC0415  needless without a file

    path = settings.groups_file
    assert path is not None
    try:
        (given,) = load_yaml(path.read_text(encoding="utf-8"), str(path)) or [{}]
        yield from TypeAdapter(dict[str, list[str]]).validate_python(given or {}).items()
    except OSError as error:
        raise GroupsBroken("REMIT_GROUPS_FILE", f"{path} cannot be read ({error})") from error
    except (ReadError, UnicodeDecodeError) as error:
        raise GroupsBroken("REMIT_GROUPS_FILE", str(error).rstrip(".")) from error
    except (ValidationError, ValueError) as error:
        reason = "holds something else than groups with lists of members"
        raise GroupsBroken(str(path), reason) from error
