"""notices / core: what the verbs of suitability say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English. Nothing here says of which class
somebody is.
"""

from typing import Final

from crowdfund.notices.core.topics import Topic

Said = tuple[Topic, tuple[str, str], tuple[str, str]]

SUITABILITY_WORDING: Final[dict[str, Said]] = {
    "assessment.expiring": (
        Topic.ACCOUNT,
        ("风险测评即将失效", "您的风险测评即将失效；失效后不能认购或领投。请打开测评页面查看失效日，并重新测评。"),
        (
            "Risk assessment ends soon",
            "Your risk assessment ends soon; without one you can neither subscribe nor lead. Open its page, which names"
            " the day, and take it again.",
        ),
    ),
    "assessment.taken": (
        Topic.ACCOUNT,
        ("已完成风险测评", "风险测评已完成，以最近一次结果为准；类别与有效期见测评页面。"),
        (
            "Risk assessed",
            "The risk assessment was taken and is the one that counts. Its page names class and last day.",
        ),
    ),
    "round.approval_refused": (
        Topic.RAISES,
        ("本轮融资：规则不允许批准", "所定产品风险等级与通常不同且未说明理由。依据条款与补救办法见合规判定。"),
        (
            "Approval refused by a rule",
            "The grade is not the usual one and has no reason. The determination names the article and the remedy.",
        ),
    ),
    "lead.suitability_questioned": (
        Topic.RAISES,
        (
            "本轮融资目前不适合其领投人",
            "企业接受领投或交割时再次判断适当性：您作为领投人的风险测评已失效，或产品风险等级高于您的类别。补正之前不能继续；"
            "依据条款与补救办法见合规判定。",
        ),
        (
            "The raise does not suit its lead now",
            "Suitability is asked again when a company accepts a lead and when it closes: your risk assessment has"
            " ended, or the raise is above your class. Nothing goes on before; the determination names the article and"
            " the remedy.",
        ),
    ),
    "suitability.requested": (
        Topic.RAISES,
        ("已书面要求认购不适合的产品", "投资者阅读特别书面风险警示后，主动书面要求参与一项高于其类别的融资。"),
        (
            "Asked in writing for a raise that does not suit",
            "After the special written warning an investor has asked for a raise above their class.",
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
