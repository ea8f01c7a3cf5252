"""tests / compliance: migrations that move what is stored."""
