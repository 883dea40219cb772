"""From a question to an answer with its passages cited; who asks, and where, is not known."""
