"""files / serializers: the shape of what enters and leaves through the API."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.purposes import DOCUMENT
from crowdfund.files.core.states import FileState, Reason

if TYPE_CHECKING:
    pass


class FileIn(serializers.Serializer[Any]):
    """A file, sent as `multipart/form-data`."""

    file = serializers.FileField(help_text="PDF, PNG or JPEG, told by content; name and type are not trusted.")
    purpose = serializers.CharField(
        default=DOCUMENT, max_length=40, help_text="What the file is for; `document` unless a room names its own."
    )
    organisation = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Whose file it is; a client's own unless given."
    )


class FileSubject(serializers.Serializer[Any]):
    """What a file is about."""

    kind = serializers.CharField()
    id = serializers.UUIDField()


class FileOut(serializers.Serializer[Any]):
    """A file as its readers see it."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=[(word.value, word.value) for word in FileState])
    reason = serializers.ChoiceField(
        choices=[(word.value, word.value) for word in Reason], allow_blank=True, help_text="Why it is quarantined."
    )
    name = serializers.CharField(help_text="For display only.")
    kind = serializers.ChoiceField(
        choices=[(word.value, word.value) for word in Kind], allow_blank=True, help_text="Empty until it is examined."
    )
    size = serializers.IntegerField(help_text="Bytes that were sent.")
    pages = serializers.IntegerField(help_text="0 until it is examined; 1 for an image.")
    purpose = serializers.CharField()
    subject = serializers.SerializerMethodField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    original_sha256 = serializers.CharField(help_text="Of what was sent; the original is not kept.")
    clean_sha256 = serializers.CharField(allow_blank=True, help_text="Of what is served.")
    received_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)
    content = serializers.SerializerMethodField()

    @extend_schema_field(FileSubject(allow_null=True))
    def get_subject(self, row: Any) -> dict[str, Any] | None:
        """Return what the file is about, if somebody has said so."""
        return {"kind": row.subject_kind, "id": str(row.subject_id)} if row.subject_id else None

    def get_content(self, row: Any) -> str | None:
        """Return where the clean version is, if there is one."""
        return reverse("api_file_content", args=[row.id]) if row.is_clean else None
