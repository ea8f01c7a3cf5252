"""embedded / keys: passwords and secrets of a local instance, made once and kept in a file of mode 0600."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from crowdfund.embedded.errors import CannotStart


def _password() -> str:
    return secrets.token_urlsafe(24)


def _key() -> str:
    """32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _field_key() -> str:
    """One key in the form `FIELD_KEYS` has: `id:base64`."""
    return f"first:{_key()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Everything secret about one instance; nothing of it appears in a log or on a command line."""

    superuser_password: str = field(default_factory=_password, repr=False)
    owner_password: str = field(default_factory=_password, repr=False)
    app_password: str = field(default_factory=_password, repr=False)
    queue_password: str = field(default_factory=_password, repr=False)
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(64), repr=False)
    field_keys: str = field(default_factory=_field_key, repr=False)
    blind_index_key: str = field(default_factory=_key, repr=False)
    custodian_token: str = field(default_factory=_password, repr=False)
    custodian_webhook_secret: str = field(default_factory=lambda: f"whsec_{_key()}", repr=False)
    screening_token: str = field(default_factory=_password, repr=False)
    screening_webhook_secret: str = field(default_factory=lambda: f"whsec_{_key()}", repr=False)

    def variables(self) -> dict[str, str]:
        """The keys of the application, as the environment variables that settings read."""
        return {
            "SECRET_KEY": self.secret_key,
            "FIELD_KEYS": self.field_keys,
            "BLIND_INDEX_KEY": self.blind_index_key,
            "CUSTODIAN_TOKEN": self.custodian_token,
            "CUSTODIAN_WEBHOOK_SECRET": self.custodian_webhook_secret,
            "SCREENING_TOKEN": self.screening_token,
            "SCREENING_WEBHOOK_SECRET": self.screening_webhook_secret,
        }


def keys_in(file: Path) -> Keys:
    """Read the keys of an instance, or make them when there is no file yet.

    :raises CannotStart: the file is not one this room wrote.
    """
    try:
        found = json.loads(file.read_text())
        keys = Keys(**found)
    except FileNotFoundError:
        found, keys = {}, Keys()
    except (ValueError, TypeError) as problem:
        raise CannotStart(
            f"{file} is damaged; put it back from a backup, or remove {file.parent} to start with an empty database."
        ) from problem
    if found != asdict(keys):  # no file yet, or one from before a key was added
        write_private(file, json.dumps(asdict(keys), indent=1))
    return keys


def write_private(file: Path, text: str) -> None:
    """Replace `file` in one step by one that only its owner can read."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
    draft.replace(file)
