"""web / shared words: names in the API description for words that several fields share, or fields of one name lack.

`make docs` stops while a list here is behind the words of its field.
"""

from typing import Final

SHARED_WORDS: Final = {
    "CallBackOutcomeEnum": ["confirmed", "not_reached", "declined"],
    "ManagerFormEnum": ["company", "partnership", "state_owned_company", "listed_company", "natural_person"],
    "OutcomeEnum": "compliance.core.outcome.Outcome",
    "SubscriptionKindEnum": ["lead", "follower"],
    "SubscriptionStateEnum": ["reserved", "paid", "allocated", "cancelled", "refunding", "refunded"],
}
