"""accounts / models: somebody who signs in, known by an e-mail address only."""

from datetime import datetime
from typing import ClassVar, Self


from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from crowdfund.accounts.core.languages import Language
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Finds and makes users; addresses are compared in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address, whatever the case it was typed in."""
        return self.get(email=(username or "").lower())

    def create_user(
        self, *, email: str, password: str | None, now: datetime, language: Language = Language.ZH_HANS
    ) -> "User":
        """Store a new user; without a password the account can be entered only after a reset by e-mail."""
        user = self.model(id=new_id(now), email=email.lower(), joined_at=now, language=language)
        user.set_password(password)
        user.save(force_insert=True, using=self._db)
        return user


class User(AbstractBaseUser):
    """A login. Who the person really is stands in `Person`, what they may do in `RoleGrant` and `Membership`.

    There is no superuser and no staff flag: every right is a dated grant or a membership.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    email = models.EmailField(unique=True)
    language = WordField(default=Language.ZH_HANS.value)
    joined_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            words_check("language", Language, name="user_language_is_a_word"),
            models.CheckConstraint(name="user_email_is_lower_case", condition=models.Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def unsaved(cls, *, now: datetime) -> Self:
        """Return a user with an id and a joining instant that a sign-up form will fill and save."""
        return cls(id=new_id(now), joined_at=now)

    def speak(self, language: Language) -> None:
        """Remember the language that this user reads."""
        self.language = language
        self.save(update_fields=["language"])
