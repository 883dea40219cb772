"""Who may decide what, read from the clauses that say so.

`model` has the values and `reading` goes from a library to its rights, by two ways:

    matrices: tables (what columns hold), rows and role_columns (one row), bands, says (cells)
    clauses:  headings, opening (what is told before the words), sentences (permissions, jointly,
              refusals, prohibitions, agreements, anothers, deciding: one module a kind of
              sentence), building (words to rights)

`amounts` and `figures` know money and other limits, `holders` who is meant, `superiors` whom a
role answers to. Questions are unknown here.
"""
