"""compliance / presentation: what somebody needs before they may subscribe or lead, and how far each of it is."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance.core.certification import Regime
from compliance.core.facts import InvestorClass
from compliance.core.policy import may_apply_for_certification
from compliance.core.screening import PersonalStanding, told_to_the_person
from compliance.core.states import CertificationState
from compliance.core.wording import INVESTOR_CLASSES
from compliance.queries import own_certifications, screening_of
from compliance.queries.assessments import own_assessments
from compliance.words import STANDING_SENTENCES
from crowdfund.accounts.core.policy import acting_user
from crowdfund.accounts.core.states import PersonState
from crowdfund.accounts.queries import person_of
from crowdfund.kernel.actor import Actor
from crowdfund.web.components.language import in_language

SOON = timedelta(days=30)
"""Whatever ends within this time is to be renewed now."""


class Stage(StrEnum):
    """How far one requirement is."""

    MISSING = "missing"
    WAITING = "waiting"
    ENDING = "ending"
    DONE = "done"


def requirements(actor: Actor, *, today: date) -> list[dict[str, Any]]:
    """Return what a person needs before money, in the order in which they get it (four queries)."""
    rows = [_identity(actor)]
    for label, name, read in (
        (_("Screening"), "own_screening", _screening),
        (_("Qualified investor"), "certification", _certification),
        (_("Risk assessment"), "assessment", _assessment),
    ):
        if may_apply_for_certification(actor):
            rows.append(_row(label, reverse(f"compliance:{name}"), *read(actor, today)))
        else:
            rows.append(_row(label, "", Stage.MISSING, _("Comes once your identity was checked."), None))
    return rows


def next_of(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the first requirement that the person can do something about; None when nothing is missing."""
    return next((row for row in rows if row["url"] and row["stage"] == Stage.MISSING), None)


def is_ready(rows: list[dict[str, Any]]) -> bool:
    """Tell whether all requirements are met today."""
    return all(row["stage"] in (Stage.DONE, Stage.ENDING) for row in rows)


def _row(label: str, url: str, stage: Stage, text: str, last_day: date | None) -> dict[str, Any]:
    return {"label": label, "url": url, "stage": stage.value, "text": text, "last_day": last_day}


def _until(expires_on: date, today: date) -> tuple[Stage, date]:
    """Return the stage of what holds today and the last day on which it does; it ends before `expires_on`."""
    return (Stage.ENDING if expires_on - today <= SOON else Stage.DONE), expires_on - timedelta(days=1)


def _identity(actor: Actor) -> dict[str, Any]:
    person = person_of(acting_user(actor))
    state = PersonState(person.state) if person else None
    url = reverse("accounts:my_account" if person else "accounts:declare_identity")
    if actor.is_checked:
        return _row(_("Identity"), url, Stage.DONE, _("Checked, and you are confirmed as a specific target."), None)
    if state is PersonState.DECLARED:
        text, stage = _("Declared. A compliance officer is checking it."), Stage.WAITING
    elif state is PersonState.REFUSED:
        text, stage = _("Not accepted. Read why and declare again."), Stage.MISSING
    else:
        text, stage = _("Name and identity number; only officers read them."), Stage.MISSING
    return _row(_("Identity"), url, stage, text, None)


def _screening(actor: Actor, today: date) -> tuple[Stage, str, date | None]:
    told = told_to_the_person(screening_of(acting_user(actor), on=today))
    stages = {PersonalStanding.CLEAR: Stage.DONE, PersonalStanding.UNDER_WAY: Stage.WAITING}
    return stages.get(told, Stage.MISSING), str(STANDING_SENTENCES[told]), None


def _certification(actor: Actor, today: date) -> tuple[Stage, str, date | None]:
    rows = [row for row in own_certifications(actor) if row.regime == Regime.PRIVATE_FUND_2014.value]
    states = [row.state_at(today) for row in rows]
    held = [row.expires_on for row, state in zip(rows, states, strict=True) if state is CertificationState.APPROVED]
    ends = max((day for day in held if day is not None), default=None)
    if ends is not None:
        return _until(ends, today)[0], _("Certified for private funds."), _until(ends, today)[1]
    if CertificationState.APPLIED in states:
        return (
            Stage.WAITING,
            _("Your application waits for a compliance officer. You will be told of the decision."),
            None,
        )
    if CertificationState.EXPIRED in states:
        return Stage.MISSING, _("Your certification has run out. Renew it with fresh documents."), None
    if CertificationState.REFUSED in states:
        return Stage.MISSING, _("Not certified. Read why and apply again."), None
    return Stage.MISSING, _("Show assets or income; a compliance officer certifies you for twelve months."), None


def _assessment(actor: Actor, today: date) -> tuple[Stage, str, date | None]:
    row = own_assessments(actor).first()
    if row is None:
        return Stage.MISSING, _("Answer the questionnaire; it takes a few minutes and holds three years."), None
    if row.expires_on <= today:
        return Stage.MISSING, _("Your assessment has run out. Take it again."), None
    stage, last_day = _until(row.expires_on, today)
    return stage, in_language(INVESTOR_CLASSES[InvestorClass(row.investor_class)]), last_day
