"""tests of crowdfund/demo."""
