"""tests of compliance/management/commands."""
