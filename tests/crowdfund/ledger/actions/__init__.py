"""Tests of crowdfund/ledger/actions."""
