"""files / app: registers the room with Django, its words, and the purpose that is about nothing yet."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from crowdfund.files import words
from crowdfund.files.core.policy import may_send_documents
from crowdfund.files.core.purposes import DOCUMENT, Purpose, install_purpose


class FilesConfig(AppConfig):
    """The files room."""

    name = "crowdfund.files"
    label = "files"

    def ready(self) -> None:
        """Say how the room's states and events read, and what people may send without saying what for."""
        words.register()
        install_purpose(
            Purpose(
                word=DOCUMENT,
                label=pgettext_lazy("what a file is for", "Document"),
                subject_kind="",
                may_receive=may_send_documents,
            )
        )
