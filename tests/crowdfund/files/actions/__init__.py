"""tests / files actions."""
