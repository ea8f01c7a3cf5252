"""tests / sweeps management."""
