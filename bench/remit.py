"""Remit as it is measured: the guide over an index, and the embedding that it cannot do without."""

from __future__ import annotations

import gc

from bench.embedding import minilm
from bench.model import Ask, Asked
from bench.place import Place
from bot.bootstrap import open_guide
from bot.model import Asker, Question
from knowledge.settings import KnowledgeSettings


def open_guide_at(place: Place) -> Ask:
    """The whole way from a question to an answer.

    Raises:
        KnowledgeError: the index cannot be used.
    """
    guide = open_guide(KnowledgeSettings(data_dir=place.index_of("remit")), minilm())

    gc.freeze()  # as a server and its workers do

    def ask(asked: Asked) -> object:
        return guide.answer(Question(asked.text, asker=Asker(role=asked.role)))

    return ask


def open_embedder(_place: Place) -> Ask:
    """The vector of the question and nothing else.

    Raises:
        ModelBroken: the embedding model's files are damaged.
    """
    model = minilm()

    def ask(asked: Asked) -> object:
        return model.embed([asked.text])

    return ask
