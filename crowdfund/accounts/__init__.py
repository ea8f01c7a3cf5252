"""Accounts: who somebody is, for whom they act and what they may be asked to do.

Purpose: sign-in, checked identity, companies and their members, roles; turns a session into an `Actor`.
Words: user, person, organisation, membership, invitation, role grant, step-up.
Doors: pages (account, organisations, people, roles), API (me, organisations), `seat_staff`, the invitation mailer.
May enter: kernel, db, web.
Invariants: one checked person per identity number, never stored in clear; nobody decides on or grants to themselves.
"""
