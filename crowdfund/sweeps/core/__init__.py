"""sweeps / core: what a sweep is, when it should have run."""
