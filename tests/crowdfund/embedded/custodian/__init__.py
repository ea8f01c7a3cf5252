"""tests of the sandbox bank."""
