"""tests / factories: many followers at once, without going through the door for each."""

from datetime import timedelta

from crowdfund.accounts.models import User
from crowdfund.kernel.ids import new_id
from deals.core.money_moves import SubscriptionKind
from deals.models import Round, RoundCapacity, Subscription
from tests.factories.deals import NOW, TODAY, yuan
from tests.factories.leads import CRUMB


def fill_places(row: Round, count: int) -> None:
    """Store `count` followers with the smallest subscription each; they rest on the lead's determination."""
    ruling = Subscription.objects.live().filter(round=row).values_list("determination_id", flat=True)[0]
    users = [User(id=new_id(NOW), email=f"{row.id}-{number}@example.com", joined_at=NOW) for number in range(count)]
    for user in User.objects.bulk_create(users):
        assert RoundCapacity.take(round_id=row.id, minor=yuan(CRUMB).minor)
        Subscription.reserve(
            round_id=row.id,
            investor_id=user.id,
            kind=SubscriptionKind.FOLLOWER,
            amount=yuan(CRUMB),
            pay_by=TODAY + timedelta(days=5),
            determination_id=ruling,
            now=NOW,
        )
