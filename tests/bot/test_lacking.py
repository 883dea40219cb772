"""The very thing that is asked about: does any clause of the role have it?"""

from __future__ import annotations

import pytest

from bot.lacking import Lacking
from bot.model import Question
from bot.understanding import understand
from bot.whose import clauses_by_role
from knowledge.embedding import MiniLM
from knowledge.index import Index
from knowledge.settings import SHIPPED_LIBRARY, KnowledgeSettings
from knowledge.settling import Catalogue
from knowledge.snapshot import open_index


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Index:
    """The index of the library that ships."""
    from bot.bootstrap import ingest_library  # noqa: PLC0415  many parsers

    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("lacking"))
    ingest_library([SHIPPED_LIBRARY], settings, minilm)
    return open_index(settings, minilm.name)


def lacks(index: Index, text: str) -> bool:
    """Whether the clauses of the role that a question names lack what it asks about."""
    inquiry = understand(Question(text), Catalogue(index.library.roles))
    (role,) = inquiry.roles
    return Lacking(index)(inquiry, clauses_by_role(index)[role.id])


@pytest.mark.parametrize(
    "text",
    [
        "does the senior ai research scientist use Terraform?",
        "is Perl on the list of tools of a research scientist?",
        "what is the regression escape rate of a research scientist?",
        "what is the mentorship target of an associate research scientist?",
    ],
)
def test_a_name_or_a_row_that_the_role_does_not_have_is_missed(index: Index, text: str) -> None:
    """Whatever else stands in its lists, and whoever else has that row."""
    assert lacks(index, text)


@pytest.mark.parametrize(
    "text",
    [
        "does the senior ai research scientist use Kubernetes?",
        "is PyTorch on the list of tools of a research scientist?",
        "what is the regression escape rate of a senior ai research scientist?",
        "does a research scientist have a meeting on Monday?",
        "what is the mentorship target of a research scientist?",
        "which tools does a research scientist use?",
    ],
)
def test_what_the_role_has_and_what_is_no_name_is_not_missed(index: Index, text: str) -> None:
    """Days and months need not be written down to be meant."""
    assert not lacks(index, text)
