"""tests / mutation: small mistakes are put into compliance/core one at a time, and its tests must notice.

`make mutants` draws a seeded sample, `make mutants ARGS=--all` tries every one. The mistakes come from mutmut's
generator; each is tried in a forked process of its own, in which one function is exchanged.
"""
