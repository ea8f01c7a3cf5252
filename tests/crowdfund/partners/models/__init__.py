"""tests / partners: models."""
