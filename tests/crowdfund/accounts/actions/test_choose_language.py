"""tests / choose_language: a preference that is remembered and recorded once."""

import pytest

from crowdfund.accounts.actions.choose_language import choose_language
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.models import User
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthenticated, NotAuthorised
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import LONG_AGO
from tests.personas import Persona


def test_it_is_remembered(stranger: Persona):
    with recorded() as events:
        choose_language(actor=stranger.actor, now=LONG_AGO, language=Language.EN)
    assert User.objects.get(id=stranger.id).language == "en"
    assert verbs(events) == ["user.language_chosen"]


def test_the_same_choice_again_changes_nothing(stranger: Persona):
    with nothing_changes(User):
        choose_language(actor=stranger.actor, now=LONG_AGO, language=Language.ZH_HANS)


def test_only_people_have_a_language(db: None):
    for actor, error in ((Actor.anonymous("r"), NotAuthenticated), (Actor.system("sweep", "r"), NotAuthorised)):
        with nothing_changes(User), pytest.raises(error):
            choose_language(actor=actor, now=LONG_AGO, language=Language.EN)
