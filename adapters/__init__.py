"""Doors to the bot: the terminal, the web and chat platforms; each only translates."""
