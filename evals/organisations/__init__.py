"""Organisations made up for measuring at scale: hundreds of sibling roles and what is true of them.

`trades` has their words, `making` their facts, `writing` the documents that say them, and `asking`
the questions whose answers are known because the facts were made first.
"""
