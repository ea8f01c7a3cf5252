"""ledger / models: a place that holds one asset for one owner."""

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q

from crowdfund.db.append_only import CallsFunction
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.ids import new_id
from crowdfund.ledger.core.accounts import CODE_PATTERN, AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import ASSET_PATTERN, Asset


class Account(models.Model):
    """An account (账户). Nothing on it ever changes; what it holds is the sum of its postings.

    Its trigger refuses every change. It is not `AppendOnly`, because that would also take away the application's
    UPDATE privilege, without which nobody can lock an account.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=120)
    asset = models.CharField(max_length=42)
    kind = WordField()
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="account_code_is_its_own"),
            models.UniqueConstraint(fields=["id", "asset"], name="account_keeps_its_asset"),
            models.CheckConstraint(name="account_code_form", condition=Q(code__regex=CODE_PATTERN)),
            models.CheckConstraint(name="account_asset_form", condition=Q(asset__regex=ASSET_PATTERN)),
            words_check("kind", AccountKind, name="account_kind_is_a_word"),
            models.CheckConstraint(name="account_has_an_owner", condition=~Q(owner_kind="")),
        ]
        indexes = [models.Index(fields=["owner_id", "owner_kind"], name="account_owner")]
        triggers = [
            CallsFunction(
                name="is_fixed",
                function="cf_refuse",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def terms(self) -> AccountTerms:
        """What was fixed when the account was opened."""
        return AccountTerms(
            code=self.code,
            asset=Asset(self.asset),
            kind=AccountKind(self.kind),
            owner=Owner(self.owner_kind, self.owner_id),
        )

    @staticmethod
    def open_once(terms: AccountTerms, *, now: datetime) -> "Account":
        """Store an account unless its code is taken, and return the one that has the code (two queries)."""
        account = Account(
            id=new_id(now),
            code=terms.code,
            asset=terms.asset.code,
            kind=terms.kind,
            owner_kind=terms.owner.kind,
            owner_id=terms.owner.id,
            opened_at=now,
        )
        Account.objects.bulk_create([account], ignore_conflicts=True)
        return Account.objects.get(code=terms.code)
