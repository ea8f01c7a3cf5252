"""tests / partners: management."""
