"""notices / core: what the verbs of identity and list screening say; a part of the table in `wording`.

Each row is a topic, then title and body in Chinese, then title and body in English. Nothing here says whose name was
found where: the person reads some of these, and whoever is watched must not be warned.
"""

from typing import Final

from crowdfund.notices.core.topics import Topic

Said = tuple[Topic, tuple[str, str], tuple[str, str]]

SCREENING_WORDING: Final[dict[str, Said]] = {
    "screening.requested": (
        Topic.ACCOUNT,
        ("已发起筛查", "一项身份核验与名单筛查已发起，等待结果。"),
        ("Screening requested", "A check of identity and lists has been requested and waits for its result."),
    ),
    "screening.sent": (
        Topic.OPERATIONS,
        ("已向筛查服务商发出请求", "筛查服务商已收到一项筛查请求。"),
        ("Screening provider asked", "The screening provider knows of the check."),
    ),
    "screening.not_sent": (
        Topic.OPERATIONS,
        ("筛查服务商未接收请求", "一项筛查请求多次发送失败，系统会继续重试；在此期间无人视为通过，请查明原因。"),
        (
            "Screening provider does not take a check",
            "A check has failed several times. It is tried again and nobody counts as cleared; please find the cause.",
        ),
    ),
    "screening.passed": (
        Topic.ACCOUNT,
        ("身份核验与名单筛查已通过", "筛查已完成，不影响您认购与领投；平台会定期复查。"),
        (
            "Screening passed",
            "Nothing stands in the way of subscribing and leading. The check is repeated.",
        ),
    ),
    "screening.hit_found": (
        Topic.OPERATIONS,
        ("名单疑似命中", "一项名单筛查出现疑似命中，在作出决定之前该人不能认购或领投，请在期限内处理。"),
        (
            "Possible hit on a list",
            "A list may name somebody, who can't subscribe or lead until an officer decides. Please do so in time.",
        ),
    ),
    "screening.mismatch_found": (
        Topic.OPERATIONS,
        ("身份信息核验不一致", "服务商回报姓名与证件不一致，在作出决定之前该人不能认购或领投，请在期限内处理。"),
        (
            "Identity mismatch reported",
            "The provider says that a name and a document do not belong together. Please decide in time.",
        ),
    ),
    "screening.failed": (
        Topic.OPERATIONS,
        ("筛查未能完成", "服务商未能完成一项筛查，系统将重新发起；在此期间该人不视为通过。"),
        (
            "Screening could not be carried out",
            "The provider could not carry out a check. Another one is requested; nobody counts as cleared meanwhile.",
        ),
    ),
    "screening.contradicted": (
        Topic.OPERATIONS,
        ("筛查服务商回报前后不符", "服务商的一条回报与已有结果不符或无法对应，未作任何变更，请核实。"),
        (
            "Screening provider contradicts itself",
            "A report does not fit what was reported or decided before. Nothing was changed; please look into it.",
        ),
    ),
    "screening.hit_cleared": (
        Topic.ACCOUNT,
        ("审查后筛查通过", "合规专员审查已完成，不影响您认购与领投。"),
        ("Screening passed after examination", "An officer's examination has ended. You may subscribe and lead."),
    ),
    "screening.hit_confirmed": (
        Topic.ACCOUNT,
        ("认购与领投已停止办理", "平台暂不能为您办理认购与领投，如有疑问请联系合规专员。"),
        (
            "Subscribing and leading stopped",
            "You can't subscribe or lead on the platform. With questions please write to a compliance officer.",
        ),
    ),
    "screening_lists.changed": (
        Topic.OPERATIONS,
        ("筛查名单版本已更新", "筛查服务商更新了名单，已通过筛查者将重新筛查。"),
        (
            "Lists of the screening provider changed",
            "Everybody who was cleared against older lists is screened anew.",
        ),
    ),
}
