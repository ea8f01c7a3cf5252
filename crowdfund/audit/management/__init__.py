"""audit / management: the room's commands."""
