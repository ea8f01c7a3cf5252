"""exits / serializers: the shape of what enters and leaves through the API."""

from typing import Any

from rest_framework import serializers

from compliance.core.facts import Board, HolderPart
from crowdfund.web.inputs import AmountText
from exits.core.next_round import Portion
from exits.core.states import LotState, WindowState


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


class ListingIn(serializers.Serializer[Any]):
    """A listing as an announcement states it."""

    board = serializers.ChoiceField(choices=[board.value for board in Board])
    listed_on = serializers.DateField(help_text="First day of trading.")
    part = serializers.ChoiceField(choices=[part.value for part in HolderPart])
    shares = serializers.IntegerField(min_value=1, help_text="Shares that the vehicle holds.")
    evidence = serializers.CharField(max_length=2_000, help_text="Where this can be read.")


class LotOut(serializers.Serializer[Any]):
    """Shares of a vehicle, and the first day on which they may be sold."""

    id = serializers.UUIDField()
    vehicle = serializers.UUIDField(source="vehicle_id")
    board = serializers.ChoiceField(choices=[board.value for board in Board], source="listing.board")
    listed_on = serializers.DateField(source="listing.listed_on")
    part = serializers.ChoiceField(choices=[part.value for part in HolderPart])
    shares = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[word.value for word in LotState])
    acquired_on = serializers.DateField()
    first_free_date = serializers.DateField(source="first_free_on", help_text="Locked on every earlier day.")
    determination = serializers.UUIDField(source="determination_id")
    unlocked_at = serializers.DateTimeField(allow_null=True)
