"""partners / core: what a partner's program may be allowed, and who decides on it."""
