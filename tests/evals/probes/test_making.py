"""Which probes a library's rights give, and which answers are right for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.model import Status
from evals.probes.making import Probe, ProbeKind, probes_of
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.model import Library
from tests.evals.probes.rights import BREWERY, read, right

UP_TO_500 = Limit(up_to=500, unit="EUR")


@pytest.fixture(name="brewery")
def _brewery(tmp_path: Path) -> Library:
    return read(tmp_path)


def of_kind(
    kind: ProbeKind, library: Library, rights: Sequence[DecisionRight]
) -> tuple[Probe, ...]:
    """Give the probes of one kind."""
    return tuple(one for one in probes_of(library, rights) if one.kind is kind)


def test_every_kind_of_probe_is_made_of_a_library_with_rights(brewery: Library) -> None:
    """None is forgotten where the documents give the matter for it."""
    rights = [
        right("publish papers"),
        right("A change of recipe", Level.MANAGER_APPROVAL),
        right("spend up to €500 on spare parts", limit=UP_TO_500),
    ]
    assert {one.kind for one in probes_of(brewery, rights)} == set(ProbeKind)


def test_a_right_is_asked_plainly_negated_and_otherwise_with_the_same_answer(
    brewery: Library,
) -> None:
    """Wording does not move a right; the clause is the evidence wanted."""
    made = probes_of(brewery, [right("publish papers", Level.TEAM_APPROVAL)])
    own = [one for one in made if one.levels == ("team_approval",)]
    assert {one.kind for one in own} == {
        ProbeKind.PLAIN,
        ProbeKind.NEGATED,
        ProbeKind.PARAPHRASED,
        ProbeKind.PREMISE,
    }
    for one in own:
        assert one.case.verdict == "team_approval"
        assert one.case.expect is Status.ANSWERED
        assert one.case.gold[0].quote == "publish papers"
        assert "Brewery Manager" in one.case.question or one.case.asker.role == "Brewery Manager"


def test_two_rights_to_much_the_same_thing_are_not_asked_about(brewery: Library) -> None:
    """Which of them a short question means cannot be known."""
    rights = [
        right("publish papers at home"),
        right("publish papers abroad", Level.MANAGER_APPROVAL),
    ]
    assert of_kind(ProbeKind.PLAIN, brewery, rights) == ()
    assert len(of_kind(ProbeKind.PLAIN, brewery, rights[:1])) == 1


def test_another_role_has_its_own_level_or_none(brewery: Library) -> None:
    """A matrix tells both; without a right and without a word about it there is silence."""
    mine = right("publish papers")
    hers = right("publish papers", Level.RECOMMEND_ONLY, role="malt-engineer")
    shared = of_kind(ProbeKind.SWAPPED, brewery, [mine, hers])
    assert {one.levels for one in shared} == {("independent",), ("recommend_only",)}
    (alone,) = of_kind(ProbeKind.SWAPPED, brewery, [mine])
    assert "Malt Engineer" in alone.case.question
    assert alone.levels == ("not_specified", "not_authorized")
    assert alone.case.expect is Status.ABSTAINED


def test_a_role_whose_document_speaks_of_the_matter_is_not_called_silent(tmp_path: Path) -> None:
    """Neither is one whose agreement it takes, or that the clause names."""
    named = right("publish papers", says="Publishes papers unless the Malt Engineer is away.")
    assert of_kind(ProbeKind.SWAPPED, read(tmp_path / "c"), [named]) == ()
    mine = right("publish papers", approver="the engineer")
    assert of_kind(ProbeKind.SWAPPED, read(tmp_path / "a"), [mine]) == ()
    told = BREWERY | {"maltster.md": BREWERY["maltster.md"] + "\nPublishes papers now and then.\n"}
    assert of_kind(ProbeKind.SWAPPED, read(tmp_path / "b", told), [right("publish papers")]) == ()


def test_a_limit_is_asked_one_below_and_one_above(brewery: Library) -> None:
    """Below it the right holds; above it every answer but that level and a yes may be right."""
    rights = [right("spend up to €500 on spare parts", limit=UP_TO_500)]
    (below,) = of_kind(ProbeKind.BELOW, brewery, rights)
    (above,) = of_kind(ProbeKind.ABOVE, brewery, rights)
    assert "€499" in below.case.question
    assert below.levels == ("independent",)
    assert "€501" in above.case.question
    assert above.levels[0] == "not_specified"
    assert "independent" not in above.levels


def test_above_a_limit_the_right_that_goes_on_tells_the_level(brewery: Library) -> None:
    """Bands of one decision are asked at each of their bounds."""
    higher = Limit(over=500, up_to=900, unit="EUR")
    rights = [
        right("spend up to €500 on spare parts", limit=UP_TO_500),
        right(
            "spend above €500 and up to €900 on spare parts", Level.MANAGER_APPROVAL, limit=higher
        ),
    ]
    above = of_kind(ProbeKind.ABOVE, brewery, rights)
    assert {one.levels for one in above if "€501" in one.case.question} == {("manager_approval",)}
    below = of_kind(ProbeKind.BELOW, brewery, rights)
    assert {one.levels for one in below if "€899" in one.case.question} == {("manager_approval",)}


def test_a_false_premise_denies_the_right_or_claims_more(brewery: Library) -> None:
    """The answer stays that of the documents."""
    held = right("publish papers", Level.MANAGER_APPROVAL)
    (claimed,) = of_kind(ProbeKind.PREMISE, brewery, [held])
    assert claimed.levels == ("manager_approval",)
    (denied,) = of_kind(ProbeKind.PREMISE, brewery, [right("publish papers")])
    assert "Malt Engineer" in denied.case.question
    assert denied.levels == ("independent",)


def test_an_action_is_unmentioned_only_if_no_document_has_its_words(tmp_path: Path) -> None:
    """It is asked of who holds a right; and not where one is about any other decision."""
    rights = [right("publish papers")]
    strange = of_kind(ProbeKind.UNMENTIONED, read(tmp_path / "a"), rights)
    assert strange
    assert {one.levels for one in strange} == {("not_specified",)}
    assert all("Brewery Manager" in one.case.question for one in strange)
    words = " ".join(one.case.question for one in strange)
    told = BREWERY | {"brewer.md": f"{BREWERY['brewer.md']}\n{words}\n"}
    others = of_kind(ProbeKind.UNMENTIONED, read(tmp_path / "b", told), rights)
    assert others
    assert not {one.case.question for one in others} & {one.case.question for one in strange}
    catch_all = [*rights, right("any other decision", Level.MANAGER_APPROVAL)]
    assert of_kind(ProbeKind.UNMENTIONED, read(tmp_path / "c"), catch_all) == ()


def test_holders_that_are_no_role_and_those_who_only_agree_are_not_asked_about(
    brewery: Library,
) -> None:
    """The bot cannot settle a board without a document, and agreeing is not doing."""
    assert probes_of(brewery, [right("publish papers", role="")]) == ()
    agrees = right("publish papers", Level.RECOMMEND_ONLY, part=Part.AGREES)
    assert {one.kind for one in probes_of(brewery, [agrees])} == {ProbeKind.UNMENTIONED}


def test_a_library_without_rights_gives_no_probes(brewery: Library) -> None:
    """Silence has nothing to be asked about."""
    assert probes_of(brewery, ()) == ()


def test_probes_are_capped_evenly_over_kinds_and_levels(brewery: Library) -> None:
    """A matrix of a hundred independent rows must not drown the rest; each run asks the same."""
    dishes = "ale barley cask draught enzyme filter grist hop infusion jug kiln lees malt".split()
    rights = [right(f"publish {one}") for one in dishes]
    rights += [right(f"revoke {one}ing", Level.MANAGER_APPROVAL) for one in ("zeal", "yarn")]
    made = probes_of(brewery, rights, 24)
    assert made == probes_of(brewery, rights, 24)
    assert len(made) == 24
    counts = Counter(one.kind for one in made if one.kind is not ProbeKind.UNMENTIONED)
    assert max(counts.values()) - min(counts.values()) <= 1
    plain = Counter(one.levels for one in made if one.kind is ProbeKind.PLAIN)
    assert plain["manager_approval",] == 2
    assert len({one.case.id for one in made}) == 24
