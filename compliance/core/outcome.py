"""compliance / core: the five outcomes of a rule, from harmless to final."""

from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What a rule says about the facts (结论).

    PERMIT 通过; ADVISE 提示, go on but know this; WARN 警示, needs a written reason and a release; REFER 待补充, needs
    a fact or an officer's decision; DENY 禁止, has no release.
    """

    PERMIT = "PERMIT"
    ADVISE = "ADVISE"
    WARN = "WARN"
    REFER = "REFER"
    DENY = "DENY"

    @property
    def severity(self) -> int:
        """Return the rank among the outcomes, 0 for PERMIT; the fold takes the highest."""
        return _ORDER.index(self)

    @property
    def refuses(self) -> bool:
        """Tell whether this outcome stops an action: DENY, REFER and WARN do."""
        return self.severity >= Outcome.WARN.severity


_ORDER: Final = tuple(Outcome)
