"""sweeps / actions: one verb a module."""
