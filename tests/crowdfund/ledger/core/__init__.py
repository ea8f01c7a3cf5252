"""Tests of crowdfund/ledger/core."""
