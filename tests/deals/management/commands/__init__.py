"""Tests of deals/management/commands."""
