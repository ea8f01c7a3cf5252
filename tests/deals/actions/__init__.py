"""tests of deals/actions."""
