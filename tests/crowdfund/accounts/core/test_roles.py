"""tests / roles: which roles need what."""

from crowdfund.accounts.core.roles import CHECKED_ROLES, MFA_ROLES, Role, needs_mfa


def test_officers_and_operators_need_a_second_factor():
    assert {role for role in Role if needs_mfa(frozenset({role}))} == {Role.OFFICER, Role.OPERATOR}
    assert needs_mfa(frozenset({"investor", "officer"}))
    assert not needs_mfa(frozenset())


def test_nobody_is_both_staff_by_factor_and_principal_by_check_by_one_role():
    assert CHECKED_ROLES.isdisjoint(MFA_ROLES)
    assert {Role.FOUNDER, Role.INVESTOR} == CHECKED_ROLES
