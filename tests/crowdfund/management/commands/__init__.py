"""tests of crowdfund/management/commands."""
