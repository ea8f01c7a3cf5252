"""tests of deals."""
