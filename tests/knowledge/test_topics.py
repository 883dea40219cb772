"""Topics of role documents are known by headings and by the words of questions."""

from __future__ import annotations

import re

import pytest

from knowledge.topics import TOPICS, topics_asked, topics_of_heading


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("1) Role Summary", "summary"),
        ("Key duties", "responsibilities"),
        ("A typical day", "daily"),
        ("First 30 days", "goals_30"),
        ("90-day goals", "goals_90"),
        ("6-month milestones", "goals_180"),
        ("How we measure you: KPIs", "kpis"),
        ("Must-have skills", "skills_must"),
        ("Nice to have", "skills_nice"),
        ("Tools and platforms", "tools"),
        ("Who you will work with: stakeholders", "stakeholders"),
        ("Decision rights", "decisions"),
        ("Career path", "career_next"),
        ("Education", "education"),
        ("Red flags", "red_flags"),
        ("Term of office", "term"),
        ("Pay and benefits", "pay"),
    ],
)
def test_a_heading_opens_its_topic(heading: str, topic: str) -> None:
    """Whatever wording or case it has."""
    assert topic in topics_of_heading(heading)
    assert topic in topics_of_heading(heading.upper())


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("what is this job about", "summary"),
        ("what am i supposed to do", "responsibilities"),
        ("what does a normal day look like", "daily"),
        ("what should be done after three months", "goals_90"),
        ("what do i get measured on", "kpis"),
        ("do i need a phd", "education"),
        ("can i buy a radar on my own", "decide_alone"),
        ("who signs off spending", "authority_areas"),
        ("what comes next after this job", "career_next"),
        ("who is my boss", "reporting"),
        ("how many years do i need", "experience_years"),
        ("is it remote", "hours"),
        ("what is the salary", "pay"),
    ],
)
def test_a_question_in_other_words_reaches_its_topic(question: str, topic: str) -> None:
    """The words that people use are not those of the headings."""
    assert topic in topics_asked(question)


@pytest.mark.parametrize("text", ["", "🙂", "zzz"])
def test_words_of_no_topic_have_none(text: str) -> None:
    """Nothing is guessed."""
    assert topics_of_heading(text) == topics_asked(text) == frozenset()


def test_no_pattern_waits_for_a_capital() -> None:
    """They are held against texts in lower case."""
    for topic in TOPICS:
        assert not re.search(r"(?<!\\)[A-Z]", topic.heading + topic.asked), topic.name


def test_topics_are_named_once() -> None:
    """A name stands for one topic."""
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)


def test_no_topic_is_passed_over_that_its_pattern_finds() -> None:
    """What alternatives begin with only saves looking: none is lost, wherever it stands."""
    texts = [
        f"{before}{said}{after}"
        for topic in TOPICS
        for said in re.findall(r"[a-z0-9][a-z0-9 -]+", topic.asked)
        for before, after in (("", ""), ("what of ", "s?"))
    ]

    for text in texts:
        found = {topic.name for topic in TOPICS if re.search(topic.asked, text)}
        assert topics_asked(text.upper()) == found
