"""compliance / views: being assessed, with the result explained."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compliance.actions.assess_risk import assess_risk
from compliance.core.papers import in_use
from compliance.core.policy import may_take_assessment
from compliance.core.rules.assessment import most_a_day
from compliance.core.verdict import Refused
from compliance.library import newest_book_on, questionnaires
from compliance.presentation.assessments import RiskAnswers, shown_assessment
from compliance.queries.assessments import own_assessments
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage, RefusedAt
from crowdfund.web.request import PageRequest

_A_FEW = 20


class AssessRisk(ActionPage):
    """How much risk the reader bears, what follows from it, and the questionnaire."""

    template_name = "compliance/assessment.html"
    form_class = RiskAnswers
    done_message = _("Your risk was assessed. The result and what it opens to you are shown below.")

    def make_form(self, request: PageRequest, data: QueryDict | None) -> RiskAnswers:
        """Return the questionnaire in use, bound to what was sent."""
        return RiskAnswers(data, questionnaire=in_use(questionnaires(), on=today_of(request)))

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the reader's own assessments, the latest first, and how often they may be taken."""
        today = today_of(request)
        rows = list(own_assessments(request.actor)[:_A_FEW])
        most = most_a_day(newest_book_on(today))
        taken = sum(row.assessed_on == today for row in rows)
        return {
            "latest": shown_assessment(rows[0], today=today) if rows else None,
            "earlier": [shown_assessment(row, today=today) for row in rows[1:]],
            "may_take": may_take_assessment(request.actor),
            "most_a_day": most,
            "is_enough": most is not None and taken >= most,
            "today": today,
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Assess."""
        answers = {name: value for name, value in cleaned.items() if name != "version"}
        done = assess_risk(actor=request.actor, now=request.now, version=cleaned["version"], answers=answers)
        if isinstance(done, Refused):
            return RefusedAt(reverse("compliance:determination", args=[done.determination_id]))
        return reverse("compliance:assessment")
