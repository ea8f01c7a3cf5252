"""Tests of crowdfund/kernel: no database, no Django."""
