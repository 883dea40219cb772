"""What is written down of an answer: a `Receipt` of a question and its answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from adapters.service.asked import Asked
from bot.memory.model import CitedClause, Receipt
from bot.model import Answer
from knowledge.model import Library, RoleDocument


def receipt_of(asked: Asked, answer: Answer, library: Library, at: datetime) -> Receipt:
    """The receipt of an answer that was given from this library at that time."""
    documents = {document.path: document for document in library.documents}
    roles = tuple(dict.fromkeys(_roles(asked, answer, library)))
    return Receipt(
        reference=asked.reference,
        platform=asked.platform,
        conversation=asked.conversation,
        asker=asked.asker.id,
        question=asked.text,
        status=answer.status,
        roles=roles,
        at=at,
        generator=answer.generator,
        citations=tuple(
            CitedClause(
                document=citation.document,
                revision=documents[citation.document].revision,
                section=citation.section,
                start=citation.start,
                end=citation.end,
                quote=citation.quote,
                role=citation.role,
                restricted=citation.restricted,
            )
            for citation in answer.citations
        ),
        owners=tuple(dict.fromkeys(_owners(roles, answer, library))),
    )


def _roles(asked: Asked, answer: Answer, library: Library) -> Iterator[str]:
    """The roles cited or ruled on; without those, the ones that the texts name."""
    yield from (citation.role for citation in answer.citations if citation.role)
    if answer.verdict:
        yield answer.verdict.role
    if not answer.citations and not answer.verdict:
        texts = f"{asked.text}\n{answer.text}"
        for role in library.roles:
            if re.search(rf"(?<!\w){re.escape(role.title)}(?!\w)", texts, re.IGNORECASE):
                yield role.title


def _owners(roles: tuple[str, ...], answer: Answer, library: Library) -> Iterator[str]:
    """Who keeps the documents cited; without any, the documents of the roles."""
    cited = {citation.document for citation in answer.citations} or {
        path for role in library.roles if role.title in roles for path in role.documents
    }
    for document in library.documents:
        if document.path in cited and _owner(document):
            yield _owner(document)


def _owner(document: RoleDocument) -> str:
    """Who keeps a document, as it says itself; empty if it does not."""
    return document.metadata.get("owner", "")
