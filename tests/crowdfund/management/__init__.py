"""tests of crowdfund/management."""
