"""exits / forms: the shape of what may enter the room's pages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.core.facts import Board, HolderPart
from crowdfund.web.inputs import AmountField
from exits.core.listing import ListingTerms
from exits.core.next_round import Portion
from exits.core.window import WindowTerms
from exits.words import BOARDS, PARTS, PORTIONS


class Confirmation(forms.Form):
    """A decision without fields; sending it is the decision."""


class NextRound(forms.Form):
    """The next round of a company, and the investor who takes units in it."""

    units = dict.fromkeys(("completion_post_money", "pre_money"), pgettext_lazy("currency unit", "CNY"))

    buyer_name = forms.CharField(
        label=_("Investor of the next round"), help_text=_("As holders read it."), max_length=160
    )
    buyer_email = forms.EmailField(
        label=_("E-mail address of the investor"),
        help_text=_(
            "With which they sign in here. The investor must be checked and certified, and is asked to consent."
        ),
    )
    completion_post_money = AmountField(
        label=_("Valuation when this raise completed"),
        help_text=_("Post-money: with the money of the raise. Holders read what you state here."),
    )
    pre_money = AmountField(
        label=_("Valuation in the next round"),
        help_text=_("Pre-money: without its money. It must not be below the valuation at completion."),
    )
    proposed_units = forms.IntegerField(
        label=_("Units that the investor is asked to take at most"),
        help_text=_("The investor may consent to fewer. If holders offer more, everybody is cut back in proportion."),
        min_value=1,
    )
    closes_on = forms.DateField(
        label=_("Last day to choose"),
        help_text=_("For the investor and for holders, in Shanghai time; the platform allocates on the day after."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class Consent(forms.Form):
    """How many units the investor takes."""

    capacity_units = forms.IntegerField(
        label=_("Units that you take at most"),
        help_text=_("At most what the company proposes. You pay only for what holders sell you."),
        min_value=1,
    )


class Election(forms.Form):
    """Which part of their units a holder offers."""

    portion = forms.TypedChoiceField(
        label=_("What do you want to do with your units?"),
        choices=[(portion.value, label) for portion, label in PORTIONS.items()],
        coerce=lambda value: Portion(int(value)),
        widget=forms.RadioSelect,
    )


class Listing(forms.Form):
    """A listing as an announcement states it."""

    board = forms.TypedChoiceField(label=_("Board"), choices=list(BOARDS.items()), coerce=Board)
    listed_on = forms.DateField(
        label=_("First day of trading"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    part = forms.TypedChoiceField(
        label=_("Part of the partnership in the issuer"), choices=list(PARTS.items()), coerce=HolderPart
    )
    shares = forms.IntegerField(label=_("Shares that the partnership holds"), min_value=1)
    evidence = forms.CharField(
        label=_("Where this can be read"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


def listing_of(cleaned: Mapping[str, Any]) -> ListingTerms:
    """Return the listing that a form or a serializer has validated."""
    return ListingTerms(
        board=Board(cleaned["board"]),
        listed_on=cleaned["listed_on"],
        part=HolderPart(cleaned["part"]),
        shares=cleaned["shares"],
        evidence=cleaned["evidence"],
    )


def terms_of(cleaned: Mapping[str, Any]) -> WindowTerms:
    """Return the terms that a form or a serializer has validated."""
    return WindowTerms(
        buyer_name=cleaned["buyer_name"],
        completion_post_money=cleaned["completion_post_money"],
        pre_money=cleaned["pre_money"],
        proposed_units=cleaned["proposed_units"],
        closes_on=cleaned["closes_on"],
    )
