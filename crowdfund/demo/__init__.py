"""Room card: demo.

Purpose: a small made-up market, so that somebody who starts the platform for the first time has something to try.
Words: market, resident, login (an address, a password and, for staff, a one-time code), thread (what to try, in order).
Doors: `manage.py load_demo`, `manage.py demo_logins`; neither works in production.
May enter: every room; this one stands under the roof.
Invariants: everything goes through the verbs, as a person would do it; only an empty database is filled.
"""
