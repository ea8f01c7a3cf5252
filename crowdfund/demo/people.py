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
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from crowdfund.accounts.core.identity import credit_check_digit, resident_check_digit
from crowdfund.accounts.core.roles import Role

PASSWORD: Final = "practice-market-2026"  # noqa: S105  # nosec B105  # printed at each start of a practice platform
_SECRET_BYTES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody of the market.

    `part` is for the console, `task` for pages: what to sign in as them for. `born` is the date in their identity
    number; without one they never declared any.
    """

    email: str
    part: str
    task: Promise
    real_name: str = ""
    born: str = ""
    office: Role | None = None
    title: Promise | str = ""

    @property
    def name(self) -> str:
        """The part of the address before the sign, by which pages tell residents apart."""
        return self.email.partition("@")[0]

    @property
    def label(self) -> str:
        """The name that pages show, readable in each language, or what somebody is who has not declared any."""
        if not self.real_name:
            return str(self.title)
        return self.real_name if (get_language() or "").startswith("zh") else f"{self.name.title()} {self.real_name}"

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


OPERATOR: Final = Resident(
    email="pan@demo.example",
    part="operator",
    task=_("Moves the clock, and sees to it that sweeps run and money arrives."),
    office=Role.OPERATOR,
    title=_("Operator"),
)
OFFICER: Final = Resident(
    email="ou@demo.example",
    part="compliance officer",
    task=_("Decides on raises, identities and qualified investors, and records a listing."),
    office=Role.OFFICER,
    title=_("Compliance officer"),
)
SECOND_OPERATOR: Final = Resident(
    email="qin@demo.example",
    part="second operator; money of an unknown order goes back by two",
    task=_("Confirms what another operator proposes: money of an unknown order goes back by two."),
    office=Role.OPERATOR,
    title=_("Second operator"),
)
SECOND_OFFICER: Final = Resident(
    email="yan@demo.example",
    part="second compliance officer; a warning is lifted by two",
    task=_("Confirms what another officer proposes: a warning is lifted by two."),
    office=Role.OFFICER,
    title=_("Second compliance officer"),
)
AUDITOR: Final = Resident(
    email="shen@demo.example",
    part="auditor",
    task=_("Reads everything and changes nothing."),
    office=Role.AUDITOR,
    title=_("Auditor"),
)
CHEN: Final = Resident(
    email="chen@demo.example",
    part="founder; one raise waits for its lead, one draft",
    task=_("Finishes a draft, and accepts who offers to lead the open raise."),
    real_name="陈澄",
    born="19840316",
)
HE: Final = Resident(
    email="he@demo.example",
    part="founder; one raise approved, one submitted",
    task=_("Opens an approved raise; another one waits at the desk."),
    real_name="何禾",
    born="19900527",
)
LUO: Final = Resident(
    email="luo@demo.example",
    part="founder; one raise refused by a rule, one returned, one failed",
    task=_("Has a raise that a rule refused, one returned with a reason, and one that failed and was refunded."),
    real_name="罗夏",
    born="19870909",
)
TAO: Final = Resident(
    email="tao@demo.example",
    part="founder; one raise led, one closed with an exit window",
    task=_("Closes a led raise once it has reached its minimum; holders of the earlier one may leave."),
    real_name="陶然",
    born="19860721",
)
JIANG: Final = Resident(
    email="jiang@demo.example",
    part="founder; listed, the vehicle's shares still locked",
    task=_("Founded a company that is listed; the shares of its vehicle are locked for some days yet."),
    real_name="江越",
    born="19811205",
)
LIN: Final = Resident(
    email="lin@demo.example",
    part="investor who leads",
    task=_("Leads: offers to lead the open raise and pays the deposit."),
    real_name="林岚",
    born="19791103",
)
FANG: Final = Resident(
    email="fang@demo.example",
    part="investor who follows",
    task=_("Follows: subscribes behind a lead, sells half in the next round, is told when shares unlock."),
    real_name="方舟",
    born="19920218",
)
GAO: Final = Resident(
    email="gao@demo.example",
    part="investor whose certification has run out",
    task=_("Offers all units in the next round; a new certification waits for the officer."),
    real_name="高远",
    born="19750412",
)
XU: Final = Resident(
    email="xu@demo.example",
    part="investor of the next round, who buys",
    task=_("Leads the next round, and buys from holders of the earlier one who want to leave."),
    real_name="徐衡",
    born="19830630",
)
WEN: Final = Resident(
    email="wen@demo.example",
    part="investor whom the screening may have found on a list",
    task=_("Waits until an officer has decided whether somebody on a list is this investor."),
    real_name="闻非",
    born="19880802",
)
STRANGER: Final = Resident(
    email="si@demo.example",
    part="signed up, not checked",
    task=_("Has just signed up: declares an identity, and sees no offer until it was checked."),
    title=_("Newcomer"),
)

STAFF: Final = (OPERATOR, SECOND_OPERATOR, OFFICER, SECOND_OFFICER, AUDITOR)
FOUNDERS: Final = (CHEN, HE, LUO, TAO, JIANG)
INVESTORS: Final = (LIN, FANG, GAO, XU, WEN)
CHECKED: Final = (*FOUNDERS, *INVESTORS)
EVERYBODY: Final = (*CHECKED, STRANGER, OFFICER, SECOND_OFFICER, OPERATOR, SECOND_OPERATOR, AUDITOR)
