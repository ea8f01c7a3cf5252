"""Accounts: who somebody is, for whom they act and what they may be asked to do.

Purpose: sign-in, checked identity, companies and their members, roles; turns a session into an `Actor`.
Words: user, person, organisation, membership, invitation, role grant, step-up.
Doors: pages under /accounts/, API under /api/v1/me and /api/v1/organisations, `manage.py grant_role`, the invitation mailer.
May enter: kernel, db, web.
Invariants: one checked person per identity number; identifiers are never stored in clear; nobody grants a role to themselves.
"""
