"""deals / presentation: what share of its raise a lead commits, nominal and effective, and what the rules say of it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from compliance.core.book import View
from compliance.core.engine import judge
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from compliance.presentation.pictures import money_picture
from crowdfund.kernel.money import Money
from crowdfund.web.charts.shares import Share, share_bar
from crowdfund.web.components.amounts import money_text
from deals.core.lead import Pledge
from deals.core.lead_money import KnownNames, OwnMoney, first_case, funding_facts_of
from deals.facts import lead_facts, money_of, own_money

if TYPE_CHECKING:
    from deals.models import LeadOffer, Round


def lead_review(
    row: "Round", pledge: Pledge | None, *, today: date, offer: "LeadOffer | None" = None
) -> dict[str, Any]:
    """Return what share of its raise a lead commits and what the rules of the day say; nothing is stored.

    Once there is an `offer`, its own money is what the rules last found of it. What objects is kept apart from what
    passes, so that a reader first sees what would help.
    """
    target = row.target
    if pledge is None or target is None:
        return {"share": None, "share_chart": "", "answer": None}
    amount = pledge.amount
    rest = max(target - amount, Money.zero(target.currency))
    shares = [_part(_("Lead"), min(amount, target)), _part(_("Left for followers"), rest)]
    view = book().at(today, known_at=book().latest_release.number)
    review = _money_review(row, pledge, view)
    found = money_of(offer) if offer else review.pop("own", None)
    answer = judge(facts=lead_facts(row.snapshot(), pledge=pledge, money=found), view=view, rules=RULES)
    passed = [each for each in answer.findings if each.outcome is Outcome.PERMIT]
    return {
        "amount": amount,
        "pledge": pledge,
        "share": amount.ratio_to(target),
        "effective_share": effective_share(found, amount=amount, target=target),
        "is_looked_through": found is not None,
        "share_chart": share_bar(title=_("The raise with this lead"), shares=shares, base=_("the raise")),
        "answer": replace(answer, findings=tuple(each for each in answer.findings if each not in passed)),
        "passed": passed,
        **review,
    }


def effective_share(found: OwnMoney | None, *, amount: Money, target: Money) -> Fraction | None:
    """Return what share of the raise the lead's own money is; None while that is not known."""
    if found is None or not isinstance(found.tainted, Money):
        return None
    return max(amount - found.tainted, Money.zero(amount.currency)).ratio_to(target)


def _money_review(row: "Round", pledge: Pledge, view: View) -> dict[str, Any]:
    """Return what the rules say of where the money comes from, and its picture, once that can be read."""
    if pledge.funding is None:
        return {"money": None, "money_picture": None}
    names = KnownNames(lead="", issuer=row.project.organisation.name, founders=())
    facts = funding_facts_of(first_case(commitment=pledge.amount, declared=pledge.funding, names=names))
    answer = judge(facts=facts, view=view, rules=RULES)
    objecting = tuple(each for each in answer.findings if each.outcome is not Outcome.PERMIT)
    return {
        "money": replace(answer, findings=objecting),
        "money_picture": money_picture(facts),
        "own": own_money(facts, findings=answer.findings, is_stopped=answer.verdict.refuses),
    }


def _part(label: str, amount: Money) -> Share:
    return Share(label=label, weight=amount.minor, text=money_text(amount))
