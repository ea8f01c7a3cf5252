"""compliance / actions: the verbs of the room."""
