"""Tests of crowdfund/ledger/models."""
