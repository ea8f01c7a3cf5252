"""Room card: db.

Purpose: what every table and every change of state stands on.
Words: unit of work, envelope, append-only, money field, sealed field, blind index, business time, heartbeat.
Doors: `manage.py prepare_database`, `manage.py compile_messages`.
May enter: kernel.
Invariants: one transaction per verb; append-only rows cannot change; no lock is waited for without end.
"""
