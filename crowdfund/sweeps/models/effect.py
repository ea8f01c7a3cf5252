"""sweeps / models: the proof that something due was done."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Final

from django.db import connection, models
from django.db.models import Q

from crowdfund.db.append_only import AppendOnly

_CLAIM: Final = """
INSERT INTO sweeps_effect (key, happened_at) SELECT unnest(%s::text[]), %s ON CONFLICT DO NOTHING RETURNING key
"""


class Effect(models.Model):
    """One effect of a sweep under its key, for instance "lot 0198... unlocked". Append-only; the key is unique."""

    key = models.CharField(max_length=200, primary_key=True)
    happened_at = models.DateTimeField(help_text="Business time.")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="effect_has_a_key", condition=~Q(key=""))]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def claim(cls, keys: Iterable[str], *, now: datetime) -> set[str]:
        """Store the effects that do not stand yet and return their keys; whoever claims first does the work.

        Must be called in the transaction of the effect, so that key and effect come to be together. One statement; it
        waits for a transaction that is claiming one of the keys, in the order of the keys.
        """
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [sorted(set(keys)), now])
            return {key for (key,) in cursor.fetchall()}

    @classmethod
    def happened_until(cls, instant: datetime, *, among: Iterable[str]) -> list[str]:
        """Return those of the keys whose effect had taken place by the business instant, ascending. One query."""
        rows = cls.objects.filter(key__in=list(among), happened_at__lte=instant)
        return list(rows.order_by("key").values_list("key", flat=True))
