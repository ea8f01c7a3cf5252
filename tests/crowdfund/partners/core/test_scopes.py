"""tests / partners: a token has what it names and what its client is allowed now, never more."""

from hypothesis import given
from hypothesis import strategies as st

from crowdfund.partners.core.scopes import MEANINGS, Scope, effective_scopes, unknown_scopes

SETS = st.sets(st.sampled_from([scope.value for scope in Scope]))


@given(token=SETS, allowed=SETS)
def test_effective_scopes_never_exceed_either_side(token, allowed):
    effective = effective_scopes(token=" ".join(sorted(token)), allowed=allowed)
    assert effective == token & allowed


def test_every_scope_has_a_meaning():
    assert set(MEANINGS) == set(Scope)


def test_unknown_scopes_are_named_in_order():
    assert unknown_scopes(["root", "events:read", "admin"]) == ("root", "admin")
