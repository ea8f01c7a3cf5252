"""exits / serializers: the shape of what enters and leaves through the API."""

from typing import Any

from rest_framework import serializers

from compliance.core.facts import Board, HolderPart
from crowdfund.web.inputs import AmountText
from exits.core.next_round import Portion
from exits.core.states import LotState, WindowState


class WindowIn(serializers.Serializer[Any]):
    """A next round, and the investor who takes units in it."""

    buyer_name = serializers.CharField(max_length=160, help_text="The investor as holders read it.")
    buyer_email = serializers.EmailField(
        help_text="With which the investor signs in; checked, certified, from outside."
    )
    completion_post_money = AmountText(help_text="Valuation at completion, with the money of the raise; yuan.")
    pre_money = AmountText(help_text="Valuation in the next round, without its money; yuan.")
    proposed_units = serializers.IntegerField(min_value=1, help_text="Units that the investor is asked to take.")
    closes_on = serializers.DateField(help_text="Last legal day (Asia/Shanghai, inclusive) to consent and to choose.")


class ConsentIn(serializers.Serializer[Any]):
    """What the investor of the next round consents to."""

    capacity_units = serializers.IntegerField(min_value=1, help_text="Units taken at most; not above the proposal.")


class WindowOut(serializers.Serializer[Any]):
    """A window for the next-round exit."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="vehicle.round_id")
    vehicle = serializers.UUIDField(source="vehicle_id")
    state = serializers.ChoiceField(choices=[word.value for word in WindowState])
    buyer_name = serializers.CharField()
    completion_post_money = AmountText()
    pre_money = AmountText()
    unit_price = serializers.DecimalField(max_digits=18, decimal_places=4, help_text="Yuan for one unit.")
    proposed_units = serializers.IntegerField()
    capacity_units = serializers.IntegerField(allow_null=True, help_text="What the investor takes at most.")
    closes_on = serializers.DateField()
    pay_by = serializers.DateField(allow_null=True, help_text="Last legal day (inclusive) to pay.")
    proposed_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    allocated_at = serializers.DateTimeField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True, help_text="Declined, lapsed or not paid in time.")


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
    units_filled = serializers.IntegerField(
        allow_null=True, help_text="What the investor takes of them; null until the window is allocated."
    )
    units_cut_back = serializers.IntegerField(allow_null=True, help_text="Offered and not taken; null until then.")
    units_sold = serializers.IntegerField(
        allow_null=True, help_text="What changed hands; null until the window has ended, 0 where nobody paid."
    )
    unit_price = serializers.DecimalField(
        max_digits=18, decimal_places=4, source="window.unit_price", help_text="Yuan for one unit."
    )
    proceeds = AmountText(allow_null=True, help_text="Yuan, of the units taken; null until the window is allocated.")
    paid_at = serializers.DateTimeField(allow_null=True, help_text="When the custodian sent the proceeds.")


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
