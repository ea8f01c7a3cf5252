"""tests of deals/models."""
