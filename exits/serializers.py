"""exits / serializers: the shape of what enters and leaves through the API."""

from typing import Any

from rest_framework import serializers

from crowdfund.web.inputs import AmountText
from exits.core.next_round import Portion
from exits.core.states import WindowState


class WindowIn(serializers.Serializer[Any]):
    """A next round, and the investor who takes units in it."""

    buyer = serializers.CharField(max_length=160)
    buyer_consents = serializers.BooleanField(help_text="The investor has consented in writing.")
    completion_post_money = AmountText(help_text="Valuation at completion, with the money of the raise; yuan.")
    pre_money = AmountText(help_text="Valuation in the next round, without its money; yuan.")
    capacity_units = serializers.IntegerField(min_value=1, help_text="Units that the investor takes at most.")
    closes_on = serializers.DateField(help_text="Last legal day (Asia/Shanghai, inclusive) to choose.")


class WindowOut(serializers.Serializer[Any]):
    """A window for the next-round exit."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="vehicle.round_id")
    vehicle = serializers.UUIDField(source="vehicle_id")
    state = serializers.ChoiceField(choices=[word.value for word in WindowState])
    buyer = serializers.CharField()
    completion_post_money = AmountText()
    pre_money = AmountText()
    unit_price = serializers.DecimalField(max_digits=18, decimal_places=4, help_text="Fen for one unit.")
    capacity_units = serializers.IntegerField()
    closes_on = serializers.DateField()
    opened_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)


class ElectionIn(serializers.Serializer[Any]):
    """Which part of their units a holder offers, in percent."""

    portion = serializers.ChoiceField(choices=[portion.value for portion in Portion])


class ElectionOut(serializers.Serializer[Any]):
    """What one holder chose in a window, and what became of it."""

    id = serializers.UUIDField()
    window = serializers.UUIDField(source="window_id")
    units_held = serializers.IntegerField(help_text="When the window opened.")
    portion = serializers.ChoiceField(choices=[portion.value for portion in Portion])
    units_requested = serializers.IntegerField()
    claimed_at = serializers.DateTimeField()
    units_filled = serializers.IntegerField(allow_null=True, help_text="Null until the window is settled.")
    unit_price = serializers.DecimalField(
        max_digits=18, decimal_places=4, source="window.unit_price", help_text="Fen for one unit."
    )
    proceeds = AmountText(allow_null=True, help_text="Yuan; null until the window is settled.")
