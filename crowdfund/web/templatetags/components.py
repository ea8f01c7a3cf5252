"""web / template tags: states, outcomes, facts, cells, tables. `{% load components %}`"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from crowdfund.web.components import display as shown
from crowdfund.web.components import findings, language, outcomes, words
from crowdfund.web.components.steps import Step, life_steps
from crowdfund.web.components.tables import Table

register = template.Library()
_PERMIT = "permit"


@register.inclusion_tag("_parts/state.html")
def state(machine: str, word: str) -> dict[str, words.StateFace]:
    """`{% state "round" round.state %}`: the badge of a state, the same in lists, on pages and in e-mails."""
    return {"face": words.state_face(machine, word)}


@register.simple_tag
def state_word(machine: str, word: str) -> str:
    """`{% state_word "round" round.state %}`: the bare word, for plain-text e-mails and titles."""
    return str(words.state_face(machine, word).label)


@register.filter
def verb_text(verb: str) -> str:
    """`{{ event.verb|verb_text }}`: how an audit verb reads to people."""
    return words.verb_text(verb)


@register.inclusion_tag("_parts/steps.html")
def steps(machine: str, current: str, path: str) -> dict[str, list[Step]]:
    """`{% steps "round" round.state "draft submitted approved open" %}`: the life of a thing as an ordered list."""
    return {"steps": life_steps(machine=machine, current=current, path=path.split())}


@register.filter
def in_language(text: Mapping[str, str] | str | None) -> str:
    """`{{ finding.message|in_language }}`: the half of a bilingual text that belongs to the page."""
    return language.in_language(text)


@register.filter
def outcome_word(outcome: str) -> str:
    """`{{ finding.outcome|outcome_word }}`: 通过, 提示, 警示, 待补充, 禁止."""
    return outcomes.outcome_word(outcome)


@register.filter
def outcome_slug(outcome: str) -> str:
    """`{{ finding.outcome|outcome_slug }}`: the outcome as style sheets name it."""
    return outcomes.outcome_slug(outcome)


@register.filter
def outcome_meaning(outcome: str) -> str:
    """`{{ determination.verdict|outcome_meaning }}`: what the verdict means for the reader."""
    return outcomes.outcome_meaning(outcome)


@register.filter
def objecting(findings: Iterable[Any]) -> list[Any]:
    """`{% for finding in verdict.findings|objecting %}`: what does not simply permit, the gravest outcome first."""
    return [each for each in outcomes.worst_first(findings) if outcomes.outcome_slug(each.outcome) != _PERMIT]


@register.filter
def permitting(findings: Iterable[Any]) -> list[Any]:
    """`{% for finding in verdict.findings|permitting %}`: what permits, for those who want to see it as well."""
    return [each for each in findings if outcomes.outcome_slug(each.outcome) == _PERMIT]


@register.simple_tag
def measured(value: Mapping[str, str] | str | None, unit: str) -> SafeString:
    """`{% measured finding.limit finding.unit %}`: a measured value or a limit in its unit."""
    return findings.measured_html(value, unit)


@register.filter
def tells_a_measure(finding: Any) -> bool:
    """`{% if finding|tells_a_measure %}`: measured and limit say more than the sentence of the finding."""
    names = ("measured", "limit", "unit")
    stated = [finding.get(name, "") if isinstance(finding, Mapping) else getattr(finding, name, "") for name in names]
    return findings.tells_a_measure(*stated)


@register.filter
def article(number: Mapping[str, str] | str) -> str:
    """`{{ finding.citation.article|article }}`: 第12条, article 12."""
    return findings.article_text(number)


@register.filter
def display(value: object) -> SafeString:
    """`{{ value|display }}`: any value as people read it; the dash where there is none."""
    return shown.display(value)


@register.simple_tag
def fact(label: str, value: object) -> SafeString:
    """`{% fact label value %}` inside `<dl class="facts">`: one name with its value."""
    return format_html('<div class="fact"><dt>{}</dt><dd>{}</dd></div>', label, shown.display(value))


@register.simple_tag
def cell(label: str, value: object) -> SafeString:
    """`{% cell label value %}` inside a row of a `table--cards`: the value under its heading, amounts to the right."""
    attribute = SafeString(' class="amount"') if shown.is_amount(value) else ""
    return format_html('<td role="cell" data-label="{}"{}>{}</td>', label, attribute, shown.display(value))


@register.inclusion_tag("_parts/data_table.html")
def data_table(table: Table) -> dict[str, Table]:
    """`{% data_table table %}`: a whole table from a `crowdfund.web.components.tables.Table`."""
    return {"table": table}
