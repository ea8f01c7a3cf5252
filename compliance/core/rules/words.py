"""compliance / core: what an offer may not say.

Source: 私募投资基金监督管理条例 (2023), article 18 (no splitting of units or income rights) and article 20 (no
promise of principal or return, no promotion to unspecified persons); 证监办发〔2015〕44号 (the name 股权众筹 is kept
for approved public offers); facts 2.2 and 2.4. Which phrases
say such a thing is the platform's reading and stands in the book; `compliance.core.marks` finds their places.
"""

from typing import Final

from compliance.core.book import NotInForce, View
from compliance.core.facts import Passage, TextFacts, Unknown
from compliance.core.findings import Finding
from compliance.core.marks import Mark, marks
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading, Rule
from compliance.core.saying import Measure, say
from compliance.core.sentences import Sentence

PROMISE_ID: Final = "words.promise"
SOLICITATION_ID: Final = "words.solicitation"
RESERVED_ID: Final = "words.reserved_term"
SPLITTING_ID: Final = "words.splitting"
PROMISES: Final = "private_fund_2023.promise_phrases"
SOLICITATIONS: Final = "private_fund_2023.solicitation_phrases"
RESERVED: Final = "csrc_notice_2015_44.reserved_terms"
SPLITTINGS: Final = "private_fund_2023.splitting_phrases"
PHRASES: Final = {
    PROMISE_ID: PROMISES,
    SOLICITATION_ID: SOLICITATIONS,
    RESERVED_ID: RESERVED,
    SPLITTING_ID: SPLITTINGS,
}
"""Which parameter holds the phrases of each rule."""

_AROUND: Final = 12
"""How many characters of the text a message quotes on each side."""


def phrases_of(view: View) -> frozenset[str]:
    """Return every phrase that one of the rules looks for on the view's legal day."""
    found: set[str] = set()
    for parameter in PHRASES.values():
        try:
            value = view.entry(parameter).value
        except NotInForce:
            continue
        found |= value if isinstance(value, frozenset) else set()
    return frozenset(found)


def promise(facts: TextFacts, law: Reading) -> Judged:
    """Refuse texts that promise principal or a return (承诺保本保收益)."""
    return _judged(
        facts,
        law,
        PROMISE_ID,
        Outcome.DENY,
        found=Sentence(zh="承诺保本或者收益的用语", en="Words that promise principal or return"),
        none=Sentence(zh="没有发现承诺保本或者收益的用语。", en="No word promises principal or return."),
        remedy=Sentence(
            zh="删除标出的用语；私募基金不得承诺本金不受损失或者最低收益。",
            en="Take the marked words out; a private fund promises neither principal nor a least return.",
        ),
    )


def solicitation(facts: TextFacts, law: Reading) -> Judged:
    """Refuse texts that turn to the public (向不特定对象宣传推介)."""
    return _judged(
        facts,
        law,
        SOLICITATION_ID,
        Outcome.DENY,
        found=Sentence(zh="向不特定对象宣传推介的用语", en="Words that solicit the public"),
        none=Sentence(zh="没有发现向不特定对象宣传推介的用语。", en="No word solicits the public."),
        remedy=Sentence(
            zh="删除标出的用语；私募基金只能向确定的特定对象推介。",
            en="Take the marked words out; a private offer is shown to confirmed persons only.",
        ),
    )


def reserved_term(facts: TextFacts, law: Reading) -> Judged:
    """Warn of texts that use a name kept for approved public offers (股权众筹); a text may have to quote it."""
    return _judged(
        facts,
        law,
        RESERVED_ID,
        Outcome.WARN,
        found=Sentence(zh="保留的名称", en="A reserved name"),
        none=Sentence(zh="没有使用保留的名称。", en="No reserved name is used."),
        remedy=Sentence(
            zh="改用“互联网非公开股权融资”；确需引用的，说明理由并由合规专员解除。",
            en='Say "online private equity offering"; where it must be quoted, say why and ask for a release.',
        ),
    )


def splitting(facts: TextFacts, law: Reading) -> Judged:
    """Warn of texts that hint at splitting units or income rights (拆分收益权); the terms say whether it is done."""
    return _judged(
        facts,
        law,
        SPLITTING_ID,
        Outcome.WARN,
        found=Sentence(zh="提示拆分份额或者收益权的用语", en="Words that hint at splitting units or income rights"),
        none=Sentence(zh="没有发现提示拆分收益权的用语。", en="No word hints at splitting income rights."),
        remedy=Sentence(
            zh="删除标出的用语；不作拆分而确需说明的，写明理由并由合规专员解除。",
            en="Take the marked words out; where nothing is split and they must stand, say why and ask for a release.",
        ),
    )


def _judged(
    facts: TextFacts,
    law: Reading,
    rule: str,
    outcome: Outcome,
    *,
    found: Sentence,
    none: Sentence,
    remedy: Sentence,
) -> Judged:
    if isinstance(facts.passages, Unknown):
        return Missing(("passages",))
    phrases = law.words(PHRASES[rule])
    marked = [(passage, places) for passage in facts.passages if (places := marks(passage.text, phrases))]
    if not marked:
        return say(rule, Outcome.PERMIT, law, parameter=PHRASES[rule], message=none)
    return tuple(_found(law, rule, outcome, passage, places, found, remedy) for passage, places in marked)


def _found(
    law: Reading,
    rule: str,
    outcome: Outcome,
    passage: Passage,
    places: tuple[Mark, ...],
    found: Sentence,
    remedy: Sentence,
) -> Finding:
    said = list(dict.fromkeys(passage.text[mark.start : mark.end] for mark in places))
    quoted = [_quote(passage.text, mark) for mark in places]
    return say(
        rule,
        outcome,
        law,
        parameter=PHRASES[rule],
        measure=Measure("、".join(said)),
        about=passage.place,
        message=Sentence(
            zh=f"{found.zh}：{'；'.join(quoted)}。",
            en=f"{found.en}: {'; '.join(quoted)}.",
        ),
        remedy=remedy,
    )


def _quote(text: str, mark: Mark) -> str:
    """Return the place with a little of what stands around it, the words themselves in brackets."""
    before = text[max(0, mark.start - _AROUND) : mark.start].replace("\n", " ")
    after = text[mark.end : mark.end + _AROUND].replace("\n", " ")
    return f"{before}【{text[mark.start : mark.end]}】{after}".strip()


PROMISE: Final = Rule(
    id=PROMISE_ID,
    facts=TextFacts,
    provision="private_fund_2023#20",
    reads=frozenset({PROMISES}),
    judge=promise,
    since_release=4,
)
SOLICITATION: Final = Rule(
    id=SOLICITATION_ID,
    facts=TextFacts,
    provision="private_fund_2023#20",
    reads=frozenset({SOLICITATIONS}),
    judge=solicitation,
    since_release=4,
)
RESERVED_TERM: Final = Rule(
    id=RESERVED_ID,
    facts=TextFacts,
    provision="csrc_notice_2015_44#1",
    reads=frozenset({RESERVED}),
    judge=reserved_term,
    since_release=4,
)
SPLITTING: Final = Rule(
    id=SPLITTING_ID,
    facts=TextFacts,
    provision="private_fund_2023#18",
    reads=frozenset({SPLITTINGS}),
    judge=splitting,
    since_release=5,
)
WORDS: Final = (PROMISE, SOLICITATION, RESERVED_TERM, SPLITTING)
