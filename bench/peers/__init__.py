"""The peers: each module is the door to one library, and builds and opens its usual pipelines.

All hold the same passages in Chroma, embed by the same model and bring five passages for a
question. None of them settles a role, judges whether the passages answer, or words an answer.
"""
