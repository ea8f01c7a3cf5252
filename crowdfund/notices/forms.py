"""notices / forms: what a reader wants to be told of."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crowdfund.audit.core.tickets import PERSONAL_CHANNELS, Channel
from crowdfund.notices.core.topics import BINDING, Choice, Topic, is_wanted

_CHANNELS = {Channel.NOTICE: _("Notice on the platform"), Channel.EMAIL: _("E-mail")}
_TOPICS = {
    Topic.RAISES: _("Raises"),
    Topic.ORGANISATIONS: _("Organisations and members"),
    Topic.ACCOUNT: _("The safety of your account"),
    Topic.OPERATIONS: _("Operation of the platform"),
}


class PreferencesForm(forms.Form):
    """One question for each topic: over which channels. What can't be switched off is shown and fixed."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for topic, label in _TOPICS.items():
            free = [channel for channel in PERSONAL_CHANNELS if (topic, channel) not in BINDING]
            if free:
                self.fields[topic.value] = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    choices=[(channel.value, _CHANNELS[channel]) for channel in free],
                    widget=forms.CheckboxSelectMultiple,
                )


def wanted_in(cleaned: Mapping[str, Any]) -> frozenset[Choice]:
    """Return what was ticked."""
    return frozenset((Topic(topic), Channel(channel)) for topic, ticked in cleaned.items() for channel in ticked)


def initial_of(off: Collection[Choice]) -> dict[str, list[str]]:
    """Return what the form shows as ticked for a reader who has switched `off` some choices."""
    return {
        topic.value: [channel.value for channel in PERSONAL_CHANNELS if is_wanted(topic, channel, switched_off=off)]
        for topic in Topic
    }
