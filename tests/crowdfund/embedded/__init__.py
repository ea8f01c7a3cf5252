"""tests / embedded."""
