"""deals / actions: a lead whom an officer has asked adds to or corrects what it declared about its money."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from compliance.core.facts import FundingDeclaration
from compliance.core.ruling import Ruling
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.files.core.uploads import Upload
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, IllegalMove
from deals.actions.judge_lead_money import follow_ruling, judge_lead_money
from deals.actions.prove_source import keep_evidence
from deals.core.lead_money import DECLARED_IN, carried_over
from deals.core.policy import may_prove_lead_money
from deals.core.states import OFFER_MACHINE, OfferState
from deals.locks import lock_offer, lock_round_of_offer
from deals.models import MoneyDeclaration
from deals.queries.lead_money import is_asked, latest_declaration, money_case, money_offer_seen_by


class NobodyAsked(Conflict):
    """No officer waits for another declaration of this lead."""

    code: ClassVar[str] = "nobody_asked"


def declare_sources(
    *,
    actor: Actor,
    now: datetime,
    offer_id: UUID,
    declared: FundingDeclaration,
    evidence: Mapping[int, Sequence[Upload]] | None = None,
) -> Ruling:
    """Store another declaration beside the earlier ones and return what the rules say of it; the officers are told.

    `evidence` are documents by the position of the movement that they show. Those of a movement that stood before
    stay with it. The answer is followed at once: what is denied ends the offer, what passes confirms a lead whose
    deposit has come.

    :raises NotFound, NotAuthorised: unless the lead, checked and in person, declares.
    :raises IllegalMove: the lead is confirmed, or the offer has ended.
    :raises NobodyAsked: see its name. :raises Invalid: a wrong file. Locks raise and offer.
    """
    with unit_of_work(actor=actor, now=now):
        money_offer_seen_by(actor, offer_id)
        row = lock_round_of_offer(offer_id)
        offer = lock_offer(offer_id)
        require(may_prove_lead_money(actor, investor_id=offer.investor_id), actor=actor)
        if offer.state not in DECLARED_IN:
            raise IllegalMove(machine=OFFER_MACHINE.name, state=OfferState(offer.state), event="declare_sources")
        if not is_asked(offer.id, declaration=latest_declaration(offer.id)):
            raise NobodyAsked
        before = money_case(offer, row=row).sources
        declaration = MoneyDeclaration.declare(
            offer_id=offer.id,
            declared=declared,
            evidence_ids=carried_over(declared.movements, before=before),
            now=now,
        )
        for position, files in (evidence or {}).items():
            for file in files:
                keep_evidence(declaration, position=position, upload=file)
        ruling = judge_lead_money(offer, row=row)
        record(
            verb="lead.sources_declared",
            subject=Subject(kind="lead_offer", id=offer.id),
            after={"declaration": str(declaration.id), "determination": str(ruling.id), "verdict": ruling.verdict},
            notify=[each for each in users_with_role(Role.OFFICER) if each != offer.investor_id],
        )
        follow_ruling(offer, row=row, ruling=ruling)
        return ruling
