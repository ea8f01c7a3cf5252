"""files / forms: the field by which any page takes a file, and the page that takes one about nothing yet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from crowdfund.files.core.kinds import MEDIA_TYPES
from crowdfund.files.core.uploads import Upload
from crowdfund.files.vault import limits

HINT = format_lazy(
    _("PDF, PNG or JPEG, at most {size} MB and {pages} pages, without a password."),
    size=limits().size // 1_000_000,
    pages=limits().pages,
)


class UploadField(forms.FileField):
    """A form field for one file; its cleaned value is an `Upload`, or None where nothing was chosen.

    What the browser says of name and type only helps the person choose; what is taken is decided by content, later.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("File"))
        options.setdefault("help_text", HINT)
        options.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the Upload.

        :raises ValidationError: nothing was sent where something must be, or it is larger than is allowed.
        """
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        size = file.size or 0
        if size > limits().size:
            raise ValidationError(_("This file is larger than is allowed."), code="file_too_large")
        return Upload(name=file.name or "", size=size, chunks=file.chunks)


class SendFile(forms.Form):
    """A file, and for whom it is sent."""

    file = UploadField()
    organisation = forms.ChoiceField(
        label=_("On behalf of"),
        required=False,
        help_text=_("All members of an organisation read its files. Compliance officers and auditors read every file."),
    )

    def offer_organisations(self, choices: list[tuple[str, str]]) -> None:
        """Say on behalf of which organisations the person may send."""
        field = self.fields["organisation"]
        if not choices:
            del self.fields["organisation"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Yourself")), *choices]
