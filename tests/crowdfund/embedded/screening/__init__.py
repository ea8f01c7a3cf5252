"""tests of crowdfund / embedded / screening."""
