"""Benchmarks beside peers: `make bench` runs them, docs/benchmarks.md says what their figures mean.

What comes out is a ratio to a peer, measured in turns within the same run; absolute times hold on
no shared machine. Nothing of the product imports this package.
"""
