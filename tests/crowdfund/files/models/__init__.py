"""tests / files models."""
