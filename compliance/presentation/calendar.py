"""compliance / presentation: how dated duties look on the page, in a calendar file and to programs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from rest_framework import serializers

from compliance.core.duties import Bearing, Dated, Duty, installed_sources
from crowdfund.web.ics import DayEvent

LONGEST: Final = timedelta(days=400)
_A_MONTH: Final = timedelta(days=30)


def address_of(duty: Duty) -> str:
    """Return the path of the page where a duty is seen to."""
    address = reverse(duty.page, args=duty.args)
    return f"{address}?{duty.query}" if duty.query else address


def rows_of(found: Iterable[Dated]) -> list[dict[str, Any]]:
    """Return duties as the page lists them."""
    return [
        {
            "on": each.duty.on,
            "is_deadline": each.source.bearing is Bearing.DEADLINE,
            "label": each.source.label,
            "about": each.duty.about,
            "url": address_of(each.duty),
        }
        for each in found
    ]


def event_of(dated: Dated, *, site: str) -> DayEvent:
    """Return a duty as an entry of a calendar program.

    :param site: the address of the platform, without a slash at its end.
    """
    label, duty = str(dated.source.label), dated.duty
    summary = pgettext("kind of duty, what it is about", "{kind}: {about}").format(kind=label, about=duty.about)
    return DayEvent(
        uid=f"{dated.source.name}.{duty.key}@{site.rpartition('/')[2]}",
        on=duty.on,
        summary=summary if duty.about else label,
        category=label,
        url=f"{site}{address_of(duty)}",
    )


class CalendarQuery(serializers.Serializer[Any]):
    """Which days are asked for, both included, and which kind; by itself thirty days from today on, and all."""

    since = serializers.DateField(required=False, help_text="First legal day (Asia/Shanghai).")
    until = serializers.DateField(required=False, help_text="Last legal day (Asia/Shanghai), at most 400 days later.")
    kind = serializers.CharField(required=False, max_length=40)

    def validate_kind(self, value: str) -> str:
        """Refuse a kind that no room has installed."""
        if value not in {each.name for each in installed_sources()}:
            raise serializers.ValidationError(_("There is no such kind of duty."), code="invalid_choice")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Fill in the days that were left out, and refuse a span that is none or too long."""
        since = attrs.setdefault("since", self.context["today"])
        until = attrs.setdefault("until", since + _A_MONTH)
        if not since <= until <= since + LONGEST:
            raise serializers.ValidationError({"until": _("At most 400 days after the first one.")}, code="invalid")
        return attrs


class DatedDuty(serializers.Serializer[Any]):
    """A duty on a legal day."""

    on = serializers.DateField(source="duty.on")
    kind = serializers.CharField(source="source.name")
    what = serializers.CharField(source="source.label", help_text="The kind in words of the asked language.")
    about = serializers.CharField(source="duty.about", allow_blank=True)
    bearing = serializers.ChoiceField(
        source="source.bearing",
        choices=[each.value for each in Bearing],
        help_text="`deadline`: the last day to do it; `turn`: the first day on which it is otherwise.",
    )
    is_overdue = serializers.BooleanField()
    page = serializers.SerializerMethodField(help_text="The page where it is seen to.")

    def get_page(self, dated: Dated) -> str:
        """Return the path of the page."""
        return address_of(dated.duty)


class CalendarAnswer(serializers.Serializer[Any]):
    """What falls on the days asked for."""

    duties = DatedDuty(many=True)
    cut = serializers.ListField(
        child=serializers.CharField(), help_text="Kinds of which there are more than are listed; ask for fewer days."
    )
