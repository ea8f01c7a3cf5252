"""Room card: web.

Purpose: what both doors (pages and API) share, so that no room invents its own.
Words: problem, idempotency key, request id, cursor, component, chart.
Doors: error pages, /healthz, /readyz, /metrics, /problems/, the API explorer.
May enter: kernel, db.
Invariants: every error comes from one table; a repeated request has one effect; no inline script.
"""
