"""db / commands: the secrets of a deployment with docker-compose.yml, one file each, made once."""

import base64
import os
import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

OWNER, APP, DATABASE = "cf_owner", "cf_app", "crowdfund"
AGREED = ("custodian_token", "custodian_webhook_secret", "screening_token", "screening_webhook_secret")
"""Secrets that are shared with somebody outside, who may have chosen them."""


class Command(BaseCommand):
    """Write new passwords and keys into a folder that must not exist yet, so that none is ever overwritten."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and what can't be made up."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--mail", required=True, help="how mail is sent: smtp+tls://user:password@host:587")
        for service, name in (("custodian", "the custodian bank"), ("screening", "the screening provider")):
            parser.add_argument(f"--{service}-token", default="", help=f"what {name} knows us by; new unless given")
            parser.add_argument(
                f"--{service}-webhook-secret", default="", help=f"whsec_..., as {name} signs; new unless given"
            )

    def handle(self, *_: Any, folder: Path, mail: str, **options: Any) -> None:
        """Write.

        :raises CommandError: the folder exists, or no mail server is named.
        """
        if not mail.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")):
            raise CommandError("Say how mail is sent, for instance EMAIL_URL=smtp+tls://user:password@host:587")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError as error:
            raise CommandError(f"{folder} exists already; what is encrypted can only be read with its keys.") from error
        made = new_secrets(mail=mail)
        made |= {name: options[name] for name in AGREED if options[name]}
        for name, value in made.items():
            _write(folder / name, value)
        self.stdout.write(
            f"{len(made)} secrets written to {folder}. Keep a copy of field_keys and blind_index_key safe."
        )


def new_secrets(*, mail: str) -> dict[str, str]:
    """Return a new value for each secret of docker-compose.yml, by its name there."""
    superuser, owner, app, queue = (secrets.token_urlsafe(24) for _ in range(4))
    return {
        "superuser_password": superuser,
        "owner_password": owner,
        "app_password": app,
        "queue_password": queue,
        "database_url": f"postgresql://{APP}:{app}@database:5432/{DATABASE}",
        "database_owner_url": f"postgresql://{OWNER}:{owner}@database:5432/{DATABASE}",
        "redis_url": f"redis://:{queue}@queue:6379/0",
        "secret_key": secrets.token_urlsafe(64),
        "field_keys": f"first:{_key()}",
        "blind_index_key": _key(),
        "email_url": mail,
        "custodian_token": secrets.token_urlsafe(32),
        "custodian_webhook_secret": f"whsec_{_key()}",
        "screening_token": secrets.token_urlsafe(32),
        "screening_webhook_secret": f"whsec_{_key()}",
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _write(file: Path, value: str) -> None:
    """The folder is closed to others; the file is open, because a container reads it as a user of its own."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "w") as stream:
        stream.write(value)
