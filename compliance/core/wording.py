"""compliance / core: how facts and their values are called in both languages, in messages and on pages alike."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.facts import LegalForm, Reason, RoundFacts
from compliance.core.sentences import Sentence

KIND_NAMES: Final[Mapping[str, Sentence]] = MappingProxyType({RoundFacts.kind: Sentence(zh="本轮融资", en="Raise")})
"""What each kind of facts is about."""

FACT_NAMES: Final[Mapping[tuple[str, str], Sentence]] = MappingProxyType(
    {
        (RoundFacts.kind, "minimum_ticket"): Sentence(zh="本轮最低认购金额", en="minimum ticket of the raise"),
        (RoundFacts.kind, "vehicle_form"): Sentence(zh="跟投载体的组织形式", en="legal form of the followers' vehicle"),
    }
)
"""How each fact is called, by kind and field."""

LEGAL_FORMS: Final[Mapping[LegalForm, Sentence]] = MappingProxyType(
    {
        LegalForm.LIMITED_LIABILITY_COMPANY: Sentence(zh="有限责任公司", en="limited liability company"),
        LegalForm.JOINT_STOCK_COMPANY: Sentence(zh="股份有限公司", en="joint-stock company"),
        LegalForm.LIMITED_PARTNERSHIP: Sentence(zh="有限合伙企业", en="limited partnership"),
        LegalForm.CONTRACTUAL_FUND: Sentence(zh="契约型基金", en="contractual fund"),
    }
)

REASONS: Final[Mapping[Reason, Sentence]] = MappingProxyType(
    {
        Reason.NOT_STATED: Sentence(zh="未填写", en="not stated"),
        Reason.NOT_CHECKED: Sentence(zh="未核验", en="not checked"),
        Reason.NOT_ASKED: Sentence(zh="当时未要求", en="not asked for then"),
    }
)
"""Why a fact is unknown."""
