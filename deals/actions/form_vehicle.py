"""deals / actions: form the vehicle of a raise that closes and issue its units; a part of closing."""

from collections.abc import Sequence

from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line
from deals.actions.ask_filing import ask_filing
from deals.core.captable import UnitHolding
from deals.core.filing import deadline_in
from deals.core.round import VehicleForm
from deals.core.units import holding_account, issued_account
from deals.models import Round, Vehicle


def form_vehicle(*, row: Round, holdings: Sequence[UnitHolding]) -> Vehicle:
    """Store the limited partnership of a locked raise, issue its units to the holders and return it.

    Since 2023-09-01 the manager of a private fund is a registered company or partnership (私募投资基金监督管理条例,
    articles 7 and 10); the rules asked for it at the opening and at the closing, and the terms of the raise name it as
    general partner (普通合伙人). The vehicle's row keeps the lead, a limited partner whose share of the profit follows
    from the offer. By when the manager files it with the association is asked here and kept with it.

    :raises OutsideWork: no unit of work is open.
    :raises ValueError: nobody leads.
    """
    work = current_work()
    leads = [each.holder_id for each in holdings if each.is_lead]
    if len(leads) != 1:
        raise ValueError("a vehicle has one lead")
    ruling = ask_filing(row.snapshot(), raised_on=legal_day(work.now), filed_on=None)
    vehicle = Vehicle.form_for(
        round_id=row.id,
        name=row.title,
        form=VehicleForm.LIMITED_PARTNERSHIP,
        lead_id=leads[0],
        units=sum(each.units for each in holdings),
        filing_due_on=deadline_in(ruling.findings),
        now=work.now,
    )
    asset = Asset.units(vehicle.id)
    lines = [
        Line(
            open_account(holding_account(vehicle_id=vehicle.id, holder_id=each.holder_id)), Quantity(each.units, asset)
        )
        for each in holdings
    ]
    issued = Line(open_account(issued_account(vehicle.id)), Quantity(-vehicle.units, asset))
    post(key=f"issue:{vehicle.id}", lines=[*lines, issued], memo="Units issued at closing", effective_at=work.now)
    record(
        verb="vehicle.formed",
        subject=Subject(kind="vehicle", id=vehicle.id),
        after={
            "round": str(row.id),
            "units": str(vehicle.units),
            "lead": str(leads[0]),
            "general_partner": row.manager_name,
        },
        organisation=row.project.organisation_id,
    )
    return vehicle
