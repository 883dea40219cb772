"""Sections find their aspect by what their headings say, in whatever words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.aspects import ASPECTS, Aspect, in_order, meant, place

TITLES = frozenset({"Baker", "Master Baker"})


def aspect(name: str) -> Aspect:
    """The aspect of that name."""
    return next(one for one in ASPECTS if one.name == name)


def placed(*path: str, beliefs: Sequence[dict[str, float]] | None = None) -> str:
    """The name of the aspect of a section, with nothing learned unless given."""
    return place(path, beliefs or [{} for _ in path], TITLES).aspect.name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("Master Baker", "3. Key responsibilities"), "Responsibilities"),
        (("Person specification", "Essential"), "Must-have skills"),
        (("Goals", "First 30 days"), "First 30 days"),
        (("What you may decide", "Delegated authority"), "Decision rights"),
        (("Where next", "Career path"), "Career path"),
    ],
)
def test_a_heading_in_common_words_is_known(path: tuple[str, ...], name: str) -> None:
    """No organisation's own headings are needed for that."""
    assert placed(*path) == name


def test_a_heading_above_holds_for_those_under_it() -> None:
    """`Governance` among the responsibilities is one of them, and `Leadership` too."""
    assert placed("Responsibilities", "Tools of the trade") == "Responsibilities"
    assert placed("Stakeholders", "Domain experts") == "Stakeholders"


def test_a_finer_part_of_the_same_family_is_a_part_of_its_own() -> None:
    """Periods of goals are not thrown together."""
    assert placed("Goals", "First 60 days") != placed("Goals", "First 90 days")


def test_a_roles_title_tells_nothing() -> None:
    """The environment is no tool where it is the name of a job."""
    environment = frozenset({"Environment Officer"})
    found = place(("Environment Officer", "Purpose"), [{}, {}], environment)

    assert found.aspect.name == "Purpose"


def test_what_no_word_tells_is_told_by_what_was_learned() -> None:
    """And only if that is believed."""
    sure = [{"kpis": 0.8}]

    assert placed("How we keep count", beliefs=sure) == "KPIs and targets"
    assert placed("How we keep count", beliefs=[{"kpis": 0.2}]) == "How we keep count"


def test_a_heading_of_no_known_topic_is_an_aspect_by_its_own_name() -> None:
    """So that both sides' sections of that name still stand side by side."""
    assert place(("7. Sourdough (old)",), [{}], TITLES) == place(("Sourdough",), [{}], TITLES)


def test_aspects_come_in_the_order_of_comparing() -> None:
    """Experience first, then figures, then what is done; unknown ones last."""
    own = Aspect("Sourdough", "sourdough", frozenset())
    wanted = ["Experience", "KPIs and targets", "Responsibilities", "Decision rights"]

    found = in_order([own, *(aspect(name) for name in reversed(wanted)), own])

    assert [one.name for one in found] == [*wanted, "Sourdough"]


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ("kpis", ["KPIs and targets"]),
        ("KPI", ["KPIs and targets"]),
        ("goals", ["First 30 days", "First 60 days"]),
        ("the rolling pin test", ["Hiring"]),
        ("who may approve what", ["Decision rights"]),
        ("bananas", []),
        ("…", []),
    ],
)
def test_a_topic_means_aspects_by_name_by_heading_or_by_how_people_ask(
    topic: str, names: list[str]
) -> None:
    """What means none of those that are there means nothing."""
    there = ["First 30 days", "First 60 days", "KPIs and targets", "Decision rights", "Hiring"]
    headings = {aspect(name): frozenset[str]() for name in there}
    headings[aspect("Hiring")] = frozenset({"The rolling pin test"})

    assert [one.name for one in meant(topic, headings)] == names
