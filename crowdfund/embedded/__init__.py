"""embedded / room card: the machine under the house, for a laptop, a test run or a demonstration.

Purpose: PostgreSQL and Redis from wheels, and a supervisor for the platform's own processes, so that `make run` needs nothing.
Words: place (a folder this room may write to), child (a supervised process), throw-away (servers that live for one command).
Doors: `python -m crowdfund.embedded run|exec|status|stop`, `bootstrap.py` (before the virtual environment exists), `addresses`.
May enter: the standard library; only `crowdfund.settings` (addresses of a running instance) and `manage.py` may import it.
Invariants: never used in production; no process outlives its supervisor; nothing is written outside the state folder and a socket folder.
"""
