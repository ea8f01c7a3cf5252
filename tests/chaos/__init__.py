"""tests / chaos: what happens when processes are killed."""
