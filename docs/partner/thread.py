"""docs / partner: one raise from its draft to the money of an exit, over the REST API of a running platform.

    python docs/partner/thread.py http://localhost:8000 cast.json

Read it from top to bottom: each function is one act. The file `cast.json` names who plays, see README.md beside this
file; it is made for a sandbox, because only there an operator can move the clock and the bank takes play money.

Two kinds of callers appear. The **program** is the company's own client: it sets up the project, drafts and submits
the raise, and watches. **People** sign in and act in person wherever the platform asks for a person: a founder opens,
accepts and closes; investors commit their money, apply to be certified and choose their exit; an officer decides and
calls investors back; an operator moves the clock. A program that tries is refused, as the first act shows.
"""

import json
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dealroom import Person, Problem, Program, SandboxBank, day_after, expect, refusal, say, wait_for

API = "/api/v1"

TERMS = {
    "title": "澄光传感 A+ 轮",
    "summary": "第三条封装产线 26,000,000.00 元，流动资金 14,000,000.00 元。",
    "stage": "a_b",
    "target": "40000000.00",
    "minimum_raise": "20000000.00",
    "minimum_ticket": "1000000.00",
    "vehicle_form": "limited_partnership",
    "manager_name": "明德私募基金管理有限公司",
    "manager_form": "company",
    "manager_number": "P1012345",
    "splits_rights": False,
}
LEADS_WITH = "6000000.00"
LEAD_OWNS = "60000000.00"
SALARY = {
    "nodes": [{"id": "lead", "kind": "lead"}, {"id": "employer", "kind": "employer"}],
    "edges": [{"from": "employer", "to": "lead", "kind": "transfer", "amount": LEAD_OWNS}],
    "holds_for": "lead",
}
FOLLOWS_WITH = "16000000.00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays."""

    organisation: str
    program: Program
    founder: Person
    lead: Person
    follower: Person
    buyer: Person
    officer: Person
    operator: Person
    bank: SandboxBank


def main(address: str, file: str) -> None:
    """Play every act; a step that does not do what it says ends the script with a message and status 1."""
    cast = gather(address, json.loads(Path(file).read_text(encoding="utf-8")))
    round_id = raise_and_open(cast)
    lead_the_raise(cast, round_id)
    certify(cast, cast.follower)
    follow(cast, round_id)
    call_back(cast, round_id)
    close(cast, round_id)
    file_the_partnership(cast, round_id)
    list_and_unlock(cast, round_id)
    leave_in_the_next_round(cast, round_id)
    read_the_feed(cast)
    say("The thread is through.")


def gather(address: str, parts: dict[str, Any]) -> Cast:
    """Prepare everybody. Officers and operators sign in later: their second factor must be fresh when they decide."""
    partner = dict(parts["partner"])
    organisation = partner.pop("organisation")
    return Cast(
        organisation=organisation,
        program=Program(address, **partner),
        founder=Person(address, **parts["founder"]).sign_in(),
        lead=Person(address, **parts["lead"]).sign_in(),
        follower=Person(address, **parts["follower"]).sign_in(),
        buyer=Person(address, **parts["buyer"]).sign_in(),
        officer=Person(address, **parts["officer"]),
        operator=Person(address, **parts["operator"]),
        bank=SandboxBank(parts["bank"]["address"], token=parts["bank"]["token"]),
    )


# --- Act 1: the raise --------------------------------------------------------------------------------------------


def raise_and_open(cast: Cast) -> str:
    """The program drafts and submits; a rule refuses at first; an officer approves; the founder opens."""
    program = cast.program
    project = program.post(f"{API}/projects", {"organisation": cast.organisation, "name": "第三条封装产线"})
    drafted = draft_once_by_two_requests(program, project["id"], closes_on=in_days(cast, 60))
    address = f"{API}/rounds/{drafted['id']}"
    say(f"The program drafted a raise: {address}")

    # A smallest subscription below the law's: submitting it is refused, with the article and what would mend it.
    low = {**TERMS, "closes_on": drafted["closes_on"], "minimum_ticket": "300000.00", "version": drafted["version"]}
    edited = program.put(address, low)
    refused = refusal(lambda: program.post(f"{address}/submit"))
    finding = refused.body["findings"][0]
    expect(refused.code == "refused" and refused.body["verdict"] == "DENY", refused)
    say(f"A rule refused it: {finding['measured']} against {finding['limit']}; remedy: {finding['remedy']['en']}")

    program.put(address, {**low, "minimum_ticket": TERMS["minimum_ticket"], "version": edited["version"]})
    expect(program.post(f"{address}/submit")["state"] == "submitted", "it was not submitted")

    # In person: an officer decides, with a second factor used in the last five minutes.
    expect(cast.officer.sign_in().post(f"{address}/approve")["state"] == "approved", "it was not approved")

    # In person: opening shows the raise to investors. The program may not do that for the founder.
    expect(refusal(lambda: program.post(f"{address}/open")).status == 403, "a program opened a raise")
    # The company has been compared with the lists since it was submitted; until that has ended, opening is refused.
    opened = wait_for("the company's check", lambda: unless_waiting(lambda: cast.founder.post(f"{address}/open")))
    expect(opened["state"] == "open", "it did not open")
    say("An officer approved it, and the founder opened it.")
    return str(drafted["id"])


def unless_waiting(ask: Any) -> Any:
    """Return what a request answers, None while a screening that has not ended stands in its way."""
    try:
        return ask()
    except Problem as problem:
        if problem.code != "refused" or problem.body["findings"][0]["rule"] != "screening.company":
            raise
        return None


def draft_once_by_two_requests(program: Program, project: str, *, closes_on: str) -> dict[str, Any]:
    """Draft a raise and send the very same request again, as after a line that broke before the answer came."""
    body = {**TERMS, "project": project, "closes_on": closes_on}
    key = f"draft-{project}"
    first = program.call("POST", f"{API}/rounds", body, key=key)
    again = program.call("POST", f"{API}/rounds", body, key=key)
    expect(again.headers.get("Idempotent-Replayed") == "true", "the answer was not repeated")
    expect(again.body == first.body, "two requests made two raises")
    return dict(first.body)


# --- Act 2: the lead ---------------------------------------------------------------------------------------------


def lead_the_raise(cast: Cast, round_id: str) -> None:
    """In person: the lead is screened, assessed and offers, the founder accepts, the deposit is paid: a led raise."""
    pass_screening(cast.lead)
    assess(cast.lead)
    pledge = {"amount": LEADS_WITH, "carry": "0.1500", "own_assets": LEAD_OWNS, "funding": SALARY}
    offer = cast.lead.post(f"{API}/rounds/{round_id}/lead-offers", pledge)
    cast.founder.post(f"{API}/lead-offers/{offer['id']}/accept")
    pay(cast, cast.lead, round_id, purpose="deposit")
    wait_for("the raise to be led", lambda: state_of(cast, round_id) == "led")
    say(f"The lead's deposit of {offer['deposit']} yuan is in custody; the raise is led.")
    pay(cast, cast.lead, round_id, purpose="subscription")


# --- Act 3: the certification ------------------------------------------------------------------------------------


def certify(cast: Cast, investor: Person) -> None:
    """In person: an investor applies to be certified as qualified investor, and an officer decides; for a year."""
    certifications = f"{API}/certifications"
    own = list(investor.pages(certifications))
    if any(each["state"] == "approved" and each["expires_on"] > today(cast) for each in own):
        return
    waiting = next((each for each in own if each["state"] == "applied"), None) or investor.post(
        certifications, {"evidence": "financial_assets", "statement": "金融资产 4,200,000.00 元，见银行证明。"}
    )
    certified = cast.officer.sign_in().post(f"{certifications}/{waiting['id']}/approve")
    say(f"An investor is certified up to {certified['expires_on']} (exclusive).")


def assess(investor: Person) -> None:
    """In person: an investor answers the risk questionnaire; early equity suits the highest class alone."""
    own = next(iter(investor.pages(f"{API}/risk-assessments")), None)
    if own is None or own["investor_class"] != "C5":
        asked = investor.get(f"{API}/risk-questionnaire")
        answers = {question["id"]: question["options"][-1]["id"] for question in asked["questions"]}
        own = investor.post(f"{API}/risk-assessments", {"version": asked["version"], "answers": answers})
    say(f"The investor is of class {own['investor_class']} up to {own['expires_on']} (exclusive).")


# --- Act 4: subscription and payment -----------------------------------------------------------------------------


def follow(cast: Cast, round_id: str) -> None:
    """In person: the follower is screened, assessed, subscribes and pays."""
    pass_screening(cast.follower)
    assess(cast.follower)
    subscription = cast.follower.post(f"{API}/rounds/{round_id}/subscriptions", {"amount": FOLLOWS_WITH})
    expect(subscription["state"] == "reserved", subscription)
    pay(cast, cast.follower, round_id, purpose="subscription")
    paid = cast.follower.get(f"{API}/subscriptions/{subscription['id']}")
    expect((paid["state"], paid["paid"]) == ("paid", FOLLOWS_WITH), paid)
    say(f"The follower's {paid['paid']} yuan are in custody.")


def pass_screening(investor: Person) -> None:
    """Wait until somebody has been compared with the register and the lists; ask for it where it is due.

    Nobody puts money in, leads or buys whose screening does not count on the day. It counts for some months.
    """
    screening = f"{API}/screening"
    if investor.get(screening)["standing"] == "due":
        investor.post(screening)
    wait_for("the screening", lambda: investor.get(screening)["standing"] == "clear")


def pay(cast: Cast, payer: Person, round_id: str, *, purpose: str) -> None:
    """Find the payer's order, pay it at the bank, and wait until the bank has reported it and the books have it."""
    order = wait_for("the order", lambda: payment(payer, round_id, purpose=purpose))
    cast.bank.pay(order["id"])
    wait_for("the bank's report", lambda: payment(payer, round_id, purpose=purpose)["state"] == "settled")


def payment(caller: Person | Program, round_id: str, *, purpose: str) -> Any:
    """Return the newest movement of money for a purpose, None when there is none yet."""
    rows = caller.pages(f"{API}/payments")
    return next((row for row in rows if (row["round"], row["purpose"]) == (round_id, purpose)), None)


# --- Act 5: cooling-off and call-back -----------------------------------------------------------------------------


def call_back(cast: Cast, round_id: str) -> None:
    """In person: once everybody's cooling-off is over, an officer calls each investor back; before it is refused."""
    refused = refusal(lambda: cast.founder.post(f"{API}/rounds/{round_id}/close"))
    say(f"Not closed: {refused.body['findings'][0]['message']['en']}")
    rows = [row for row in cast.founder.pages(f"{API}/rounds/{round_id}/subscriptions") if row["state"] == "paid"]
    last = max(row["cooling_off_until"] for row in rows)
    cast.operator.sign_in().post(f"{API}/clock", {"to": last})
    officer = cast.officer.sign_in()
    questions = (
        "identity",
        "own_money",
        "contract_read",
        "possible_loss",
        "risk_fits",
        "terms_known",
        "cooling_off_known",
        "dispute_clause",
    )
    for row in rows:
        yes = {"outcome": "confirmed", **dict.fromkeys(questions, True)}
        called = officer.post(f"{API}/subscriptions/{row['id']}/call-backs", yes)
        expect(called["outcome"] == "confirmed", called)
    say(f"An officer called {len(rows)} investors back after {last}; until then each of them could rescind.")


# --- Act 6: closing ----------------------------------------------------------------------------------------------


def close(cast: Cast, round_id: str) -> None:
    """In person: the founder closes over what is paid; the money goes out, and a partnership holds the shares."""
    expect(cast.founder.post(f"{API}/rounds/{round_id}/close")["state"] == "closed", "it did not close")
    wait_for("the payout", lambda: payment(cast.program, round_id, purpose="payout")["state"] == "settled")
    table = cast.program.get(f"{API}/rounds/{round_id}/cap-table")
    expect(sum(holder["units"] for holder in table["holders"]) == table["units"], table)
    say(f"General partner: {table['general_partner']['name']}, {table['general_partner']['number']}")
    for holder in table["holders"]:
        role = "lead" if holder["is_lead"] else "follower"
        say(f"  {role:<16} {holder['units']:>12} units  {holder['percent']:>6} %")


def file_the_partnership(cast: Cast, round_id: str) -> None:
    """In person: an officer records what the association's register shows; a later raise or exit asks for it."""
    filing = {"number": "SXA8K2", "filed_on": today(cast), "remark": "Public register of the association."}
    filed = cast.officer.sign_in().post(f"{API}/rounds/{round_id}/filing", filing)
    expect(filed["filed_on"] == filing["filed_on"], filed)
    say(f"The partnership is filed as {filing['number']}; the last day was {filed['due_on']}.")


# --- Act 7: listing and lock-up ----------------------------------------------------------------------------------


def list_and_unlock(cast: Cast, round_id: str) -> None:
    """In person: an officer records a listing, an operator moves the clock, and the lot unlocks by itself."""
    listing = {
        "board": "main",
        "listed_on": today(cast),
        "part": "other",
        "shares": 1_200_000,
        "evidence": "Announcement of the exchange, number 2026-001",
    }
    lot = cast.officer.sign_in().post(f"{API}/rounds/{round_id}/listing", listing)
    expect(lot["state"] == "locked", lot)
    say(f"{lot['shares']} shares are locked on every day before {lot['first_free_date']}.")
    move_clock(cast, to=lot["first_free_date"])
    wait_for("the sweep to unlock the lot", lambda: lot_state(cast, lot["id"]) == "free")
    say(f"It is {today(cast)}: the lot was unlocked by itself.")


def lot_state(cast: Cast, lot_id: str) -> str:
    """Return where a lot stands."""
    return next(str(lot["state"]) for lot in cast.program.pages(f"{API}/lots") if lot["id"] == lot_id)


# --- Act 8: the next-round exit ----------------------------------------------------------------------------------


def leave_in_the_next_round(cast: Cast, round_id: str) -> None:
    """In person: the founder names an investor, who consents; the follower offers half; the investor pays for it."""
    certify(cast, cast.buyer)
    pass_screening(cast.buyer)
    last_day = in_days(cast, 10)
    terms = {
        "buyer_name": "沪江成长基金",
        "buyer_email": cast.buyer.email,
        "completion_post_money": "200000000.00",
        "pre_money": "320000000.00",
        "proposed_units": 1_200_000_000,
        "closes_on": last_day,
    }
    window = cast.founder.post(f"{API}/rounds/{round_id}/exit-windows", terms)
    address = f"{API}/exit-windows/{window['id']}"
    expect(window["state"] == "proposed", window)
    opened = cast.buyer.post(f"{address}/consent", {"capacity_units": 1_000_000_000})
    expect((opened["state"], opened["capacity_units"]) == ("open", 1_000_000_000), opened)
    elected = cast.follower.post(f"{address}/elect", {"portion": 50})
    say(f"The follower offers {elected['units_requested']} of {elected['units_held']} units.")
    cast.lead.post(f"{address}/elect", {"portion": 0})

    move_clock(cast, to=day_after(last_day))
    wait_for("the window to be allocated", lambda: cast.program.get(address)["state"] == "allocated")
    waiting = cast.follower.get(f"{address}/statement")
    expect((waiting["units_sold"], waiting["units_cut_back"]) == (None, 0), waiting)
    pay(cast, cast.buyer, round_id, purpose="purchase")
    wait_for("the window to be settled", lambda: cast.program.get(address)["state"] == "settled")
    wait_for("the proceeds", lambda: cast.follower.get(f"{address}/statement")["paid_at"])
    statement = cast.follower.get(f"{address}/statement")
    expect(statement["units_sold"] * 2 == statement["units_held"], statement)
    say(f"Sold {statement['units_sold']} units at {statement['unit_price']} yuan: {statement['proceeds']} yuan.")


# --- Act 9: the feed ---------------------------------------------------------------------------------------------


def read_the_feed(cast: Cast) -> None:
    """The program reads what happened to its organisation, from a cursor that never skips an event."""
    seen: list[str] = []
    cursor = ""

    def is_complete() -> bool:
        nonlocal cursor
        page = cast.program.get(f"{API}/events?limit=100&cursor={cursor}")
        cursor = page["next"]  # keep it: the next question goes on from here, also after a restart
        seen.extend(event["verb"] for event in page["events"])
        return "exit_window.settled" in seen

    wait_for("the events to be sealed", is_complete)
    say(f"The program has read {len(seen)} sealed events, the last one {seen[-1]}.")


# --- small things ------------------------------------------------------------------------------------------------


def state_of(cast: Cast, round_id: str) -> str:
    """Return the state of the raise."""
    return str(cast.program.get(f"{API}/rounds/{round_id}")["state"])


def today(cast: Cast) -> str:
    """Return the legal day on the platform; a sandbox's clock may be ahead of ours."""
    return str(cast.program.get(f"{API}/clock")["day"])


def in_days(cast: Cast, days: int) -> str:
    """Return the legal day so many days from the platform's today."""
    return (date.fromisoformat(today(cast)) + timedelta(days=days)).isoformat()


def move_clock(cast: Cast, *, to: str) -> None:
    """In person: an operator moves business time to nine in the morning of a day, for everybody. Sandboxes only."""
    cast.operator.sign_in().post(f"{API}/clock", {"to": f"{to}T09:00:00+08:00"})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    try:
        main(*sys.argv[1:])
    except Problem as problem:
        raise SystemExit(f"The platform refuses: {problem}") from problem
