"""compliance / core: what of an answer about somebody's own wealth everybody may see, and what stays sealed.

A kind of facts that is personal is stored sealed, with the findings that repeat its figures. In the open stand which
rules were asked, what each came to, the limit and the article; never what was measured.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from compliance.core.facts import FACTS
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.ruling import Ruling
from compliance.core.sentences import Sentence

PERSONAL_KINDS: Final = frozenset(kind for kind, facts in FACTS.items() if facts.is_personal)
"""Kinds of facts that speak of one person's wealth, or name who gave it."""

SEALED: Final = Sentence(
    zh="所衡量的数额与所涉人员属于个人财产信息，已加密；仅本人与承办的合规专员可读。",
    en="What was measured is this person's own wealth and is sealed; they and the officers who decide read it.",
)
"""Stands in the open where a message would name a figure."""


SEALED_REMEDY: Final = Sentence(
    zh="补救办法涉及具体数额，已加密；仅本人与承办的合规专员可读。",
    en="The remedy names a figure and is sealed; the person and the officers who decide read it.",
)
"""Stands in the open for a remedy that names a figure."""


def open_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without what they measured; outcome, limit, article and a remedy without figures stay."""
    return tuple(
        replace(each, measured=UNKNOWN if each.measured else "", message=SEALED, remedy=_open_remedy(each.remedy))
        for each in findings
    )


def _open_remedy(remedy: Sentence) -> Sentence:
    return SEALED_REMEDY if any(letter.isdigit() for text in remedy.values() for letter in text) else remedy


def withheld(ruling: Ruling) -> Ruling:
    """Return a ruling as somebody reads it who may know what was decided but not of what figures.

    The hash goes too: amounts are round numbers, and from a hash they could be guessed.
    """
    return replace(ruling, facts={}, facts_hash="", findings=open_findings(ruling.findings), is_withheld=True)


def agrees(opened: Iterable[Finding], *, sealed: Iterable[Finding]) -> bool:
    """Tell whether the findings in the open say the same as the sealed ones, wording apart."""
    return [each.substance() for each in opened] == [each.substance() for each in open_findings(sealed)]
