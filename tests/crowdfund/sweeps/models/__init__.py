"""tests / sweeps models."""
