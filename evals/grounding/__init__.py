"""Measures the grounding check on a library's own sentences, and on what mutating makes of them."""
