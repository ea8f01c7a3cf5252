"""accounts / management: the room's commands."""
