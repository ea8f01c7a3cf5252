"""tests of deals/core."""
