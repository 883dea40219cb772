"""The part of the small library that says who may do what: lists, a table of limits, a matrix.

Two keepers a grade apart may do different things; one paper contradicts another, and two say of
themselves that they no longer hold.
"""

from __future__ import annotations

KEEPER = """# Lock Keeper

## Responsibilities

- Open and close the lock gates for boats.
- Write every passage into the lock book.
- Keep the towpath beside the lock clear of ice.
- Collect tolls from boats that pass.

## Decisions that a Lock Keeper can make independently

- Choose the order in which waiting boats pass.
- Close the lock when the water is above the red mark.
- Buy spare parts for up to 300 EUR.
- Let a private boat moor overnight.

## Decisions that require team approval

- Swap night shifts.

## Decisions that require the approval of the Canal Manager

- Hire seasonal helpers.
- Lend tools to a contractor.

## Not authorised

- Open the weir.
- Waive a fine.

## Recommends

- May propose changes to the toll; the Tolls Committee decides.
"""

SENIOR = """# Senior Lock Keeper

## Responsibilities

- Train new keepers and draw up the rota.
- Inspect every lock gate once a quarter.
- Report damage to the Canal Manager.
- Stand in for a keeper who is ill.

## Decisions that a Senior Lock Keeper can make independently

- Hire seasonal helpers.
- Buy spare parts for up to 2,000 EUR.
- Lend tools to a contractor.
"""

AUTHORITY = """# Canal delegation of authority

## Spending on lock repairs

| Decision | Lock Keeper | Senior Lock Keeper | Canal Manager |
|---|---|---|---|
| Approve a lock repair | up to 500 EUR | up to 5,000 EUR | up to 50,000 EUR |

## Who takes part in what

R = responsible, A = accountable, C = consulted, I = informed

| Decision | Lock Keeper | Senior Lock Keeper | Canal Manager | Tolls Committee |
|---|---|---|---|---|
| Plan the winter closure | C | R | A | I |
| Set the toll | C | I | R | A |
"""

MOORING = """# Mooring policy

## Lock Keeper

- A Lock Keeper needs the approval of the Canal Manager to let a private boat moor overnight.
"""

OLD_RULES = """---
title: Lock Keeper (old rules)
status: superseded
---

# Lock Keeper

## Decisions that a Lock Keeper can make independently

- Hire seasonal helpers.
- Fell a tree on the towpath.
"""

INSPECTOR = """---
title: Weir Inspector
status: superseded
---

# Weir Inspector

## Responsibilities

- Measure the flow over the weir every morning.
- Clear weed from the paddles.
- Keep the flood log.
- Warn the villages below when the river rises.
"""

RIGHTS = {
    "lock-keeper.md": KEEPER,
    "senior-lock-keeper.md": SENIOR,
    "canal-authority.md": AUTHORITY,
    "mooring-policy.md": MOORING,
    "lock-keeper-old-rules.md": OLD_RULES,
    "weir-inspector.md": INSPECTOR,
}
