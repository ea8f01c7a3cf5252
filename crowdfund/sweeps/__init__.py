"""Room card: sweeps.

Purpose: what is due and not done, asked again and again until it is done; and the sandbox's clock.
Words: sweep, run, effect, due, late, dry run, business clock.
Doors: pages (sweeps, clock), API (clock), `manage.py sweep`, the tasks that beat wakes.
May enter: kernel, db, web, accounts, audit.
Invariants: each effect has one key and happens once, however often or late a sweep runs; the clock never goes back.
"""
