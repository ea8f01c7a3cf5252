"""tests of compliance/core/rules."""
