"""Tests of crowdfund/ledger/management/commands."""
