"""The command `remit`.

`main` holds the group and ends every failure in one line and an exit code; `commands/` has one
module a command, imported when that command is called. `opening` finds the index for a command,
`ingesting` brings it up to date, `screen` lays answers out, `tables` and `bars` are rich's, and
`wording` has every sentence that only the terminal says.
"""
