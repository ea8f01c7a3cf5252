"""notices / core: what each verb says to whoever is told of it, in Chinese and in English.

One row for each verb that any room records; a verb without words fails a test. The title is a heading and a subject
line, in the words that the verb's own room gave it and complete without its page; the body is one sentence that
stands by itself; a reason given by somebody is shown below it as it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crowdfund.notices.core.exit_wording import EXIT_WORDING
from crowdfund.notices.core.file_wording import FILE_WORDING
from crowdfund.notices.core.filing_wording import FILING_WORDING
from crowdfund.notices.core.lead_wording import LEAD_WORDING
from crowdfund.notices.core.money_wording import MONEY_WORDING
from crowdfund.notices.core.screening_wording import SCREENING_WORDING
from crowdfund.notices.core.suitability_wording import SUITABILITY_WORDING
from crowdfund.notices.core.topics import Topic

Text = Mapping[str, str]
_ELSEWHERE: Final = {
    **MONEY_WORDING,
    **LEAD_WORDING,
    **FILING_WORDING,
    **EXIT_WORDING,
    **FILE_WORDING,
    **SCREENING_WORDING,
    **SUITABILITY_WORDING,
}


class NoWords(LookupError):
    """A verb was recorded for which this table has no row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one verb says. Texts are {"zh", "en"}."""

    topic: Topic
    title: Text
    body: Text


def _words(topic: Topic, zh: tuple[str, str], en: tuple[str, str]) -> Wording:
    return Wording(topic=topic, title={"zh": zh[0], "en": en[0]}, body={"zh": zh[1], "en": en[1]})


_WORDING: Final[dict[str, Wording]] = {
    "project.created": _words(
        Topic.RAISES,
        ("项目已建立", "融资企业新建了一个项目。"),
        ("Project set up", "The issuer has created a new project."),
    ),
    "project.edited": _words(
        Topic.RAISES,
        ("项目已修改", "项目的名称或者说明有修改。"),
        ("Project changed", "Name or description of the project has been changed."),
    ),
    "round.drafted": _words(
        Topic.RAISES,
        ("本轮融资草稿已建立", "本轮融资的草稿已经建立，提交之前仅融资企业成员可见。"),
        ("Raise drafted", "A raise has been drafted. Only members of the issuer see it until it is submitted."),
    ),
    "round.edited": _words(
        Topic.RAISES,
        ("本轮融资草稿已修改", "本轮融资的草稿有修改。"),
        ("Draft changed", "The draft of the raise has been changed."),
    ),
    "round.submitted": _words(
        Topic.RAISES,
        ("本轮融资已提交审核", "一项本轮融资已提交，等待合规专员审核。"),
        ("Raise submitted", "A raise has been submitted and waits for a compliance officer."),
    ),
    "round.submission_refused": _words(
        Topic.RAISES,
        ("本轮融资：规则不允许提交", "至少一条规则不允许提交。各项结论、依据条款与补救办法见该项目页面。"),
        (
            "Submission refused by a rule",
            "A rule does not let it pass. The page names each article and its remedy.",
        ),
    ),
    "round.returned": _words(
        Topic.RAISES,
        ("本轮融资已退回修改", "合规专员将本轮融资退回草稿并写明理由，修改后可再次提交。"),
        ("Raise returned", "A compliance officer has returned the raise with a reason. Mend it and submit it again."),
    ),
    "round.approved": _words(
        Topic.RAISES,
        ("本轮融资审核已通过", "本轮融资已通过审核，融资企业现在可以开放。"),
        ("Raise approved", "The raise has been approved. The issuer may open it now."),
    ),
    "round.opened": _words(
        Topic.RAISES,
        ("本轮融资已向投资者开放", "本轮融资已向经确认的特定对象开放。"),
        ("Raise opened", "The raise is open to investors who are confirmed as specific targets."),
    ),
    "round.opening_refused": _words(
        Topic.RAISES,
        ("本轮融资：规则不允许开放", "至少一条规则不允许开放。各项结论、依据条款与补救办法见该项目页面。"),
        (
            "Opening refused by a rule",
            "A rule does not let it open. The page names each article and its remedy.",
        ),
    ),
    "organisation.created": _words(
        Topic.ORGANISATIONS,
        ("机构已登记", "机构已在平台登记。"),
        ("Organisation registered", "The organisation has been registered on the platform."),
    ),
    "membership.invited": _words(
        Topic.ORGANISATIONS,
        ("已发出邀请", "机构邀请了一位新成员。"),
        ("Invitation sent", "The organisation has invited a new member."),
    ),
    "membership.invitation_withdrawn": _words(
        Topic.ORGANISATIONS,
        ("已撤回邀请", "机构撤回了一份成员邀请。"),
        ("Invitation withdrawn", "The organisation has withdrawn an invitation."),
    ),
    "membership.began": _words(
        Topic.ORGANISATIONS,
        ("已加入机构", "一位新成员加入了机构。"),
        ("Membership began", "A new member has joined the organisation."),
    ),
    "membership.ended": _words(
        Topic.ORGANISATIONS,
        ("成员关系已终止", "一位成员已不再属于机构。"),
        ("Membership ended", "Somebody no longer belongs to the organisation."),
    ),
    "user.joined": _words(
        Topic.ACCOUNT,
        ("账户已开立", "您的账户已经开立。"),
        ("Account opened", "Your account has been opened."),
    ),
    "user.language_chosen": _words(
        Topic.ACCOUNT,
        ("已选择语言", "您账户的界面语言已更改。"),
        ("Language chosen", "The language of your account has been changed."),
    ),
    "user.second_factor_enrolled": _words(
        Topic.ACCOUNT,
        ("已设置二次验证", "您的账户启用了第二验证因素。如非本人操作，请立即联系平台。"),
        ("Second factor set up", "A second factor was added to your account. If it was not you, tell us at once."),
    ),
    "user.security_changed": _words(
        Topic.ACCOUNT,
        ("登录方式已变更", "您账户的登录方式或安全设置已更改。如非本人操作，请立即联系平台。"),
        (
            "Way of signing in changed",
            "The way you sign in was changed. If it was not you, tell us at once.",
        ),
    ),
    "person.declared": _words(
        Topic.ACCOUNT,
        ("已申报身份", "一份身份信息已提交，等待核验。"),
        ("Identity declared", "An identity has been declared and waits to be checked."),
    ),
    "person.checked": _words(
        Topic.ACCOUNT,
        ("身份已核验，并确认为特定对象", "现在可以向您展示融资信息。"),
        (
            "Identity checked, person confirmed as a specific target",
            "You may now be shown offers.",
        ),
    ),
    "person.refused": _words(
        Topic.ACCOUNT,
        ("身份未通过核验", "您的身份信息未能核验，理由如下；更正后可再次提交。"),
        (
            "Identity not accepted",
            "Your identity could not be confirmed for the reason below. You may declare it anew.",
        ),
    ),
    "certification.applied": _words(
        Topic.ACCOUNT,
        ("已申请合格投资者认定", "一份合格投资者认定申请已提交，等待合规专员决定。"),
        ("Certification applied for", "An investor has applied to be certified as qualified and waits for a decision."),
    ),
    "certification.application_refused": _words(
        Topic.ACCOUNT,
        ("合格投资者认定申请被规则拒绝", "您填写的金额未达到合格投资者标准，规则库给出了条款与补救办法。"),
        (
            "Application for certification refused by a rule",
            "Your figures do not make you a qualified investor; the rulebook names the article and what would help.",
        ),
    ),
    "certification.approved": _words(
        Topic.ACCOUNT,
        ("已认定为合格投资者", "您已被认定为合格投资者，有效期十二个月；现在可以认购。"),
        (
            "Certified as qualified investor",
            "You have been certified as qualified investor for twelve months and may subscribe now.",
        ),
    ),
    "certification.refused": _words(
        Topic.ACCOUNT,
        ("合格投资者认定未通过", "您的申请未获通过，理由如下；补充后可再次申请。"),
        ("Certification refused", "Your application was refused for the reason below. You may apply again."),
    ),
    "certification.expiring": _words(
        Topic.ACCOUNT,
        ("合格投资者认定即将到期", "您的合格投资者认定即将到期；请打开页面办理续期，以免两次认定之间出现空档。"),
        (
            "Certification ends soon",
            "Your certification as qualified investor ends soon. Open the page and renew it, so that no day is lost.",
        ),
    ),
    "determinations.exported": _words(
        Topic.OPERATIONS,
        ("判定已导出", "有人将合规判定导出为文件。"),
        ("Determinations exported", "Somebody has exported determinations as a file."),
    ),
    "clearance.requested": _words(
        Topic.ACCOUNT,
        ("已申请解除", "有人书面申请解除一项警示或待补充的结论，等待合规专员决定。"),
        ("Clearance asked for", "Somebody asks in writing that a warning or a referral be lifted."),
    ),
    "clearance.proposed": _words(
        Topic.ACCOUNT,
        ("已提议解除", "一名合规专员提议解除一项警示，须由另一名合规专员确认。"),
        ("Clearance proposed", "An officer proposes to lift a warning. Another officer has to confirm it."),
    ),
    "clearance.granted": _words(
        Topic.ACCOUNT,
        ("已由合规专员解除", "所申请的结论已解除，在有效期内可就同一事实继续办理。"),
        ("Cleared by officers", "What you asked for was lifted. Until its day you may go on with the same facts."),
    ),
    "clearance.declined": _words(
        Topic.ACCOUNT,
        ("解除申请未获同意", "您的解除申请未获同意，理由如下。"),
        ("Clearance declined", "Your request to lift the finding was declined for the reason below."),
    ),
    "role.granted": _words(
        Topic.ACCOUNT,
        ("已授予角色", "您的账户获得了一个平台角色。"),
        ("Role given", "Your account has been given a role on the platform."),
    ),
    "role.revoked": _words(
        Topic.ACCOUNT,
        ("已收回角色", "您账户的一个平台角色已被撤销。"),
        ("Role taken away", "A role on the platform has been taken from your account."),
    ),
    "preferences.chosen": _words(
        Topic.ACCOUNT,
        ("通知设置已更改", "您选择接收的通知已更改。"),
        ("Preferences changed", "What you are told of, and how, has been changed."),
    ),
    "client.registered": _words(
        Topic.OPERATIONS,
        ("接口程序已登记", "一个合作方的接口程序已登记，可在所授权限内调用接口。"),
        ("API client registered", "A partner's client has been registered and may use the API within its scopes."),
    ),
    "client.secret_issued": _words(
        Topic.OPERATIONS,
        ("接口程序密钥已签发", "一个合作方的接口程序获得了新的密钥，旧密钥同时失效。"),
        ("Secret of an API client issued", "A partner's client has a new secret; an older one no longer works."),
    ),
    "client.disabled": _words(
        Topic.OPERATIONS,
        ("接口程序已停用", "一个合作方的接口程序已停用，其令牌不再有效。"),
        ("API client disabled", "A partner's client has been disabled; its tokens no longer work."),
    ),
    "access.denied": _words(
        Topic.OPERATIONS,
        ("访问被拒绝", "一次未获授权的操作已被拒绝并记录。"),
        ("Access denied", "An attempt without the right to it was refused and recorded."),
    ),
    "delivery.parked": _words(
        Topic.OPERATIONS,
        ("投递已暂停", "一项投递多次失败后已暂停，请查明原因后重新投递。"),
        ("Delivery given up", "A delivery failed too many times. Find the cause, then have it tried again."),
    ),
    "sweep.late": _words(
        Topic.OPERATIONS,
        ("到期处理任务逾时", "一项到期处理任务今日应已完成而尚未完成，请查看任务页面与后台进程。"),
        ("Sweep late", "A sweep should have ended by now and has not. Look at the sweeps and at the workers."),
    ),
    "determination.differed": _words(
        Topic.OPERATIONS,
        ("合规判定重算结果不一致", "每日重算发现一份已存的合规判定与原结果不同，数据或规则可能被改动，请立即查明。"),
        (
            "A determination no longer comes out the same",
            "The daily replay got another answer than the stored one. Find out at once what was altered.",
        ),
    ),
    "clock.moved": _words(
        Topic.OPERATIONS,
        ("业务时钟已前移", "沙盒的业务时钟已向前移动，不能拨回。"),
        ("Clock moved forward", "The business clock of the sandbox was moved forward; it can't be moved back."),
    ),
    "delivery.released": _words(
        Topic.OPERATIONS,
        ("投递已恢复", "一项已暂停的投递将重新投递。"),
        ("Delivery started anew", "A delivery that had been given up is tried again."),
    ),
    "round.closed": _words(
        Topic.RAISES,
        ("本轮融资已交割", "本轮融资已交割：足额缴款者取得合伙份额，资金划付融资企业。"),
        (
            "Raise closed",
            "The raise has closed. Who paid in full holds units of a partnership; the money is paid out.",
        ),
    ),
    "round.closing_refused": _words(
        Topic.RAISES,
        ("本轮融资：规则不允许交割", "至少一条规则不允许交割。各项结论、依据条款与补救办法见该项目页面。"),
        (
            "Closing refused by a rule",
            "A rule does not let the raise close. The determination names each article and its remedy.",
        ),
    ),
    "round.failed": _words(
        Topic.RAISES,
        ("未达最低募集额，本轮融资结束", "本轮融资截止时未达最低募集额，已付款项全部退回。"),
        ("Minimum not reached, raise ended", "The raise ended below its minimum. All money that was paid goes back."),
    ),
    "round.lost_its_lead": _words(
        Topic.RAISES,
        ("领投人解除认购，本轮融资终止", "领投人在回访确认前解除了认购，本轮融资终止，已付款项全部退回。"),
        (
            "Lead rescinded, raise ended",
            "The lead has rescinded before the call-back, so the raise ended. All money that was paid goes back.",
        ),
    ),
    "subscription.allocated": _words(
        Topic.RAISES,
        ("认购已配售", "本轮融资已交割，您已取得合伙份额，每认购 1 分为 1 份。"),
        (
            "Subscription allocated",
            "The raise has closed and you hold units of the partnership, one for each fen subscribed.",
        ),
    ),
    "vehicle.formed": _words(
        Topic.RAISES,
        ("有限合伙企业已设立", "本轮融资的持股合伙企业已设立。"),
        ("Limited partnership formed", "The partnership that holds the equity of the raise has been formed."),
    ),
    "lead.lapsed": _words(
        Topic.RAISES,
        ("领投要约已失效", "领投要约已失效，不再占用额度。"),
        ("Offer to lead lapsed", "The offer to lead has lapsed and takes no room any more."),
    ),
    "lot.locked": _words(
        Topic.RAISES,
        ("上市后股份进入限售期", "企业已上市，合伙企业所持股份按规则进入限售期，首个可转让日见合规判定。"),
        (
            "Shares locked after a listing",
            "The company was listed, so the partnership's shares are locked until the day that the rulebook names.",
        ),
    ),
    "lot.unlocked": _words(
        Topic.RAISES,
        ("股份已解除限售", "限售期已满，合伙企业所持股份自今日起可以转让。"),
        (
            "Lock-up over, shares may be sold",
            "The lock-up is over. The partnership's shares may be sold from today on.",
        ),
    ),
    "listing.refused": _words(
        Topic.RAISES,
        ("上市未登记：规则库无适用规则", "规则库没有该板块或该日的限售规则，上市未登记。"),
        (
            "Listing not recorded, no rule known",
            "The rulebook knows no lock-up for this board or day, so the listing was not recorded.",
        ),
    ),
    **{verb: _words(*said) for verb, said in _ELSEWHERE.items()},
}


def wording_of(verb: str) -> Wording:
    """Return what `verb` says.

    :raises NoWords: when the table has no row for it.
    """
    try:
        return _WORDING[verb]
    except KeyError:
        raise NoWords(verb) from None


def verbs_with_words() -> frozenset[str]:
    """Return every verb that has words."""
    return frozenset(_WORDING)
