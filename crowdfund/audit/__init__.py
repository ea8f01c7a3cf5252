"""Audit: what happened, who did it, and the proof that nobody rewrote it afterwards.

Purpose: keeps one append-only event for each change of state, seals events into hash-chained blocks, delivers them.
Words: event, subject, block, seal, head, anchor, flaw, delivery, ticket, wake, drain.
Doors: pages under /audit/, `GET /api/v1/events`, task `audit.seal_events`, `manage.py audit seal|verify|show|release`.
May enter: kernel, db, web, accounts.
Invariants: an event never changes and never holds personal data; a sealed event has one place in the feed for ever.
"""
