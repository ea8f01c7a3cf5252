"""accounts / models: somebody who signs in, known by an e-mail address only."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.hashers import make_password
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


@dataclass(frozen=True, slots=True)
class HashedPassword:
    """A password as it is stored, so that made-up accounts that share a public one cost one slow hash together."""

    encoded: str

    @classmethod
    def of(cls, password: str) -> Self:
        """Hash a password. Slow, as it is meant to be."""
        return cls(make_password(password))


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
        return self.email

    @classmethod
    def unsaved(cls, *, now: datetime) -> Self:
        """Return a user with an id and a joining instant; `fill` or a sign-up form supplies the rest."""
        return cls(id=new_id(now), joined_at=now)

    def fill(self, *, email: str, password: str | HashedPassword | None, language: Language) -> None:
        """Set what somebody signs in with; without a password only a reset by e-mail opens the account."""
        self.email = email.strip().lower()
        self.language = language
        if isinstance(password, HashedPassword):
            self.password = password.encoded
        else:
            self.set_password(password)

    def join(self, *, now: datetime) -> None:
        """Store a new user."""
        self.joined_at = now
        self.save(force_insert=True)

    def speak(self, language: Language) -> None:
        """Remember the language that this user reads."""
        self.language = language
        self.save(update_fields=["language"])
