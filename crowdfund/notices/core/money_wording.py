"""notices / core: what the verbs of money in custody say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English.
"""

from typing import Final

from crowdfund.notices.core.topics import Topic

Said = tuple[Topic, tuple[str, str], tuple[str, str]]

MONEY_WORDING: Final[dict[str, Said]] = {
    "payment.instructed": (
        Topic.RAISES,
        ("已向托管银行发出指令", "托管银行已收到一项款项指令。"),
        ("Payment ordered at the custodian bank", "The custodian bank knows of the payment."),
    ),
    "payment.not_instructed": (
        Topic.OPERATIONS,
        ("托管银行未接收指令", "一项款项指令多次发送失败，系统会继续重试，请查明原因。"),
        (
            "Custodian bank does not take an order",
            "An order has failed several times. It is tried again; please find the cause.",
        ),
    ),
    "payment.settled": (
        Topic.RAISES,
        ("款项已到账", "托管银行确认一笔款项已到账。"),
        ("Payment settled", "The custodian bank has confirmed that the money has moved."),
    ),
    "payment.cancelled": (
        Topic.RAISES,
        ("款项已撤销", "一笔款项已撤销，无需再支付。"),
        ("Payment called off", "A payment has been called off and is not to be made any more."),
    ),
    "payment.sent_back": (
        Topic.RAISES,
        ("不符款项正在退回", "收到的款项与应付金额或状态不符，将全额退回；如认购仍有效，请按新的指令付款。"),
        (
            "Unexpected money is sent back",
            "Money came that does not fit what was due. All of it goes back; pay the new order if there is one.",
        ),
    ),
    "custody.suspended": (
        Topic.OPERATIONS,
        ("收到无法识别的款项", "托管银行收到一笔无法对应任何指令的款项，已列为暂收款，请核实。"),
        (
            "Money came for an unknown order",
            "The custodian bank has received money for no known order. It waits in suspense for your decision.",
        ),
    ),
    "custody.contradicted": (
        Topic.OPERATIONS,
        ("托管银行回报与账簿不符", "托管银行的一条回报与账簿不符，未予入账，请核实。"),
        (
            "Custodian bank contradicts the books",
            "What the custodian bank says can not be true beside the books. Nothing was booked; please look into it.",
        ),
    ),
    "suspense.return_proposed": (
        Topic.OPERATIONS,
        ("拟退回不明来款", "有运营人员提出退回一笔不明来款，需由另一名运营人员复核。"),
        (
            "Return of unknown money proposed",
            "An operator wants to send money back that came for no known order. Another operator must confirm it.",
        ),
    ),
    "suspense.return_confirmed": (
        Topic.OPERATIONS,
        ("退回不明来款已复核", "您提出的退款已由另一名运营人员复核，正在向托管银行发出指令。"),
        (
            "Return of unknown money confirmed",
            "Another operator has confirmed the return that you proposed. It is being ordered at the custodian bank.",
        ),
    ),
    "suspense.return_instructed": (
        Topic.OPERATIONS,
        ("已向托管银行发出退回不明来款的指令", "托管银行已收到退回一笔不明来款的指令。"),
        (
            "Return of unknown money ordered at the custodian bank",
            "The custodian bank knows that the money is to go back.",
        ),
    ),
    "suspense.return_not_instructed": (
        Topic.OPERATIONS,
        ("托管银行未接收退回不明来款的指令", "退回一笔不明来款的指令多次发送失败，系统会继续重试，请查明原因。"),
        (
            "Custodian bank does not take the return of unknown money",
            "The order has failed several times. It is tried again; please find the cause.",
        ),
    ),
    "suspense.returned": (
        Topic.OPERATIONS,
        ("不明来款已退回", "托管银行确认一笔不明来款已退回付款方，暂收款已核销。"),
        (
            "Unknown money has gone back",
            "The custodian bank has sent the money back to where it came from. It is no longer in suspense.",
        ),
    ),
    "subscription.paid": (
        Topic.RAISES,
        (
            "认购款已足额到账",
            "您的认购款已全部存入托管银行，投资冷静期开始；届满后将有合规专员回访，回访成功前您可以解除合同。",
        ),
        (
            "Subscription paid in full",
            "The whole amount is in custody and your cooling-off begins. A compliance officer calls you back after it;"
            " until then you may rescind.",
        ),
    ),
    "subscription.called_back": (
        Topic.RAISES,
        ("回访确认完成", "您已在回访中确认认购，合同不能再解除；认购款等待本轮融资交割。"),
        (
            "Investor called back, confirmed",
            "You confirmed your subscription at the call-back, so it can no longer be rescinded. It waits for the"
            " closing of the raise.",
        ),
    ),
    "subscription.not_reached": (
        Topic.RAISES,
        ("回访未接通", "合规专员回访时未能联系到您，将再次回访；回访成功前您可以解除合同。"),
        (
            "Investor not reached for the call-back",
            "A compliance officer could not reach you and will call again. Until the call-back you may rescind.",
        ),
    ),
    "subscription.call_back_declined": (
        Topic.RAISES,
        ("回访时投资者未确认", "您在回访中未确认认购，合同已解除，已付款项将全额退回。"),
        (
            "Investor did not confirm at the call-back",
            "You did not confirm your subscription at the call-back. It is rescinded and all that was paid goes back.",
        ),
    ),
    "subscription.call_back_refused": (
        Topic.OPERATIONS,
        ("回访被规则阻止", "投资冷静期未满，不得联系投资者，本次回访未记录。"),
        (
            "Call-back refused by a rule",
            "The cooling-off of the investor is not over, so nobody may call. Nothing was recorded.",
        ),
    ),
    "subscription.reopened": (
        Topic.RAISES,
        (
            "认购的部分款项须重新支付",
            "一笔已到账款项不能保留，将退回付款人；该部分须重新支付，之后重新起算冷静期并回访。",
        ),
        (
            "A part of the subscription is owed again",
            "Money that had arrived may not stay and goes back to its sender. That part is owed again; cooling-off and"
            " call-back begin anew once it is paid.",
        ),
    ),
    "subscription.unreached": (
        Topic.RAISES,
        (
            "尚未回访到投资者",
            "您的认购尚未回访确认。请保持电话畅通；认购页面所示最后一日之前仍未回访成功的，认购终止，已付款项全额退回"
            "（平台合规规则第18条）。",
        ),
        (
            "Nobody has reached the investor yet",
            "Your subscription was not called back yet. Please be reachable: unless a call succeeds by the last day"
            " that its page names, it ends and everything is paid back (platform policy, article 18).",
        ),
    ),
    "subscription.call_back_runs_out": (
        Topic.OPERATIONS,
        (
            "回访期限即将届满",
            "一名跟投人尚未回访确认，期限即将届满。请继续回访；在不同日期多次回访仍联系不到的，届满后认购终止并全额退款"
            "（平台合规规则第18条）。最后一日与尚需回访的次数见回访页面。",
        ),
        (
            "Term of a call-back runs out",
            "A follower was not called back yet and the term runs out. Go on calling: after failed calls on several"
            " days the subscription ends and is paid back (platform policy, article 18). The call-backs name the last"
            " day and the calls that are still needed.",
        ),
    ),
    "subscription.unreached_ended": (
        Topic.RAISES,
        (
            "认购终止：未能联系到投资者",
            "回访期限已届满，多次回访仍未联系到该跟投人：认购终止，已付款项全额退回，名额与额度恢复（平台合规规则第18条）。",
        ),
        (
            "Subscription ended: investor not reached",
            "The term of the call-back is over and several calls have not reached this follower: the subscription ends,"
            " everything is paid back and its room is free again (platform policy, article 18).",
        ),
    ),
    "subscription.rescinded": (
        Topic.RAISES,
        ("认购已解除", "一名投资者在回访确认前解除了认购，款项全额退回；领投人解除的，本轮融资终止。"),
        (
            "Subscription rescinded",
            "An investor has rescinded before the call-back and gets everything back."
            " If it is the lead, the raise ends.",
        ),
    ),
    "subscription.refunding": (
        Topic.RAISES,
        ("已安排退款", "您已支付的认购款将由托管银行全额退回。"),
        ("Refund ordered", "All that was paid of your subscription goes back through the custodian bank."),
    ),
    "subscription.refunded": (
        Topic.RAISES,
        ("认购款已退还", "托管银行确认您的认购款已全额退还。"),
        ("Subscription refunded", "The custodian bank has confirmed that your money has gone back."),
    ),
    "subscription.cancelled": (
        Topic.RAISES,
        ("认购已取消", "您的认购已取消，无需付款。"),
        ("Subscription cancelled", "Your subscription has been cancelled. There is nothing to pay."),
    ),
}
