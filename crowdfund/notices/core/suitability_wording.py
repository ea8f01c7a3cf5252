"""notices / core: what the verbs of suitability say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English. Nothing here says of which class
somebody is.
"""

from typing import Final

from crowdfund.notices.core.topics import Topic

Said = tuple[Topic, tuple[str, str], tuple[str, str]]

SUITABILITY_WORDING: Final[dict[str, Said]] = {
    "assessment.taken": (
        Topic.ACCOUNT,
        ("已完成风险测评", "风险测评已完成，以最近一次结果为准；类别与有效期见测评页面。"),
        (
            "Risk assessed",
            "The risk assessment was taken and is the one that counts. Its page names class and last day.",
        ),
    ),
    "assessment.refused": (
        Topic.ACCOUNT,
        ("风险测评：规则不允许再次测评", "至少一条规则不允许再次测评。依据条款与补救办法见合规判定。"),
        (
            "Risk assessment refused by a rule",
            "A rule does not let it be taken again today. The determination names the article and the remedy.",
        ),
    ),
}
