"""Tests of crowdfund/ledger."""
