"""partners / tasks: expired tokens are forgotten."""

from celery import shared_task

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.ids import new_id
from crowdfund.partners.actions.forget_expired_tokens import forget_expired_tokens


@shared_task(name="partners.forget_tokens")
def forget_tokens(**_: object) -> None:
    """Delete access tokens that have expired; like sessions they live in real time."""
    now = system_now()
    forget_expired_tokens(actor=Actor.system("partners.forget_tokens", new_id(now).hex), now=now)
