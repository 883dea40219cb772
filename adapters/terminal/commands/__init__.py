"""The commands: one module each, named as the command, whose `command` is what click calls."""
