"""Room card: exits.

Purpose: how people get out of a closed round: the next-round exit (下轮退出) and lock-ups (限售期) after a listing.
Words: window, election, cut-back, statement, listing, lot, lock-up, first free day.
Doors: pages under /exits/ and /rounds/, the API under /api/v1/, four sweeps, the custodian's money.
May enter: deals (core, queries, locks, actions), compliance, and the rooms below.
Invariants: units move with the buyer's money or not at all; a lot is unlocked once, not before its first free day.
"""
