"""accounts / management: opens an account with a second factor and roles, for the first operator of a new platform."""

import base64
import os
import secrets
from getpass import getpass
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from crowdfund.accounts.actions.seat_staff import seat_staff
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import is_email_taken
from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id

_SECRET_BYTES = 20


class Command(BaseCommand):
    """`manage.py seat_staff EMAIL --role operator`: asks for a password, prints the secret of the codes once."""

    help = "Open an account with one-time codes and roles. The password is asked for, or read from STAFF_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, the roles and the language."""
        parser.add_argument("email")
        parser.add_argument("--role", action="append", required=True, choices=[role.value for role in Role])
        parser.add_argument("--language", default=Language.ZH_HANS.value, choices=[each.value for each in Language])

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account and print what belongs into the authenticator."""
        email = options["email"].strip().lower()
        if is_email_taken(email):
            raise CommandError(f"{email} has an account already; an operator can give it roles on the page of roles.")
        password = os.environ.get("STAFF_PASSWORD") or getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        secret = base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        now = business_now()
        seat_staff(
            actor=Actor.system("seat_staff", request_id=new_id(now).hex),
            now=now,
            email=email,
            password=password,
            totp_secret=secret,
            roles=[Role(role) for role in options["role"]],
            language=Language(options["language"]),
        )
        address = f"otpauth://totp/{quote(email)}?{urlencode({'secret': secret, 'issuer': 'Deal room'})}"
        self.stdout.write(f"{email} may sign in. Put this into an authenticator now; it is not shown again:\n{address}")
