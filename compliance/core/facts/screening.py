"""compliance / core: the fact about identity and list screening, as the rules from release 4 on ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.screening import PersonalStanding
from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts(Facts):
    """What the rules want to know about a person who subscribes or leads (身份核验与名单筛查).

    `standing` is what the person may know of it, since they may read the determination: a hit under examination is
    under way, as every check that has not ended.
    """

    kind: ClassVar[str] = "screening"
    title: ClassVar[Sentence] = Sentence(zh="身份与名单筛查", en="Screening")
    names: ClassVar[Mapping[str, Sentence]] = {
        "standing": Sentence(zh="筛查状态", en="standing with the screening"),
    }

    standing: PersonalStanding | Unknown
