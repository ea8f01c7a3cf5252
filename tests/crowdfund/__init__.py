"""Tests of crowdfund."""
