"""What the service remembers between two questions; `bot.memory.opening.open_memory` opens it."""
