"""compliance / presentation: how the subject of a determination is called, for somebody who may not see all of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compliance.core.ruling import Ruling
from crowdfund.accounts.queries import organisations_of
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.names import names_of
from crowdfund.web.components.days import day_text

SubjectKey = tuple[str, UUID]


def subject_names(rulings: Iterable[Ruling], *, actor: Actor) -> dict[SubjectKey, str]:
    """Return what the actor may call the subjects, each by its name or as a company's draft; others are missing.

    The names, and one query.
    """
    asked = {(each.subject_kind, each.subject_id): each for each in rulings}
    names = names_of(asked, actor=actor)
    drafts = {
        key: (each.organisation_id, each.as_of)
        for key, each in asked.items()
        if key not in names and each.organisation_id is not None
    }
    owners = {company_id for company_id, _day in drafts.values()}
    companies = dict(organisations_of(actor).filter(id__in=owners).values_list("id", "name"))
    return names | {
        key: draft_name(companies[company_id], day)
        for key, (company_id, day) in drafts.items()
        if company_id in companies
    }


def draft_name(company: str, day: date) -> str:
    """Return how a draft is called that only its company sees: by the company and the day of the question."""
    return _("{company}, draft of {day}").format(company=company, day=day_text(day))
