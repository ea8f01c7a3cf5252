"""tests / sweeps core."""
