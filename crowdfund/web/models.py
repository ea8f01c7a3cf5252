"""web / models: answers that were given to requests with a key."""

from django.db import models

from crowdfund.db.fields import EncryptedTextField


class StoredAnswer(models.Model):
    """The answer to one keyed request, stored in the transaction of its effect and given again to each repetition.

    `body` is sealed: it repeats what rooms keep sealed themselves, such as what somebody declares of their wealth.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    client = models.CharField(max_length=80, help_text="Kind and id of the actor; keys of different actors never meet.")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 over method, path and body.")
    status = models.PositiveSmallIntegerField()
    body = EncryptedTextField(blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    location = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="web_answer_once")]
        indexes = [models.Index(fields=["answered_at"], name="web_answer_age")]

    def __str__(self) -> str:
        return f"{self.client} {self.key}"
