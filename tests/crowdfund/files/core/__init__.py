"""tests / files core."""
