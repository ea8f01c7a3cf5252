"""tests / sweeps commands."""
