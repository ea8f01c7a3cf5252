"""notices / core: what the verbs of leads and subscriptions say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English.
"""

from typing import Final

from crowdfund.notices.core.money_wording import Said
from crowdfund.notices.core.topics import Topic

LEAD_WORDING: Final[dict[str, Said]] = {
    "lead.offered": (
        Topic.RAISES,
        ("已提交领投要约", "一位投资者对本轮融资提交了领投要约，融资企业可以接受或婉拒。"),
        ("Offered to lead", "An investor offers to lead the raise. The issuer may accept or decline."),
    ),
    "lead.offer_refused": (
        Topic.RAISES,
        ("领投要约被规则拒绝", "至少一条规则不允许提交该领投要约。各项结论、依据条款与补救办法见判定记录。"),
        (
            "Offer to lead refused by a rule",
            "A rule does not let you offer to lead. The determination names each article and its remedy.",
        ),
    ),
    "lead.accepted": (
        Topic.RAISES,
        ("领投要约已接受", "融资企业接受了您的领投要约，请在缴款截止日前缴纳履约保证金。"),
        ("Offer to lead accepted", "The issuer has accepted your offer to lead. Pay the deposit by its last day."),
    ),
    "lead.acceptance_refused": (
        Topic.RAISES,
        ("规则不允许接受该领投要约", "至少一条规则不允许接受该领投要约。各项结论、依据条款与补救办法见判定记录。"),
        (
            "Acceptance of the lead refused by a rule",
            "A rule does not let the lead be accepted. The determination names each article and its remedy.",
        ),
    ),
    "lead.declined": (
        Topic.RAISES,
        ("领投要约已婉拒", "融资企业婉拒了您的领投要约，本轮融资征集领投期间您可以再次提交。"),
        ("Offer to lead declined", "The issuer has declined your offer to lead. You may make another one."),
    ),
    "lead.withdrawn": (
        Topic.RAISES,
        ("领投要约已撤回", "投资者撤回了对本轮融资的领投要约。"),
        ("Offer to lead withdrawn", "An investor has taken an offer to lead the raise back."),
    ),
    "lead.confirmed": (
        Topic.RAISES,
        ("领投人已确认", "履约保证金已到账，领投已确认，跟投人现在可以认购。"),
        ("Lead confirmed", "The deposit has arrived and the lead is confirmed. Followers may subscribe now."),
    ),
    "lead.money_refused": (
        Topic.RAISES,
        (
            "领投资金未通过规则",
            "领投资金的来源被规则禁止，领投要约终止，已缴款项原路退回。各项结论、条款与补救办法见领投资金页面。",
        ),
        (
            "Money of the lead refused by a rule",
            "The rules deny where the money comes from. The offer has ended and what was paid goes back."
            " The page on the lead's money names each article and its remedy.",
        ),
    ),
    "lead.money_questioned": (
        Topic.RAISES,
        (
            "领投资金来源待核实",
            "领投资金的来源或付款人尚待说明，在此之前不能继续。各项结论、条款与补救办法见领投资金页面。",
        ),
        (
            "Money of the lead is questioned",
            "Where the money comes from, or who paid, must be shown before this goes on."
            " The page on the lead's money names each article and its remedy.",
        ),
    ),
    "lead.money_set_aside": (
        Topic.RAISES,
        (
            "领投款项已转出待退回",
            "规则不允许领投人的这笔款项继续保留：已转入暂收款，由两名运营人员复核后退回付款账户；领投人须重新支付余款"
            "（平台合规规则第10条、第45条）。",
        ),
        (
            "A lead's money was set aside to be sent back",
            "The rules do not let this money of the lead stay: it lies in suspense, two operators send it back to its"
            " sender, and the lead owes the rest again (platform policy, articles 10 and 45).",
        ),
    ),
    "lead.sources_asked": (
        Topic.RAISES,
        ("合规专员询问资金来源", "合规专员要求您补充或更正领投资金来源的申报。请在领投资金页面答复。"),
        (
            "An officer asked about the sources",
            "A compliance officer asks you to add to or correct the declaration of your money. Answer on its page.",
        ),
    ),
    "lead.sources_accepted": (
        Topic.RAISES,
        ("合规专员核实资金来源", "合规专员已核实您申报的资金来源与付款。"),
        (
            "An officer accepted the sources",
            "A compliance officer has accepted the sources and payments of your money.",
        ),
    ),
    "lead.sources_refused": (
        Topic.RAISES,
        ("合规专员不认可资金来源", "合规专员核查后不认可您申报的资金来源与付款。理由与补救办法见领投资金页面。"),
        (
            "An officer refused the sources",
            "A compliance officer does not accept the sources of your money. Its page says why and what helps.",
        ),
    ),
    "lead.sources_declared": (
        Topic.RAISES,
        ("资金来源重新申报", "领投人补充或更正了资金来源的申报，请复核。"),
        ("Sources declared anew", "A lead has added to or corrected the declaration of its money. Please look again."),
    ),
    "lead.source_proved": (
        Topic.RAISES,
        ("已提交来源证明材料", "已为一项资金来源上传证明材料。"),
        ("Document of a source sent", "A document for a source of the lead's money was sent."),
    ),
    "subscription.reserved": (
        Topic.RAISES,
        ("认购已登记", "您的认购额度已保留，请在缴款截止日前向托管银行缴款。"),
        ("Subscription taken", "Your room in the raise is held. Pay the custodian bank by the last day to pay."),
    ),
    "subscription.refused": (
        Topic.RAISES,
        ("规则不允许认购", "至少一条规则不允许认购。各项结论、依据条款与补救办法见判定记录。"),
        (
            "Subscription refused by a rule",
            "A rule does not let you subscribe. The determination names each article and its remedy.",
        ),
    ),
}
