"""partners / commands: register, renew, disable and list clients for somebody with a shell on the server."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import DomainError
from crowdfund.kernel.ids import new_id
from crowdfund.partners.actions.disable_client import disable_client
from crowdfund.partners.actions.register_client import register_client
from crowdfund.partners.actions.rotate_secret import rotate_secret
from crowdfund.partners.core.scopes import Scope
from crowdfund.partners.queries import every_client, organisation_id_of


class Command(BaseCommand):
    """`partner_client register --organisation CODE --name NAME --scope SCOPE`, `rotate ID`, `disable ID`, `list`."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the words of the command line."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        register = verbs.add_parser("register", help="register a client and show its secret, once")
        register.add_argument("--organisation", required=True, help="unified social credit code")
        register.add_argument("--name", required=True)
        register.add_argument("--scope", dest="scopes", action="append", required=True, choices=[*Scope])
        rotate = verbs.add_parser("rotate", help="issue a new secret and show it, once")
        rotate.add_argument("client", type=UUID)
        disable = verbs.add_parser("disable", help="shut a client out for good")
        disable.add_argument("client", type=UUID)
        disable.add_argument("--reason", required=True)
        verbs.add_parser("list", help="show every client")

    def handle(self, *_: Any, **options: Any) -> None:
        """Carry out the verb as the system.

        :raises CommandError: with the reason in words.
        """
        now = business_now()
        actor = Actor.system("partner_client command", new_id(now).hex)
        verbs: dict[str, Callable[[Actor, datetime, dict[str, Any]], None]] = {
            "register": self.register,
            "rotate": self.rotate,
            "disable": self.disable,
            "list": self.list,
        }
        try:
            verbs[options["verb"]](actor, now, options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def register(self, actor: Actor, now: datetime, options: dict[str, Any]) -> None:
        """Register a client and issue its first secret."""
        client_id = register_client(
            actor=actor,
            now=now,
            organisation_id=organisation_id_of(options["organisation"]),
            name=options["name"],
            scopes=options["scopes"],
        )
        self.stdout.write(f"client         {client_id}")
        self.rotate(actor, now, {"client": client_id})

    def rotate(self, actor: Actor, now: datetime, options: dict[str, Any]) -> None:
        """Issue a secret and show it."""
        issued = rotate_secret(actor=actor, now=now, client_id=options["client"])
        self.stdout.write(f"client_id      {issued.public_name}")
        self.stdout.write(f"client_secret  {issued.secret}")
        self.stdout.write("The secret is not shown again.")

    def disable(self, actor: Actor, now: datetime, options: dict[str, Any]) -> None:
        """Shut a client out."""
        disable_client(actor=actor, now=now, client_id=options["client"], reason=options["reason"])
        self.stdout.write("The client is disabled.")

    def list(self, actor: Actor, now: datetime, options: dict[str, Any]) -> None:
        """Show every client with its state and scopes."""
        for client in every_client():
            scopes = " ".join(client.scopes)
            self.stdout.write(
                f"{client.id}  {client.state:<8}  {client.application.client_id}  {client.name}  {scopes}"
            )
