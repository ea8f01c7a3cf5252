"""sweeps / forms: the shape of what may enter the room's pages."""

from datetime import date

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _


class MoveClock(forms.Form):
    """To which legal day the clock shall move."""

    to = forms.DateField(
        label=_("Move the clock to this day"),
        help_text=_("Business time goes on from the beginning of that day in Shanghai. It can't be moved back."),
        validators=[MinValueValidator(date(2000, 1, 1))],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
