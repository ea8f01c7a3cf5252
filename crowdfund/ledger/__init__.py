"""Ledger: who holds how much of what, in double entry, at any instant.

Purpose: accounts, entries and postings in cash and in units of vehicles; every other room moves value through it.
Words: account, asset, quantity, line, entry, posting, reversal.
Doors: `manage.py ledger check`; the verbs join the work of the room that calls them, and that room records the event.
May enter: kernel, db.
Invariants: entries sum to zero in every asset; rows never change or go; a key posts once; an account keeps its asset.
"""
