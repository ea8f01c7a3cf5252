"""embedded / room card: the machine under the house, for a laptop, a test run or a demonstration.

Purpose: PostgreSQL and Redis from wheels and a supervisor for our processes, so that `make run` needs nothing.
Words: place (a folder of this room), child (a supervised process), throw-away (servers that live for one command).
Doors: `python -m crowdfund.embedded run|exec|status|stop`, `bootstrap.py` (before `.venv` exists), `addresses`.
May enter: the standard library; only `crowdfund.settings` and `manage.py` may import it.
Invariants: never in production; no process outlives its supervisor; writes only below the state and socket folders.
"""
