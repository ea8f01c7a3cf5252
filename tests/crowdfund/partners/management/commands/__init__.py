"""tests / partners: management commands."""
