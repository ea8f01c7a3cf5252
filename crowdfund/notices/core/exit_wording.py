"""notices / core: what the verbs of the next-round exit say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English.
"""

from typing import Final

from crowdfund.notices.core.money_wording import Said
from crowdfund.notices.core.topics import Topic

EXIT_WORDING: Final[dict[str, Said]] = {
    "exit_window.proposed": (
        Topic.RAISES,
        ("下轮退出窗口已提出", "融资企业已就下轮退出提出方案，等待下一轮投资方同意受让份额。"),
        (
            "Window for the next-round exit proposed",
            "The company has proposed a next-round exit. It opens once the investor of that round consents.",
        ),
    ),
    "exit_window.proposal_refused": (
        Topic.RAISES,
        ("下轮退出方案被规则拒绝", "持股合伙企业未按期备案，不能提出下轮退出。依据条款与补救办法见判定记录。"),
        (
            "Proposal of the next-round exit refused by a rule",
            "The partnership was not filed in time. The determination names the article and its remedy.",
        ),
    ),
    "exit_window.opened": (
        Topic.RAISES,
        ("下轮退出窗口已开放", "下一轮投资方愿意受让份额。请在截止日前选择全部保留、转让一半或全部转让。"),
        (
            "Window for the next-round exit opened",
            "The investor of the next round takes units. Choose by the last day what you keep or offer.",
        ),
    ),
    "exit_window.consent_refused": (
        Topic.RAISES,
        ("规则不允许受让", "至少一条规则不允许您受让份额。各项结论、依据条款与补救办法见判定记录。"),
        (
            "Consent to take units refused by a rule",
            "A rule does not let you take units. The determination names each article and its remedy.",
        ),
    ),
    "exit_window.declined": (
        Topic.RAISES,
        ("下一轮投资方不受让份额", "下一轮投资方不同意受让份额，窗口未开放，各方持有的份额不变。"),
        (
            "Investor takes no units in the next-round exit",
            "The investor of the next round has declined. Nothing was opened, and every position stays.",
        ),
    ),
    "exit_window.lapsed": (
        Topic.RAISES,
        ("下轮退出方案已失效", "下一轮投资方未在截止日前答复，窗口未开放，各方持有的份额不变。"),
        (
            "Proposed next-round exit lapsed",
            "The investor of the next round did not answer by the last day. Every position stays.",
        ),
    ),
    "exit_election.made": (
        Topic.RAISES,
        ("下轮退出选择已保存", "已保存您的选择；截止日结束前可以更改。"),
        (
            "Choice in the next-round exit stored",
            "Your choice is stored. You may change it until the last day is over.",
        ),
    ),
    "exit_window.allocated": (
        Topic.RAISES,
        ("下轮退出已配售", "各持有人转让的份额已确定，投资方应在截止日前向托管银行付款；款项到账前份额不转移。"),
        (
            "Next-round exit allocated",
            "It is fixed who sells how much. The investor is to pay by the last day; until then no unit moves.",
        ),
    ),
    "exit_window.allocation_refused": (
        Topic.RAISES,
        (
            "下轮退出暂不能配售",
            "平台对受让人的核查尚未完成；份额与款项均未变动。各项结论、依据条款与补救办法见判定记录。",
        ),
        (
            "Next-round exit not allocated yet",
            "The platform's check of the buyer has not ended; nothing has moved. The determination names the remedy.",
        ),
    ),
    "exit_window.settled": (
        Topic.RAISES,
        ("下轮退出已结算", "下轮退出窗口已结算，成交份额与转让所得见您的结算单。"),
        ("Next-round exit settled", "The window is settled. Your statement names the units sold and the proceeds."),
    ),
    "exit_window.failed": (
        Topic.RAISES,
        ("下轮退出逾期未付款", "投资方未在截止日前付款，下轮退出终止，份额未转移，各方持有的份额不变。"),
        (
            "Next-round exit not paid in time",
            "The investor did not pay by the last day. The exit has ended and no unit has moved.",
        ),
    ),
    "exit_election.paid": (
        Topic.RAISES,
        ("下轮退出转让款已支付", "托管银行已支付您的转让所得，详见您的结算单。"),
        ("Proceeds of the next-round exit paid", "The custodian bank has sent you the proceeds; see your statement."),
    ),
}
