"""Words that may name whoever does something, by how they are built: `lamplighter`, `reviser`.

Comes in: words and titles. Goes out: whether their ending makes them such nouns, and the singular.
`titles` lists the usual nouns of roles; this is for the trades that no list holds. An ending is a
sign and no proof (`renderer`), so whoever asks needs another sign beside it: what stands under the
word, or how a question is put.
"""

from __future__ import annotations

import re
from functools import lru_cache

AGENT = re.compile(
    r"[a-z-]{2,}(?:er|or|ist|ian|eer|ant|herd|smith|wright|monger|jack|man|woman|person|hand|mate"
    r"|maid|boy|eur|euse)|(?:act|gover|host|laund|steward|wait)(?:n|r)?ess|sea?mstress"
)
OTHERS = frozenset(
    """acolyte aide apothecary artisan athlete beadle cadet clergy concierge cox coxswain deacon
    diplomat docent doula druid emissary envoy ghillie gillie jockey luthier monk nanny nun nurse
    pastor priest rabbi registrar sacristan scribe sexton squire valet verger vicar""".split()
)
IN_COMPOUNDS = frozenset(
    "boy girl grip groom hand jack lookout master mate page scout sitter".split()
)
"""Nouns that name a person only with a word before them: `oven hand`, `first mate`."""

NO_AGENTS = frozenset(
    """
    abattoir abundant accelerator actuator adamant adapter adaptor after aggregator allowlist alter
    altogether amalgamate amber amplifier ancestor animate another answer ant anterior antler
    appellant applicant approximate armchair armor arrogant asian assist australian automate
    backlist balancer banner barrier barter batter battery beaker beaver beer beforehand
    beginner behavior behaviour believer better bigger binder blacklist blatant blister blocker
    blocklist boiler bolster booster border boulder brazilian breaker brilliant broiler browser
    buffer bulldozer bumper bunker buoyant burner butter buzzer bystander calculator calendar
    californian caliper canadian canister capacitor career carrier cater cellar center chamber
    chapter character charger charter chatter cheaper checklist checkmate cheer christian cider
    cipher circadian claimant classmate clever climate cloister cluster clutter coaster collider
    color combatant commuter comparator competitor compiler complainant compliant compressor
    computer condenser conditioner connector consider consist constant consumer container
    contractor converter cooker coolant cooler copier cormorant corner corridor counter coupler
    covenant cover crater creditor cucumber currant customer cyber cylinder danger darker debtor
    december decoder deeper deer defendant defer defiant deliver denominator denylist deodorant
    dependant descendant descriptor desist detector deviant differ different digger dimmer
    dinner disaster disclaimer discordant discover disinfectant dispenser distant divider
    dominant donor door dormant drawer dryer easier egyptian either elder elegant elephant
    elevator elixir embedder emitter employer enchant encoder encounter endeavor endeavour
    endpointer enlist enter entrant equalizer error escalator estimate ether european evaporator
    ever excavator exist exorbitant expectant exporter extender exterior extractor extravagant
    extremist factor fader falter faster father favor favour feather feeder fender fever fewer
    fiber filler filter finer finger firsthand fist flagrant flatmate flavor flavour floater
    floor flour flower flutter flyer folder follower footer foreigner formatter former foster
    fragrant freezer further gallant gather generator gentleman georgian german giant ginger
    girder gist glacier glider glitter grant greater gutter hammer hanger harbor harder
    harvester header heater helicopter her here hesitant higher hinder holder honor honour
    hopper hotter housemate hover however human humor humour hunger hydrant identifier ignorant
    immigrant implant important importer incessant incinerator incubator indicator indignant
    infant inferior inhabitant inhuman initiator injector inmate inner insider insist instant
    insulator integer inter interior intimate intolerant invariant inverter iranian irrelevant
    italian iterator jubilant jumper junior kilometer labor labour ladder larger laser later
    lather latter latvian layer layman layperson learner leather leaver ledger legitimate lesser
    letter lever lighter limiter liner linger linker linter list listener liter litter loader
    locator locker logger longer longhand louder lower lubricant lumber major malignant manner
    manor marker master matter meander median meridian meter migrant minor mirror mist mixer
    modifier modulator monitor monster mother motor multiplier murmur muster mutant narrower
    nearer neither never newcomer newer newsletter nicer noncompliant norwegian november number
    observant obsidian occupant october odor offer offhand older optimist optimizer order other
    otter ottoman outer outsider over overhand oyster packager pageant pager pamper paper
    parameter parisian parlor parser participant pattern peasant pedestrian peer pendant pennant
    pepper perimeter persian persist pessimist pester petulant pheasant pier pillar plant
    plaster platter player playlist pleasant plotter poignant pointer poker pollutant polymer
    ponder popper poster posterior powder power precursor predecessor predictor predominant
    prefer pregnant preprocessor pricelist primate primer printer prior processor proffer
    projector propellant propeller proper provider quadrant quarter queer quicker racist radian
    radiant radiator rant rather razor reactor reader receptor recipient recover reducer
    redundant refer refrigerator register regulator relevant reluctant remainder remember
    reminder remnant render renderer repeater replicator requester reservoir resist resistant
    resistor resolver resonant respondent restaurant resultant rigor riparian river roller roman
    roommate roster rotor router rubber ruler rumor russian safer sampler scandinavian scanner
    scatter scheduler scooter scraper screwdriver secondhand sector seeker selector semaphor
    semester senior sensor separator september sequencer serializer server setter sewer shatter
    sheer shelter shiver shorter shorthand shortlist shoulder shower shredder shutter siberian
    significant silver simmer simpler simulator skyscraper slander slant slaughter slider
    slipper slower smaller sneer sober softer solver sooner spacer spatter spinner splinter
    splitter sponsor sprinkler stagger stagnant stalemate stapler starter steer sticker
    stimulant stranger stricter stronger subscriber subsist successor suffer summer super
    superior supplier surfactant surrender sweater switcher synthesizer talisman taller tanker
    taper tar temper tenant tender tensor terminator theater thicker thinner thriller thunder
    tier tiger timber timer toaster together token tolerant toner topper tourist tower tracker
    tractor trailer transfer transformer transistor transmitter transplant tremor trigger
    trimmer triumphant tumor twist twister typewriter tyrant ukrainian ulterior ultimate under
    underhand unimportant unpleasant upper user utilitarian utter vacant valiant validator vapor
    variant vector vegetarian vendor veneer ventilator vibrant victorian viewer viewfinder
    vigilant vigor vinegar visitor volunteer voter voucher wafer waitlist wander want warmer
    warrant washer watchlist water waver weaker weather wetter whether whimper whisper
    whistleblower whitelist wider widower winter wishlist wonder wrapper wrist younger zipper
    """.split()
)
"""Nouns of things, of the public and of other firms, and adjectives and verbs, that end alike."""

_PLURALS = (
    (re.compile(r"(?<=[a-z]{2})men$"), "man"),
    (re.compile(r"(?<=[a-z])people$"), "person"),
    (re.compile(r"(?<=ss|ch|sh)es$"), ""),
    (re.compile(r"(?<=[a-z][^aeious])ies$"), "y"),
    (re.compile(r"(?<=[a-z]{2}[^s])s$"), ""),
)


def is_agent_noun(word: str) -> bool:
    """Whether a word, in singular or plural, is built as nouns of those who do something are."""
    one = one_of(word.lower())
    own = one.rpartition("-")[2]
    return one in OTHERS or (bool(AGENT.fullmatch(one)) and own not in NO_AGENTS)


def is_agent_title(title: str) -> bool:
    """Whether a title's noun is built so: its last word before a grade or `of`."""
    words = re.sub(r" (?:[IVX]{1,4}|[A-Z]?\d{1,2})$", "", title.partition(" of ")[0]).split()
    return bool(words) and (
        is_agent_noun(words[-1]) or (len(words) > 1 and one_of(words[-1].lower()) in IN_COMPOUNDS)
    )


@lru_cache(maxsize=1 << 14)
def one_of(word: str) -> str:
    """A noun in the singular: `flymen`, `coaches`, `secretaries`."""
    for ending, singular in _PLURALS:
        if ending.search(word):
            return ending.sub(singular, word)
    return word
