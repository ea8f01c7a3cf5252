"""A lead shows a source by a document: who may, what the rules then say, and what is about which source."""

from datetime import timedelta

import pytest

from crowdfund.db.events import Subject
from crowdfund.files.actions.clean_file import clean_file
from crowdfund.files.queries import file_seen_by, files_about
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.prove_source import prove_source
from deals.actions.withdraw_lead_offer import withdraw_lead_offer
from deals.core.states import RoundState
from deals.models import MoneyDeclaration, MoneySource
from deals.queries.lead_money import waiting_money
from tests.events import nothing_changes, recorded, verbs
from tests.factories.deals import NOW, make_round
from tests.factories.files import EXAMINER, refuses_it
from tests.factories.lead_money import pay, statement
from tests.factories.leads import make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_a_document_takes_the_offer_off_the_queue(founder: Persona, lead: Persona, officer: Persona):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    waiting = waiting_money(officer.actor)
    assert waiting is not None
    assert (waiting.count, waiting.oldest_at) == (1, NOW)
    with recorded() as events:
        ruling = prove_source(actor=lead.actor, now=NOW, offer_id=offer.id, position=0, upload=statement())
    assert ruling.verdict == "PERMIT"
    assert verbs(events) == ["file.received", "lead.source_proved"]
    waiting = waiting_money(officer.actor)
    assert waiting is not None
    assert (waiting.count, waiting.oldest_at) == (0, None)
    source = MoneySource.objects.get(declaration__offer_id=offer.id)
    (file,) = files_about(Subject(kind="lead_source", id=source.evidence_id))
    for reader in (lead, officer):
        assert file_seen_by(reader.actor, file.id).id == file.id
    with pytest.raises(NotFound):
        file_seen_by(founder.actor, file.id)


def test_a_hostile_document_shows_nothing(founder: Persona, lead: Persona):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    prove_source(actor=lead.actor, now=NOW, offer_id=offer.id, position=0, upload=statement())
    source = MoneySource.objects.get(declaration__offer_id=offer.id)
    (file,) = files_about(Subject(kind="lead_source", id=source.evidence_id))
    clean_file(actor=EXAMINER, now=NOW + timedelta(minutes=1), file_id=file.id, clean=refuses_it)
    accept_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id)
    pay(offer)
    offer.refresh_from_db()
    assert offer.funding_determination is not None
    assert offer.funding_determination.verdict == "ADVISE"


def test_there_is_a_source_to_show(founder: Persona, lead: Persona):
    offer, actor = make_offer(make_round(founder, state=RoundState.OPEN), lead), lead.actor
    with nothing_changes(MoneyDeclaration), pytest.raises(NotFound):
        prove_source(actor=actor, now=NOW, offer_id=offer.id, position=1, upload=statement())


def test_an_offer_that_has_ended_takes_no_documents(founder: Persona, lead: Persona):
    offer, actor = make_offer(make_round(founder, state=RoundState.OPEN), lead), lead.actor
    withdraw_lead_offer(actor=actor, now=NOW, offer_id=offer.id)
    with pytest.raises(IllegalMove):
        prove_source(actor=actor, now=NOW, offer_id=offer.id, position=0, upload=statement())


def test_a_confirmed_lead_may_still_show_its_sources(founder: Persona, lead: Persona):
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    pay(offer)
    ruling = prove_source(actor=lead.actor, now=NOW, offer_id=offer.id, position=0, upload=statement())
    assert ruling.verdict == "PERMIT"


@pytest.mark.parametrize(
    ("persona", "error"),
    [("founder", NotAuthorised), ("follower", NotFound), ("officer", NotAuthorised), ("auditor", NotAuthorised)],
)
def test_nobody_else_shows_them(personas: dict[str, Persona], persona: str, error: type[Exception]):
    row = make_round(personas["founder"], state=RoundState.OPEN)
    offer, actor = make_offer(row, personas["lead"]), personas[persona].actor
    with nothing_changes(MoneyDeclaration), pytest.raises(error):
        prove_source(actor=actor, now=NOW, offer_id=offer.id, position=0, upload=statement())
