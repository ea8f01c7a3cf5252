"""Room card: exits.

Purpose: how people get out of a closed round: next-round exit (下轮退), lock-ups, transfers, buy-backs, distributions.
Words: lot, lock-up, reduction quota, election, window.
Doors: none yet; the room is opened by the issue that brings the first exit.
May enter: deals (core, queries, locks, actions), compliance, and the rooms below.
Invariants: a lot is never sold before its first free date.
"""
