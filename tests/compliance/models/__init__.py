"""tests of compliance/models."""
