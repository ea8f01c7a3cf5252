"""tests of compliance."""
