"""The proof that nothing is lost, doubled or leaked: real programs, load, and faults on purpose.

`make chaos` has each fault once, `make soak` one a minute for half an hour. It is a test that takes
minutes, so it uses what the tests have: strict stand-ins of Slack and Teams, restricted documents,
a PostgreSQL of its own, a language model that says what it is told to.
"""
