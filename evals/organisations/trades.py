"""The words of ten trades: who works there, at what, and what money is spent on.

Everything is made up. Areas, crafts and purchases stand in one organisation alone, so that it can
be known which documents speak of them; their form is the same everywhere, as it is among siblings.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("Junior", "", "Senior", "Lead", "Principal")
"""What stands before a craft in a title, lowest first."""


@dataclass(frozen=True, slots=True)
class Trade:
    """An organisation: its name, its six crafts, its eight areas of work, what it buys."""

    name: str
    crafts: tuple[str, ...]
    areas: tuple[str, ...]
    purchases: tuple[str, ...]


def _trade(name: str, crafts: str, areas: str, purchases: str) -> Trade:
    """A trade from lists with commas."""
    return Trade(name, *(tuple(each.split(", ")) for each in (crafts, areas, purchases)))


TRADES = (
    _trade(
        "Wexcombe Water",
        "Pipe Network Engineer, Water Quality Chemist, Leakage Technician, Reservoir Inspector,"
        " Metering Planner, Catchment Hydrologist",
        "trunk mains, water sampling, leak detection, reservoir safety, meter exchange,"
        " river abstraction, pumping stations, chlorine dosing",
        "pipe fittings, test reagents, acoustic loggers, diver surveys",
    ),
    _trade(
        "Harlow Vale Hospital",
        "Ward Nurse, Theatre Technician, Hospital Pharmacist, Discharge Coordinator,"
        " Imaging Radiographer, Infection Control Specialist",
        "bedside care, theatre turnover, medicine rounds, patient discharge, scan booking,"
        " hand hygiene, wound clinics, blood transfusion",
        "dressings, theatre instruments, infusion pumps, mattress hire",
    ),
    _trade(
        "Corvane Railways",
        "Track Surveyor, Signalling Engineer, Timetable Planner, Rolling Stock Fitter,"
        " Station Supervisor, Freight Dispatcher",
        "rail grinding, interlocking tests, timetable changes, bogie overhaul, platform crowding,"
        " wagon loading, level crossings, overhead lines",
        "ballast, relay units, wheel sets, platform barriers",
    ),
    _trade(
        "Brindle Foods",
        "Recipe Developer, Allergen Inspector, Bakery Operator, Cold Chain Planner,"
        " Packaging Designer, Flavour Chemist",
        "recipe trials, allergen labelling, oven lines, chilled transport, carton design,"
        " taste panels, yeast storage, metal detection",
        "flour lots, allergen kits, conveyor belts, flavour samples",
    ),
    _trade(
        "Tannock Insurance",
        "Claims Adjudicator, Pricing Actuary, Fraud Investigator, Policy Underwriter,"
        " Reinsurance Broker, Complaints Mediator",
        "storm claims, motor pricing, staged accidents, household policies, treaty renewals,"
        " complaint letters, flood mapping, loss reserves",
        "loss adjusters, tariff data, expert opinions, courier services",
    ),
    _trade(
        "Elverton Council",
        "Housing Surveyor, Licensing Officer, Parks Gardener, Benefits Assessor,"
        " Streetlight Electrician, Archive Librarian",
        "damp surveys, street trading, play areas, rent support, lamp columns, deed scanning,"
        " bin collections, bus shelters",
        "dehumidifiers, market stalls, playground surfacing, shelving",
    ),
    _trade(
        "Skarnholm Wind",
        "Turbine Technician, Blade Inspector, Grid Forecaster, Vessel Coordinator,"
        " Seabed Ecologist, Foundation Welder",
        "gearbox service, blade repair, yield forecasts, crew transfers, bird counts,"
        " monopile welding, cable burial, rotor balancing",
        "gear oil, blade resin, charter vessels, sonar hire",
    ),
    _trade(
        "Larkfield Schools",
        "Maths Teacher, Reading Tutor, Exams Administrator, Laboratory Technician,"
        " Attendance Coordinator, Music Instructor",
        "algebra lessons, phonics groups, exam seating, chemical stores, absence calls,"
        " instrument loans, school trips, homework clubs",
        "textbooks, reading software, exam desks, violins",
    ),
    _trade(
        "Pellmont Games",
        "Gameplay Programmer, Character Animator, Level Designer, Playtest Researcher,"
        " Audio Producer, Community Moderator",
        "combat balance, motion capture, map layouts, player interviews, dialogue recording,"
        " forum moderation, crash triage, matchmaking",
        "game engines, capture suits, voice actors, test devices",
    ),
    _trade(
        "Osterby Ports",
        "Harbour Pilot, Crane Operator, Customs Clerk, Mooring Supervisor, Dredging Surveyor,"
        " Container Planner",
        "pilot boarding, quay cranes, customs entries, mooring lines, channel depths, yard stacks,"
        " reefer plugs, ship waste",
        "pilot ladders, crane cables, customs bonds, tug assistance",
    ),
)
