"""notices / core: what verbs about files say; a part of the table in `wording`."""

from typing import Final

from crowdfund.notices.core.money_wording import Said
from crowdfund.notices.core.topics import Topic

FILE_WORDING: Final[dict[str, Said]] = {
    "file.received": (
        Topic.ACCOUNT,
        ("文件已收到", "文件已收到，正在检查；检查完成之前任何人都不能阅读。"),
        ("File received", "The file has arrived and is being examined. Nobody reads it before."),
    ),
    "file.cleaned": (
        Topic.ACCOUNT,
        ("文件已检查", "文件检查完成，已生成不含任何活动内容的安全副本。"),
        ("File examined", "The file was written anew without anything active and can be read now."),
    ),
    "file.quarantined": (
        Topic.ACCOUNT,
        ("文件已隔离", "文件未通过检查，任何人都不能阅读；原因与补救办法见该文件页面。"),
        ("File quarantined", "The file was not accepted and nobody reads it. Its page says why and what to do."),
    ),
    "file.attached": (
        Topic.ACCOUNT,
        ("文件已附上", "一份先前上传的文件已附到一项申请或资料中。"),
        ("File attached", "A file that was sent before has been attached to what it is about."),
    ),
}
