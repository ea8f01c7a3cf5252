"""demo / people: who lives in the made-up market, and how they sign in.

Identity numbers and credit codes are well formed, but stand for a district (990000) that does not exist, so that they
can't be anybody's.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from crowdfund.accounts.core.identity import credit_check_digit, resident_check_digit
from crowdfund.accounts.core.roles import Role

PASSWORD: Final = "practice-market-2026"  # noqa: S105  # nosec B105  # printed at each start of a practice platform
_SECRET_BYTES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody of the market. `born` is the date in their identity number; without one they never declared any."""

    email: str
    part: str
    real_name: str = ""
    born: str = ""
    office: Role | None = None

    @property
    def id_number(self) -> str:
        """A well-formed resident identity number of a district that does not exist."""
        body = f"990000{self.born}001"
        return body + resident_check_digit(body)

    @property
    def totp_secret(self) -> str:
        """The base32 secret of their one-time codes: this installation's own, so that no two share codes."""
        digest = hmac.new(settings.SECRET_KEY.encode(), f"demo one-time codes {self.email}".encode(), hashlib.sha256)
        return base64.b32encode(digest.digest()[:_SECRET_BYTES]).decode()


def credit_code(number: int) -> str:
    """Return a well-formed unified social credit code of a district that does not exist."""
    body = f"91990000MA0DEM{number:03d}"
    return body + credit_check_digit(body)


OPERATOR: Final = Resident(email="pan@demo.example", part="operator", office=Role.OPERATOR)
OFFICER: Final = Resident(email="ou@demo.example", part="compliance officer", office=Role.OFFICER)
AUDITOR: Final = Resident(email="shen@demo.example", part="auditor", office=Role.AUDITOR)
CHEN: Final = Resident(
    email="chen@demo.example", part="founder; one raise open, one draft", real_name="陈澄", born="19840316"
)
HE: Final = Resident(
    email="he@demo.example", part="founder; one raise approved, one submitted", real_name="何禾", born="19900527"
)
LUO: Final = Resident(
    email="luo@demo.example", part="founder; one raise refused by a rule", real_name="罗夏", born="19870909"
)
LIN: Final = Resident(email="lin@demo.example", part="checked investor", real_name="林岚", born="19791103")
FANG: Final = Resident(email="fang@demo.example", part="checked investor", real_name="方舟", born="19920218")
STRANGER: Final = Resident(email="si@demo.example", part="signed up, not checked")

STAFF: Final = (OPERATOR, OFFICER, AUDITOR)
CHECKED: Final = (CHEN, HE, LUO, LIN, FANG)
EVERYBODY: Final = (CHEN, HE, LUO, LIN, FANG, STRANGER, OFFICER, OPERATOR, AUDITOR)
