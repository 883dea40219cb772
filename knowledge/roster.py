"""The roles of a library while they are gathered: each once, however its title is written.

Comes in: titles as documents write them, with the document that does. Goes out: the id under which
a title, an alias or a short form is known, and at the end the roles. Which texts are titles is told
elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.agent_nouns import is_agent_noun, one_of
from knowledge.model import Role, RoleDocument
from knowledge.titles import SHORT, family_of, is_role_noun, level_of, singular


@dataclass(slots=True)
class _Found:
    """A role while its documents are being gathered."""

    title: str
    documents: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)


class Roster:
    """The roles found so far, in the order in which they were."""

    def __init__(self) -> None:
        """Begin without any."""
        self._found: dict[str, _Found] = {}

    def register(
        self,
        title: str,
        document: RoleDocument,
        aliases: Iterable[str] = (),
        *,
        own_document: bool = False,
    ) -> str:
        """Note that a document describes a role; give the role's id.

        A title in the plural is an alias of the one in the singular. `own_document` says that the
        whole document is about the role, so that its metadata are the role's.
        """
        one = singular(title)
        role = self._found.setdefault(key_of(one), _Found(one))
        if document.path not in role.documents:
            role.documents.append(document.path)
        more = [*aliases, *([title] if title != one else [])]
        pattern = re.compile(re.escape(role.title) + r"s? \(([A-Z][A-Za-z]{1,6})s?\)")
        more += pattern.findall(document.text)[:1]
        role.aliases += [alias for alias in dict.fromkeys(more) if alias not in role.aliases]
        if own_document:
            role.metadata.update(document.metadata)
            told = re.split(r"[;,]", document.metadata.get("aliases", ""))
            role.aliases += [alias.strip() for alias in told if alias.strip()]
        return slug(role.title)

    def id_of(self, name: str, document: str = "") -> str:
        """The id of the role that has this title or alias, or is alone called so in a document.

        `Lead` is the Lead Designer in the document of a Designer and a Lead Designer. Empty where
        there is none, or more than one.
        """
        role = self._found.get(key_of(name))
        return (
            slug(role.title)
            if role
            else self.ids().get(name.lower()) or self._short(name, document)
        )

    def ids(self) -> dict[str, str]:
        """Each key, and each alias of one role alone, in lower case, to its role's id."""
        many = Counter(a.lower() for role in self._found.values() for a in role.aliases)
        return {
            a.lower(): slug(role.title)
            for role in self._found.values()
            for a in role.aliases
            if many[a.lower()] == 1
        } | {key: slug(role.title) for key, role in self._found.items()}

    def title_of(self, role_id: str) -> str:
        """The title of the role of this id, or nothing."""
        return next((r.title for r in self._found.values() if slug(r.title) == role_id), "")

    def roles(self) -> tuple[Role, ...]:
        """The finished roles."""
        return tuple(map(_role, self._found.values()))

    def _short(self, name: str, document: str) -> str:
        """The one role of a document whose title holds all words of a name, levels counted."""
        words = key_of(name).split()
        near = [
            role
            for key, role in self._found.items()
            if words and document in role.documents and {*words} <= {*key.split()}
            if words[-1]
            in {key_of(role.title.partition(" of ")[0]).split()[-1], level_of(role.title)}
        ]
        same = [role for role in near if level_of(role.title) == level_of(name)]
        for roles in (same, near):
            if len(roles) == 1:
                return slug(roles[0].title)
        return ""


def key_of(title: str) -> str:
    """A title for comparing: lower case, singular, abbreviations written out, no grade brackets."""
    words = re.findall(r"[\w+#]+", title.lower())
    words = [part for word in words for part in SHORT.get(word, word).split()]
    if words and (is_role_noun(one_of(words[-1])) or is_agent_noun(words[-1])):
        words[-1] = one_of(words[-1])
    return " ".join(word for word in words if word != "the")


def slug(title: str) -> str:
    """A title as it stands in links: lower case, words joined by `-`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "role"


def _role(found: _Found) -> Role:
    """The finished role."""
    about = found.metadata
    return Role(
        id=slug(found.title),
        title=found.title,
        documents=tuple(found.documents),
        aliases=tuple(dict.fromkeys(found.aliases)),
        family=about.get("family") or family_of(found.title),
        level=about.get("level") or level_of(found.title),
        organisation=about.get("organisation") or about.get("organization", ""),
    )
