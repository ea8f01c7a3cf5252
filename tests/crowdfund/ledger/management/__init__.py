"""Tests of crowdfund/ledger/management."""
