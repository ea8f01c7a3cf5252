"""tests of what the sandbox services have in common."""
