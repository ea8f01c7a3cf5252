"""compliance / views: the compliance calendar, a month on a page and the year ahead as a file for calendar programs."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compliance.core.duties import agenda_of
from compliance.forms import CalendarReading
from compliance.presentation.calendar import event_of, rows_of
from crowdfund.web.components.days import month_text
from crowdfund.web.context import now_of, today_of
from crowdfund.web.ics import ICS_TYPE, ics_bytes
from crowdfund.web.request import PageRequest

BACK = timedelta(days=31)
AHEAD = timedelta(days=400)
_A_MONTH = timedelta(days=31)


@require_safe
def calendar(request: PageRequest) -> HttpResponse:
    """Show what falls on the days of a month, and in the current one what is overdue."""
    today = today_of(request)
    form = CalendarReading({"month": f"{today:%Y-%m}", **request.GET.dict()})
    month, kind = form.wanted(today=today)
    following = (month + _A_MONTH).replace(day=1)
    agenda = agenda_of(
        request.actor,
        first=month,
        last=following - timedelta(days=1),
        today=today,
        kinds=frozenset({kind} if kind else ()),
    )
    context = {
        "form": form,
        "month": month_text(month),
        "overdue": rows_of(agenda.overdue),
        "ahead": rows_of(agenda.ahead),
        "cut": [each.label for each in agenda.cut],
        "previous_url": _address(month - timedelta(days=1), kind),
        "next_url": _address(following, kind),
        "file_url": reverse("compliance:calendar_file") + (f"?{urlencode({'kind': kind})}" if kind else ""),
        "trail": [{"label": _("Compliance calendar")}],
    }
    return render(request, "compliance/calendar.html", context, status=422 if form.errors else 200)


@require_safe
def calendar_file(request: PageRequest) -> HttpResponse:
    """Hand out the last month and the thirteen ahead as an iCalendar file; overdue duties stand on their own day."""
    today = today_of(request)
    _month, kind = CalendarReading(request.GET).wanted(today=today)
    agenda = agenda_of(
        request.actor, first=today - BACK, last=today + AHEAD, today=today, kinds=frozenset({kind} if kind else ())
    )
    site = request.build_absolute_uri("/").rstrip("/")
    events = (event_of(each, site=site) for each in (*agenda.overdue, *agenda.ahead))
    content = ics_bytes(name=_("Compliance calendar"), events=events, made_at=now_of(request))
    headers = {"Content-Disposition": f'attachment; filename="calendar-{today.isoformat()}.ics"'}
    return HttpResponse(content, content_type=ICS_TYPE, headers=headers)


def _address(day: date, kind: str) -> str:
    return f"?{urlencode({'month': f'{day:%Y-%m}', **({'kind': kind} if kind else {})})}"
