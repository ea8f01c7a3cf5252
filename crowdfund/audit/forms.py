"""audit / forms: what an auditor may look for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from crowdfund.audit.queries.events import EventFilter
from crowdfund.db.events import Outcome
from crowdfund.kernel.days import start_of
from crowdfund.web.inputs import DayInput


class EventFilterForm(forms.Form):
    """Narrows the list of events; every field is optional. Days are legal days (Asia/Shanghai), both included."""

    verb = forms.RegexField(
        r"^[a-z_.]*$", label=_("Verb begins with"), required=False, max_length=80, help_text=_("For example: round.")
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All")), (Outcome.DONE.value, _("Done")), (Outcome.REFUSED.value, _("Refused"))],
    )
    subject_kind = forms.SlugField(label=_("Kind of subject"), required=False, max_length=40)
    subject_id = forms.UUIDField(label=_("Subject"), required=False)
    actor_id = forms.UUIDField(label=_("Actor"), required=False)
    request_id = forms.SlugField(label=_("Request number"), required=False, max_length=100)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one."))
        return cleaned

    def wanted(self) -> EventFilter:
        """Return the filter; entries that are wrong do not narrow."""
        given = getattr(self, "cleaned_data", {})
        return EventFilter(
            verb=given.get("verb") or "",
            outcome=given.get("outcome") or "",
            subject_kind=given.get("subject_kind") or "",
            subject_id=_uuid(given.get("subject_id")),
            actor_id=_uuid(given.get("actor_id")),
            request_id=given.get("request_id") or "",
            since=_begin(given.get("since"), timedelta(0)),
            until=_begin(given.get("until"), timedelta(days=1)),
        )


def _uuid(value: object) -> UUID | None:
    return value if isinstance(value, UUID) else None


def _begin(day: Any, later: timedelta) -> datetime | None:
    return start_of(day + later) if day else None
