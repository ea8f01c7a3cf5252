"""Room card: partners.

Purpose: programs of custodian banks, exchanges, data vendors and channels that use the API by themselves.
Words: partner client, scope, secret, token.
Doors: pages under /clients/, /o/token/ and /o/revoke_token/, the API explorer, `manage.py partner_client`.
May enter: kernel, db, web, accounts, audit.
Invariants: a token never exceeds what its client is allowed today; a secret is shown once; no disabled client gets in.
"""
