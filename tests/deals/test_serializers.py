"""The shapes that programs see are those of the terms."""

from deals.core.round import Terms
from deals.forms import RoundTerms
from deals.serializers import EditRoundIn, NewRoundIn, RoundOut, TermsIn
from deals.words import TERMS


def test_form_and_serializer_ask_for_the_same_terms():
    names = set(Terms.__dataclass_fields__)
    assert set(TermsIn().fields) == names == set(TERMS)
    assert set(RoundTerms().fields) - {"version"} == names
    assert set(NewRoundIn().fields) - names == {"project"}
    assert set(EditRoundIn().fields) - names == {"version"}
    assert names <= set(RoundOut().fields)
