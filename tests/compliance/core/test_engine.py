"""All rules run; what the book can't decide is referred; old functions answer old releases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from compliance.core.citation import Citation
from compliance.core.engine import SILENCE, Status, judge
from compliance.core.facts import LegalForm, Reason, RoundFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from crowdfund.kernel.money import Currency, Money
from tests.compliance.books import LAW, TWO_RELEASES, read_unsealed, spoilt

POLICY = LAW.replace('id = "law"', 'id = "platform_policy"').replace('article = "12"', 'article = "1"')
FACTS = RoundFacts(minimum_ticket=Money(1, Currency.CNY), vehicle_form=LegalForm.LIMITED_PARTNERSHIP)
DAY = date(2026, 1, 1)
FORM = LegalForm.LIMITED_PARTNERSHIP
BASES = (("opening", Outcome.PERMIT), ("close", Outcome.DENY))


def the_book(law: str = LAW):
    return read_unsealed(law, TWO_RELEASES, policy=POLICY)


def found(rule: str, outcome: Outcome) -> Finding:
    return Finding(
        rule=rule,
        outcome=outcome,
        measured=UNKNOWN,
        limit=UNKNOWN,
        citation=Citation("某法", "12", date(2014, 8, 21)),
        message=NOTHING_TO_SAY,
        remedy=NOTHING_TO_SAY,
    )


def always(id: str, outcome: Outcome, **options) -> Rule[RoundFacts]:
    return rule(id, lambda _facts, _law: found(id, outcome), **options)


def rule(id: str, function: Callable[[RoundFacts, Reading], Judged], **options) -> Rule[RoundFacts]:
    made = Rule(
        id=id,
        facts=RoundFacts,
        provision="law#12",
        reads=frozenset({"law.ticket"}),
        judge=function,
        since_release=1,
    )
    return replace(made, **options)


def reading(parameter: str) -> Callable[[RoundFacts, Reading], Finding]:
    def read(_facts: RoundFacts, law: Reading) -> Finding:
        law.money(parameter)
        return found("reads", Outcome.PERMIT)

    return read


def ask(*rules: Rule[RoundFacts], law: str = LAW, day: date = DAY, known_at: int = 1, facts: RoundFacts | None = None):
    return judge(facts=facts or FACTS, view=the_book(law).at(day, known_at=known_at), rules=rules)


def test_every_rule_runs_and_the_worst_stands_first():
    answer = ask(
        always("a", Outcome.PERMIT), always("b", Outcome.DENY), always("c", Outcome.WARN), always("d", Outcome.DENY)
    )
    assert [finding.rule for finding in answer.findings] == ["b", "d", "c", "a"]
    assert answer.verdict is Outcome.DENY
    assert [step.rule for step in answer.trace] == ["a", "b", "c", "d"]


def test_no_rule_at_all_is_referred_by_the_policy_of_the_platform():
    answer = ask()
    (finding,) = answer.findings
    assert (finding.rule, finding.outcome) == (SILENCE, Outcome.REFER)
    assert finding.citation.article == "1"
    assert finding.remedy
    assert answer.verdict is Outcome.REFER
    assert answer.trace == ()


def test_a_rule_that_does_not_apply_is_no_permission():
    why = Sentence(zh="不适用", en="does not apply")
    answer = ask(rule("a", lambda _facts, _law: NotApplicable(why)))
    assert [finding.rule for finding in answer.findings] == [SILENCE]
    assert [(step.status, step.reason) for step in answer.trace] == [(Status.NOT_APPLICABLE, why)]
    assert answer.findings[0].message.en.endswith("on 2026-01-01. does not apply")
    assert (answer.findings[0].measured, answer.findings[0].limit) == ("", "")


def test_a_rule_whose_article_is_not_in_force_is_not_asked():
    answer = ask(always("a", Outcome.PERMIT), day=date(2014, 8, 20))
    assert answer.verdict is Outcome.REFER
    assert [step.status for step in answer.trace] == [Status.NOT_IN_FORCE]
    assert "2014-08-20" in answer.trace[0].reason.en


def test_a_value_that_is_not_in_force_is_referred_and_not_replaced():
    law = spoilt(LAW, "  effective_from = 2014-08-21", "  effective_from = 2020-01-01")
    answer = ask(rule("reads", reading("law.ticket")), law=law, day=date(2019, 12, 31))
    (finding,) = answer.findings
    assert (finding.rule, finding.outcome) == ("reads", Outcome.REFER)
    assert finding.citation.article == "12"
    assert "law.ticket is not in force on 2019-12-31" in finding.message.en


def test_a_value_known_from_memory_never_decides():
    law = spoilt(LAW, '  confidence = "confirmed"', '  confidence = "memory"')
    answer = ask(rule("reads", reading("law.ticket")), law=law)
    (finding,) = answer.findings
    assert finding.outcome is Outcome.REFER
    assert "law.ticket" in finding.remedy.en
    assert ask(rule("reads", reading("law.ticket"))).verdict is Outcome.PERMIT


@pytest.mark.parametrize(
    ("says", "counts"),
    [(Outcome.DENY, Outcome.REFER), (Outcome.WARN, Outcome.WARN), (Outcome.PERMIT, Outcome.PERMIT)],
)
def test_a_value_that_a_single_page_gives_lets_pass_and_refers_instead_of_forbidding(says: Outcome, counts: Outcome):
    law = spoilt(LAW, '  confidence = "confirmed"', '  confidence = "one_page"')

    def judge_by_it(_: RoundFacts, book: Reading) -> Finding:
        book.money("law.ticket")
        return found("reads", says)

    (finding,) = ask(rule("reads", judge_by_it), law=law).findings
    assert finding.outcome is counts
    assert ("law.ticket rests on a single page" in finding.remedy.en) is (counts is not says)


def test_a_release_is_judged_by_the_functions_it_knew():
    old = always("a", Outcome.PERMIT, until_release=2)
    new = always("a", Outcome.DENY, since_release=2)
    assert ask(old, new, known_at=1).verdict is Outcome.PERMIT
    assert ask(old, new, known_at=2).verdict is Outcome.DENY


def test_the_trace_names_each_value_that_was_looked_up():
    (step,) = ask(rule("reads", reading("law.ticket"))).trace
    (ground,) = step.grounds
    assert (ground.parameter, ground.value, ground.unit) == ("law.ticket", "1000000.00", "CNY")
    assert ground.citation == Citation("某法", "12", date(2014, 8, 21))
    assert step.to_plain()["grounds"][0]["confidence"] == "confirmed"


def test_a_rule_may_look_up_only_what_it_says_it_reads():
    with pytest.raises(KeyError, match=r"did not say that it reads law\.ticket"):
        ask(rule("reads", reading("law.ticket"), reads=frozenset()))


def test_an_amount_is_not_read_as_words():
    with pytest.raises(TypeError, match=r"law\.ticket is no frozenset"):
        ask(rule("reads", lambda _facts, law: found(str(law.words("law.ticket")), Outcome.PERMIT)))


def test_one_rule_may_find_something_at_several_moments():
    twice = tuple(replace(found("share", outcome), basis=word) for word, outcome in BASES)
    answer = ask(rule("share", lambda *_: twice))
    assert [(each.basis, each.outcome) for each in answer.findings] == [
        ("close", Outcome.DENY),
        ("opening", Outcome.PERMIT),
    ]
    assert answer.verdict is Outcome.DENY


def test_a_more_special_rule_takes_the_place_of_a_general_one():
    general, special = always("general", Outcome.DENY), always("special", Outcome.PERMIT, beats=frozenset({"general"}))
    answer = ask(general, special)
    assert (answer.verdict, [each.rule for each in answer.findings]) == (Outcome.PERMIT, ["special"])
    assert [(step.rule, step.by) for step in answer.beaten] == [("general", "special")]


def test_a_special_rule_that_does_not_apply_beats_nothing():
    general = always("general", Outcome.DENY)
    special = rule("special", lambda *_: NotApplicable(NOTHING_TO_SAY), beats=frozenset({"general"}))
    answer = ask(general, special)
    assert (answer.verdict, answer.beaten) == (Outcome.DENY, ())


def wants_ticket(facts: RoundFacts, _law: Reading) -> Judged:
    if isinstance(facts.minimum_ticket, Unknown):
        return Missing(("minimum_ticket",))
    return found("ticket", Outcome.PERMIT)


@pytest.mark.parametrize("reason", [each for each in Reason if each is not Reason.NOT_SENT])
def test_a_missing_fact_is_referred_and_named(reason):
    answer = ask(rule("ticket", wants_ticket), facts=RoundFacts(minimum_ticket=Unknown(reason), vehicle_form=FORM))
    assert answer.verdict is Outcome.REFER
    assert "minimum ticket of the raise" in answer.findings[0].message.en
    assert answer.findings[0].measured == UNKNOWN


def test_a_fact_that_a_calculator_was_not_sent_is_listed_and_not_referred():
    facts = RoundFacts(minimum_ticket=Unknown(Reason.NOT_SENT), vehicle_form=FORM)
    answer = ask(rule("ticket", wants_ticket), always("other", Outcome.PERMIT), facts=facts)
    assert answer.verdict is Outcome.PERMIT
    assert [(step.rule, step.missing) for step in answer.not_examined] == [("ticket", ("minimum_ticket",))]
    nothing_else = ask(rule("ticket", wants_ticket), facts=facts)
    assert (nothing_else.findings, nothing_else.verdict) == ((), Outcome.REFER)


def test_an_article_of_unknown_beginning_is_referred_before_its_first_certain_day():
    origin = spoilt(LAW, "effective_from = 2014-08-21", 'effective_from = "origin"\nrefer_before = 2018-10-26')
    before = ask(always("late", Outcome.PERMIT), law=origin, day=date(2018, 10, 25))
    assert (before.verdict, before.findings[0].rule) == (Outcome.REFER, "late")
    assert ask(always("late", Outcome.PERMIT), law=origin, day=date(2018, 10, 26)).verdict is Outcome.PERMIT


def test_an_article_known_from_memory_never_decides_alone():
    memory = spoilt(LAW, 'confidence = "confirmed"', 'confidence = "memory"')
    assert ask(always("remembered", Outcome.DENY), law=memory).verdict is Outcome.REFER
