"""Room card: deals.

Purpose: a raise from its first draft until it is open: projects, rounds, and who may see them.
Words: project (项目), round (本轮融资), draft, submission, return, approval, opening, missing entry.
Doors: pages under / and /rounds/, the officers' desk under /desk/, the API under /api/v1/.
May enter: compliance and the rooms below it.
Invariants: no round moves past its gate without a stored determination; a round that may not be seen does not exist.
"""
