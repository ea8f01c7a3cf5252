"""tests / sweeps actions."""
