"""notices / core: what the verbs of a vehicle's filing say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English.
"""

from typing import Final

from crowdfund.notices.core.money_wording import Said
from crowdfund.notices.core.topics import Topic

FILING_WORDING: Final[dict[str, Said]] = {
    "vehicle.filing_recorded": (
        Topic.RAISES,
        ("基金业协会备案已登记", "持股合伙企业的备案编号与备案日已登记。"),
        (
            "Filing with the association recorded",
            "Number and day of the partnership's filing with the association were recorded.",
        ),
    ),
    "vehicle.filing_corrected": (
        Topic.RAISES,
        ("备案登记已更正", "持股合伙企业的备案登记已由一条新记录更正，原记录保留。"),
        ("Record of the filing corrected", "A new record takes the place of the earlier one; both stay readable."),
    ),
    "vehicle.filing_due_soon": (
        Topic.RAISES,
        ("基金业协会备案即将到期", "持股合伙企业的备案期限将在七日内届满，请由管理人备案并登记备案编号。"),
        (
            "Filing with the association falls due soon",
            "The last day to file the partnership is at most seven days away. Let the manager file it, and record it.",
        ),
    ),
    "vehicle.filing_due_today": (
        Topic.RAISES,
        ("今天是备案截止日", "今天是持股合伙企业备案的最后一日，请由管理人备案并登记备案编号。"),
        (
            "Last day to file with the association",
            "Today is the last day to file the partnership. Let the manager file it, and record it.",
        ),
    ),
    "vehicle.filing_overdue": (
        Topic.RAISES,
        (
            "基金业协会备案已逾期",
            "持股合伙企业未在期限内备案。备案登记之前，融资企业不得开放新的本轮融资，也不得提出下轮退出。",
        ),
        (
            "Filing with the association is overdue",
            "The partnership was not filed in time. Until its filing is recorded, the company opens no further raise "
            "and proposes no next-round exit.",
        ),
    ),
}
