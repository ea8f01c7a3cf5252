"""tests / partners: core."""
