"""tests of compliance/actions."""
