"""compliance / queries: what ends soon for a person who was not reminded yet."""

from datetime import date, timedelta

from django.db.models import Q

from compliance.core.reminders import REMINDER_DAYS


def reminder_is_due(day: date) -> Q:
    """Keep rows that end, by `expires_on`, within a reminder's days and whose `reminded_days` is none or a larger one.

    `core.reminders.reminder_due` says the same of one row, and that what has ended already needs no reminder.
    """
    due = Q(pk__in=[])
    for days in REMINDER_DAYS:
        due |= Q(expires_on__lte=day + timedelta(days=days)) & (
            Q(reminded_days__isnull=True) | Q(reminded_days__gt=days)
        )
    return due
