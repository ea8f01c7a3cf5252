"""tests / tokens: how long an invitation lasts, and what of its token is kept."""

from datetime import UTC, datetime

from crowdfund.accounts.core.tokens import expires_at, hash_of


def test_an_invitation_lasts_a_week():
    assert expires_at(datetime(2026, 2, 26, 8, tzinfo=UTC)) == datetime(2026, 3, 5, 8, tzinfo=UTC)


def test_the_stored_hash_does_not_hold_the_token():
    token = "a1b2c3d4e5f6"
    assert token not in hash_of(token)
    assert len(hash_of(token)) == 64
    assert hash_of(token) != hash_of(token + "0")
