"""notices / core: what each verb says to whoever is told of it, in Chinese and in English.

One row for each verb that any room records; a verb without words fails a test. The title is a heading and a subject
line, the body one sentence that stands by itself; a reason given by somebody is shown below it as it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crowdfund.notices.core.topics import Topic

Text = Mapping[str, str]


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
        ("Project created", "The issuer has created a new project."),
    ),
    "round.drafted": _words(
        Topic.RAISES,
        ("本轮融资草稿已建立", "本轮融资的草稿已经建立，提交之前仅融资企业成员可见。"),
        ("Raise drafted", "A raise has been drafted. Only members of the issuer see it until it is submitted."),
    ),
    "round.edited": _words(
        Topic.RAISES,
        ("本轮融资草稿已修改", "本轮融资的草稿有修改。"),
        ("Raise edited", "The draft of the raise has been changed."),
    ),
    "round.submitted": _words(
        Topic.RAISES,
        ("本轮融资已提交审核", "一项本轮融资已提交，等待合规专员审核。"),
        ("Raise submitted", "A raise has been submitted and waits for a compliance officer."),
    ),
    "round.submission_refused": _words(
        Topic.RAISES,
        ("本轮融资未能提交", "至少一条规则不允许提交。各项结论、依据条款与补救办法见该项目页面。"),
        ("Raise not submitted", "At least one rule does not let it pass. The page names each article and its remedy."),
    ),
    "round.returned": _words(
        Topic.RAISES,
        ("本轮融资已退回修改", "合规专员将本轮融资退回草稿并写明理由，修改后可再次提交。"),
        ("Raise returned", "A compliance officer has returned the raise with a reason. Mend it and submit it again."),
    ),
    "round.approved": _words(
        Topic.RAISES,
        ("本轮融资已通过审核", "本轮融资已通过审核，融资企业现在可以开放。"),
        ("Raise approved", "The raise has been approved. The issuer may open it now."),
    ),
    "round.opened": _words(
        Topic.RAISES,
        ("本轮融资已开放", "本轮融资已向经确认的特定对象开放。"),
        ("Raise opened", "The raise is open to investors who are confirmed as specific targets."),
    ),
    "round.opening_refused": _words(
        Topic.RAISES,
        ("本轮融资未能开放", "至少一条规则不允许开放。各项结论、依据条款与补救办法见该项目页面。"),
        ("Raise not opened", "At least one rule does not let it open. The page names each article and its remedy."),
    ),
    "organisation.created": _words(
        Topic.ORGANISATIONS,
        ("机构已登记", "机构已在平台登记。"),
        ("Organisation registered", "The organisation has been registered on the platform."),
    ),
    "membership.invited": _words(
        Topic.ORGANISATIONS,
        ("已发出成员邀请", "机构邀请了一位新成员。"),
        ("Member invited", "The organisation has invited a new member."),
    ),
    "membership.invitation_withdrawn": _words(
        Topic.ORGANISATIONS,
        ("成员邀请已撤回", "机构撤回了一份成员邀请。"),
        ("Invitation withdrawn", "The organisation has withdrawn an invitation."),
    ),
    "membership.began": _words(
        Topic.ORGANISATIONS,
        ("新成员已加入", "一位新成员加入了机构。"),
        ("Member joined", "A new member has joined the organisation."),
    ),
    "membership.ended": _words(
        Topic.ORGANISATIONS,
        ("成员资格已终止", "一位成员已不再属于机构。"),
        ("Membership ended", "Somebody no longer belongs to the organisation."),
    ),
    "user.joined": _words(
        Topic.ACCOUNT,
        ("账户已开立", "您的账户已经开立。"),
        ("Account opened", "Your account has been opened."),
    ),
    "user.language_chosen": _words(
        Topic.ACCOUNT,
        ("语言已更改", "您账户的界面语言已更改。"),
        ("Language changed", "The language of your account has been changed."),
    ),
    "user.second_factor_enrolled": _words(
        Topic.ACCOUNT,
        ("已启用两步验证", "您的账户启用了第二验证因素。如非本人操作，请立即联系平台。"),
        ("Two-step sign-in set up", "A second factor was added to your account. If it was not you, tell us at once."),
    ),
    "user.security_changed": _words(
        Topic.ACCOUNT,
        ("账户安全设置已更改", "您账户的登录方式或安全设置已更改。如非本人操作，请立即联系平台。"),
        ("Security changed", "How your account is signed in to was changed. If it was not you, tell us at once."),
    ),
    "person.declared": _words(
        Topic.ACCOUNT,
        ("身份信息已提交", "一份身份信息已提交，等待核验。"),
        ("Identity declared", "An identity has been declared and waits to be checked."),
    ),
    "person.checked": _words(
        Topic.ACCOUNT,
        ("身份核验已通过", "您的身份已核验，并已完成特定对象确定。"),
        ("Identity checked", "Your identity has been checked and you are confirmed as a specific target."),
    ),
    "person.refused": _words(
        Topic.ACCOUNT,
        ("身份核验未通过", "您的身份信息未能核验，理由如下；更正后可再次提交。"),
        (
            "Identity not confirmed",
            "Your identity could not be confirmed for the reason below. You may declare it anew.",
        ),
    ),
    "role.granted": _words(
        Topic.ACCOUNT,
        ("已授予角色", "您的账户获得了一个平台角色。"),
        ("Role granted", "Your account has been given a role on the platform."),
    ),
    "role.revoked": _words(
        Topic.ACCOUNT,
        ("角色已撤销", "您账户的一个平台角色已被撤销。"),
        ("Role revoked", "A role on the platform has been taken from your account."),
    ),
    "preferences.chosen": _words(
        Topic.ACCOUNT,
        ("通知设置已更改", "您选择接收的通知已更改。"),
        ("Preferences changed", "What you are told of, and how, has been changed."),
    ),
    "client.registered": _words(
        Topic.OPERATIONS,
        ("合作方程序已登记", "一个合作方程序已登记，可在所授权限内调用接口。"),
        ("Client registered", "A partner's client has been registered and may use the API within its scopes."),
    ),
    "client.secret_issued": _words(
        Topic.OPERATIONS,
        ("合作方程序密钥已签发", "一个合作方程序获得了新的密钥，旧密钥同时失效。"),
        ("Client secret issued", "A partner's client has a new secret; an older one no longer works."),
    ),
    "client.disabled": _words(
        Topic.OPERATIONS,
        ("合作方程序已停用", "一个合作方程序已停用，其令牌不再有效。"),
        ("Client disabled", "A partner's client has been disabled; its tokens no longer work."),
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
    "delivery.released": _words(
        Topic.OPERATIONS,
        ("投递已恢复", "一项已暂停的投递将重新投递。"),
        ("Delivery started anew", "A delivery that had been given up is tried again."),
    ),
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
