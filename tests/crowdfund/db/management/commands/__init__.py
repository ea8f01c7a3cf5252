"""tests / db: the commands of the room."""
