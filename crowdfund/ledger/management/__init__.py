"""ledger / management: the room's commands."""
