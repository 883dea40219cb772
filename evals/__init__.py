"""Does the bot say what the documents say, and only then? Cases, metrics, gates and reports.

`case` reads questions with their gold passages, `run` puts them to the bot as an adapter would,
`metrics` scores each answer, `attribution` its statements and `ranking` what was found for it.
`summary` adds the scores up with their intervals, `silence` draws a curve, `gates` compares them
with what a release must reach. `report` gathers it all for `plain` (JSON), `rendering` (terminal
and Markdown), `page` (HTML) and `junit`; `saving` and `paired` compare two runs. `probes` makes
questions of its own from any library's decision rights, `grounding` measures the grounding check,
`redteam` attacks, and `drafting` makes cases to come of what people asked in vain. Nothing here is
used by the bot.
"""
