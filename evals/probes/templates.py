"""The words of probes: how people ask, and what no role document speaks of.

General English, not taken from any organisation's documents. `{a}` is a role with its article,
`{decided}` and `{done}` are forms of a phrase, `{other}` another role.
"""

from __future__ import annotations

from evals.probes.phrases import Phrase, article
from knowledge.model import Role
from knowledge.titles import is_body, is_role_noun

PLAIN = (
    "may {a} {decided}?",
    "can {a} {decided}?",
    "is {a} allowed to {decided}?",
    "does {a} need approval to {done}?",
)
NEGATED = (
    "so {a} can't {decided}?",
    "so {a} may not {decided} then?",
    "{a} isn't allowed to {done}, right?",
)
PARAPHRASED = (
    "is it ok for {a} to {done}?",
    "would it be fine for {a} to just {done}?",
    "{a} is about to {done}, is a sign-off needed?",
    "can {a} {done} without asking anyone?",
    "suppose {a} would like to {done}. fine?",
)
MINE = ("do i need sign-off to {done}?", "am i allowed to {decided}?", "can i just {done}?")
OWN_PREMISE = (
    "since {a} may {decided} alone, can they start tomorrow?",
    "as {a} doesn't need anyone's approval to {done}, may they go ahead?",
)
OTHER_PREMISE = (
    "since {other} has to approve it first, may {a} {decided}?",
    "given that only {other} may {decided}, can {a} do it?",
)

STRANGE = {
    "keep bees on the roof": "bees roof",
    "bring a parrot to work": "parrot",
    "fly a kite in the car park": "kite",
    "choose the colour of the curtains": "colour curtains",
    "rename the canteen": "canteen",
    "play the trumpet in the corridor": "trumpet corridor",
    "plant a vineyard": "vineyard",
    "organise a karaoke evening": "karaoke",
    "hang paintings in the lobby": "paintings lobby",
    "adopt a mascot": "mascot",
    "write the words of an anthem": "anthem",
    "hold a chess tournament": "chess tournament",
    "wear sandals": "sandals",
    "keep an aquarium in the kitchen": "aquarium kitchen",
    "put up a flagpole": "flagpole",
    "bury a time capsule": "capsule",
    "start a choir": "choir",
    "feed the pigeons": "pigeons",
}
"""Actions that hardly any role document speaks of, with the words that would tell if one did.

None is a purchase, a hire or a contract, about which a general rule may well say something.
"""


def fill(template: str, role: Role, phrase: Phrase, other: str = "") -> str:
    """Put a role, what it wants to do, and an `other` role into a question's template."""
    return template.format(
        a=with_article(role.title), decided=phrase.decided, done=phrase.done, other=other
    )


def with_article(title: str) -> str:
    """A role's title behind its article: of a body the body, of several people one of them."""
    if is_body(title):
        return f"the {title}"
    one = title.removesuffix("s")
    plural = one != title and is_role_noun(one.rsplit(maxsplit=1)[-1])
    return f"{article(title)} {one if plural else title}"
