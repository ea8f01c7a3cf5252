"""tests / organisation: who sees which; the queryset and the policy agree on every persona."""

from crowdfund.accounts.core.policy import may_see_organisation
from crowdfund.accounts.models import Organisation
from crowdfund.kernel.actor import Actor
from tests.factories.accounts import join, make_organisation
from tests.personas import Persona


def test_the_queryset_and_the_policy_agree(personas: dict[str, Persona]):
    founder = personas["founder"].organisation
    assert founder is not None
    join(personas["follower"].user, founder)
    make_organisation()
    actors = [persona.actor for persona in personas.values()]
    actors += [Actor.anonymous("r"), Actor.system("sweep", "r")]
    for actor in actors:
        visible = set(Organisation.objects.visible_to(actor).values_list("id", flat=True))
        allowed = {
            organisation.id
            for organisation in Organisation.objects.all()
            if may_see_organisation(actor, organisation_id=organisation.id)
        }
        assert visible == allowed, actor
