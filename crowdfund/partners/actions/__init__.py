"""partners / actions: the verbs of the room, one per module."""
