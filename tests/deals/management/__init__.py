"""Tests of deals/management."""
