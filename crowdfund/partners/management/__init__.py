"""partners / management: the commands of the room."""
