"""What is wrong with role documents themselves: contradictions, gaps, stale and missing parts.

`linting` runs the checks over a library and its decision rights; each check is a module of its own.
Nothing here reads files, answers questions or prints: `model` has what is found, `wording` says it.
"""
