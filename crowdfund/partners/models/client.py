"""partners / models: a program of a partner, the organisation it works for and what it is allowed."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from oauth2_provider.models import AccessToken, Application

from crowdfund.kernel.ids import new_id
from crowdfund.partners.core.scopes import Scope


class PartnerClientQuerySet(models.QuerySet["PartnerClient"]):
    """Reads clients."""

    def active(self) -> Self:
        """Keep the clients that were not disabled."""
        return self.filter(disabled_at__isnull=True)


class PartnerClient(models.Model):
    """An API client (接口客户端) of one organisation. OAuth's own row holds its public name and the hash of its secret.

    `created_by` is empty where somebody with a shell on the server registered it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=40))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    secret_issued_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)

    objects = PartnerClientQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="partner_client_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="partner_client_scopes_are_words",
                condition=Q(scopes__contained_by=[scope.value for scope in Scope]) & ~Q(scopes=[]),
            ),
            models.CheckConstraint(
                name="partner_client_dates_are_forward",
                condition=(Q(disabled_at__isnull=True) | Q(disabled_at__gte=F("created_at")))
                & (Q(secret_issued_at__isnull=True) | Q(secret_issued_at__gte=F("created_at"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether the client was not disabled."""
        return self.disabled_at is None

    @property
    def state(self) -> str:
        """The word for that, as pages show it."""
        return "active" if self.is_active else "disabled"

    @classmethod
    def register(
        cls,
        *,
        organisation_id: UUID,
        name: str,
        scopes: Sequence[str],
        public_name: str,
        unknown_secret: str,
        created_by_id: UUID | None,
        now: datetime,
    ) -> Self:
        """Store a new client with a secret that nobody knows; the first one to be known is issued later."""
        application = Application(
            client_id=public_name,
            client_secret=unknown_secret,
            client_type=Application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
            name=name,
        )
        application.save(force_insert=True)
        client = cls(
            id=new_id(now),
            application=application,
            organisation_id=organisation_id,
            name=name,
            scopes=list(scopes),
            created_by_id=created_by_id,
            created_at=now,
        )
        client.save(force_insert=True)
        return client

    def take_secret(self, secret: str, *, now: datetime) -> None:
        """Store the hash of a new secret; the old one and every token made with it are void."""
        self.application.client_secret = secret
        self.application.save(update_fields=["client_secret", "updated"])
        self.secret_issued_at = now
        self.save(update_fields=["secret_issued_at"])
        self._void_tokens()

    def disable(self, *, now: datetime) -> None:
        """Store that the client is out, and void its tokens."""
        self.disabled_at = now
        self.save(update_fields=["disabled_at"])
        self._void_tokens()

    def _void_tokens(self) -> None:
        AccessToken.objects.filter(application_id=self.application_id).delete()


def forget_tokens(*, expired_at: datetime) -> int:
    """Delete the access tokens that had expired at an instant and return how many there were."""
    deleted: int = AccessToken.objects.filter(expires__lte=expired_at).delete()[0]
    return deleted
