"""deals / actions: a lead sends a document that shows one declared source of its money."""

from datetime import datetime
from uuid import UUID

from compliance.core.ruling import Ruling
from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.uploads import Upload
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove, NotFound
from deals.actions.judge_lead_money import follow_ruling, judge_lead_money
from deals.core.lead_money import EVIDENCE_PURPOSE, SHOWN_IN, SOURCE_KIND
from deals.core.policy import may_prove_lead_money
from deals.core.states import OFFER_MACHINE, OfferState
from deals.locks import lock_offer, lock_round_of_offer
from deals.models import LeadOffer, MoneyDeclaration
from deals.queries.lead_money import declared_once, latest_declaration, money_offer_seen_by, source_rows


def prove_source(*, actor: Actor, now: datetime, offer_id: UUID, position: int, upload: Upload) -> Ruling:
    """Keep a document about the source at `position`, from 0, of the latest declaration; return what the rules say now.

    Only a worker examines the file; nobody reads it before. Officers and auditors read it, besides the lead.

    :raises NotFound: the actor may not see the money of this offer, or there is no such source.
    :raises NotAuthorised: unless the lead, checked and in person, sends it.
    :raises IllegalMove: the offer has ended. :raises Invalid: the file can't be taken. Locks raise and offer.
    """
    with unit_of_work(actor=actor, now=now):
        money_offer_seen_by(actor, offer_id)
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        require(may_prove_lead_money(actor, investor_id=offer.investor_id), actor=actor)
        if offer.state not in SHOWN_IN:
            raise IllegalMove(machine=OFFER_MACHINE.name, state=OfferState(offer.state), event="prove_source")
        file_id = keep_evidence(_declaration(offer), position=position, upload=upload)
        ruling = judge_lead_money(offer, row=row)
        record(
            verb="lead.source_proved",
            subject=Subject(kind="lead_offer", id=offer.id),
            after={"file": str(file_id), "determination": str(ruling.id), "verdict": ruling.verdict},
        )
        follow_ruling(offer, row=row, ruling=ruling)
        return ruling


def keep_evidence(declaration: MoneyDeclaration, *, position: int, upload: Upload) -> UUID:
    """Take in a document about one source, in the current unit of work, and return the id of the file.

    :raises NotFound: the declaration has no source at that position.
    """
    source = next((each for each in source_rows(declaration) if each.position == position), None)
    if source is None:
        raise NotFound
    work, subject = current_work(), Subject(kind=SOURCE_KIND, id=source.evidence_id)
    return receive_file(actor=work.actor, now=work.now, upload=upload, purpose=EVIDENCE_PURPOSE, subject=subject)


def _declaration(offer: LeadOffer) -> MoneyDeclaration:
    """Return the latest declaration; one that only an old determination knows is stored as a row first.

    :raises NotFound: nothing was ever declared.
    """
    latest = latest_declaration(offer.id)
    if latest is not None:
        return latest
    declared = declared_once(offer)
    if declared is None:
        raise NotFound
    return MoneyDeclaration.declare(offer_id=offer.id, declared=declared, now=current_work().now)
