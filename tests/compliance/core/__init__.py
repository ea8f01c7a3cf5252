"""tests of compliance/core."""
