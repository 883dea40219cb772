"""Who may decide what, read from the clauses that say so.

`model` has the values and `reading` goes from a library to its rights, by two ways:

    matrices: tables, bands, says (what columns and cells mean)
    clauses:  headings, opening (what is told before the words), sentences (agreements, permissions,
              refusals, deciding: one module a kind of sentence), building (words to rights)

`amounts` and `figures` know money and other limits, `holders` who is meant. Questions are unknown
here.
"""
