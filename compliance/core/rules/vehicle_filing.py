"""compliance / core: whether a vehicle that is a private fund was filed with the association in time.

Source: 私募投资基金监督管理条例 (2023), article 22 (within 20 working days after the raising ended); 民法典, articles
201 and 203 (the first day is not counted); facts 2.2 and 0.7. A question of its own from release 5 on: it is asked
long after the manager, the size and the splitting of rights were judged.
"""

from datetime import date
from typing import Final

from compliance.core.facts import FilingFacts, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.rules.round_minimum_ticket import COVERED_FORMS
from compliance.core.rules.vehicle_fund import FILING, FILING_ID
from compliance.core.saying import Measure, say
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import spoken_day, undecided_form
from compliance.core.working_days import Deadline, working_days_after


def filing(facts: FilingFacts, law: Reading) -> Judged:
    """Refuse a vehicle that is not filed when its working days are over; advise while they run, warn of a late filing.

    The last day is still in time.
    """
    form = facts.vehicle_form
    if isinstance(form, Unknown):
        return Missing(("vehicle_form",))
    if form.value not in law.words(COVERED_FORMS):
        return NotApplicable(undecided_form(form))
    if isinstance(facts.raised_on, Unknown) or isinstance(facts.filed_on, Unknown):
        return Missing(tuple(n for n in ("raised_on", "filed_on") if isinstance(getattr(facts, n), Unknown)))
    deadline = working_days_after(facts.raised_on, law.count(FILING))
    outcome = _outcome(facts.filed_on, deadline.on, law.day)
    return say(
        FILING_ID,
        outcome,
        law,
        parameter=FILING,
        measure=Measure((facts.filed_on or law.day).isoformat(), deadline.on.isoformat(), "day"),
        message=_message(facts.filed_on, deadline),
        remedy=_REMEDIES[outcome],
    )


def _outcome(filed_on: date | None, last: date, today: date) -> Outcome:
    if filed_on is not None:
        return Outcome.PERMIT if filed_on <= last else Outcome.WARN
    return Outcome.ADVISE if today <= last else Outcome.DENY


def _message(filed_on: date | None, deadline: Deadline) -> Sentence:
    last = spoken_day(deadline.on)
    projected = Sentence(
        zh="（该年节假日尚未公布，按周末推算）" if deadline.is_projected else "",
        en=" (projected: the holidays of that year are not published)" if deadline.is_projected else "",
    )
    filed = spoken_day(filed_on) if filed_on else None
    return Sentence(
        zh=f"备案截止日为 {last.zh}{projected.zh}；" + (f"已于 {filed.zh}备案。" if filed else "尚未备案。"),
        en=f"The vehicle is to be filed by {last.en}{projected.en}; "
        + (f"it was on {filed.en}." if filed else "it is not yet."),
    )


_REMEDIES: Final = {
    Outcome.PERMIT: NOTHING_TO_SAY,
    Outcome.ADVISE: Sentence(
        zh="由管理人在截止日前向基金业协会备案，并在平台登记备案编号。",
        en="Let the manager file it with the association by then, and record its number here.",
    ),
    Outcome.DENY: Sentence(
        zh="由管理人向基金业协会备案，并在平台登记备案编号与备案日。",
        en="Let the manager file it with the association, and record its number and day here.",
    ),
    Outcome.WARN: Sentence(
        zh="书面说明逾期备案的原因，由两名合规专员解除。",
        en="Say in writing why it was late, and ask two officers to lift the warning.",
    ),
}

VEHICLE_FILING: Final = Rule(
    id=FILING_ID,
    facts=FilingFacts,
    provision="private_fund_2023#22",
    reads=frozenset({COVERED_FORMS, FILING}),
    judge=filing,
    since_release=5,
)
