"""Does the bot say what the documents say, and only then? Cases, metrics, gates and reports.

`case` reads questions with their gold passages, `run` puts them to the bot as an adapter would,
`metrics` scores each answer, `summary` adds the scores up with their intervals, `gates` compares
them with what a release must reach, and `report` shows it all. `probes` makes questions of its own
from any library's decision rights. Nothing here is used by the bot.
"""
