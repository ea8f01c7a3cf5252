"""audit / management: `manage.py audit seal`, `verify`, `show` and `release`, for operators on the machine."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crowdfund.audit.actions.extend_chain import extend_chain
from crowdfund.audit.actions.release_delivery import release_delivery
from crowdfund.audit.actions.verify_chain import Verification, verify_chain
from crowdfund.audit.core.documents import canonical_json, instant_text
from crowdfund.audit.core.verification import Flaw
from crowdfund.audit.queries.events import events_about
from crowdfund.db.clock import business_now
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound


class Command(BaseCommand):
    """Extends, verifies and shows the audit trail."""

    help = "Seal waiting events, verify the chain against its anchor, show what happened to something."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, and the anchor when it is not the configured one."""
        parser.add_argument("--anchor", type=Path, default=Path(settings.AUDIT_ANCHOR_PATH), help="the anchor file")
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("seal", help="seal what waits and anchor it")
        verbs.add_parser("verify", help="name the first bad row; exit code 1 when there is one")
        show = verbs.add_parser("show", help="print the events about something, earliest first")
        show.add_argument("--subject", required=True, metavar="KIND:ID", help="for example round:0192…")
        release = verbs.add_parser("release", help="try a parked delivery again")
        release.add_argument("--delivery", required=True, type=UUID, metavar="ID")

    def handle(self, *_: Any, **options: Any) -> None:
        """Carry out the verb."""
        {"seal": self._seal, "verify": self._verify, "show": self._show, "release": self._release}[options["verb"]](
            options
        )

    def _seal(self, options: dict[str, Any]) -> None:
        report = extend_chain(actor=_actor("seal"), now=business_now(), anchor=options["anchor"])
        self.stdout.write(
            f"{report.events} events sealed in {report.blocks} blocks; {report.appended} heads appended,"
            f" anchored until block {report.anchored_until}"
        )

    def _verify(self, options: dict[str, Any]) -> None:
        began = time.monotonic()
        found = verify_chain(anchor=options["anchor"])
        seconds = time.monotonic() - began
        if found.flaw is not None:
            raise CommandError(_flaw_text(found.flaw), returncode=1)
        self.stdout.write(_good_text(found, seconds))

    def _show(self, options: dict[str, Any]) -> None:
        kind, _, number = options["subject"].partition(":")
        try:
            subject = Subject(kind=kind, id=UUID(number))
        except ValueError as error:
            raise CommandError("--subject is a kind and an id, for example round:0192d3c4-…") from error
        for event in events_about(subject=subject, actor=_actor("show")).iterator():
            by = f"{event.actor_kind}:{event.actor_id or '-'}"
            change = canonical_json({"before": event.before, "after": event.after}).decode()
            self.stdout.write(f"{instant_text(event.occurred_at)} {event.verb} {event.outcome} by {by} {change}")

    def _release(self, options: dict[str, Any]) -> None:
        try:
            release_delivery(actor=_actor("release"), now=business_now(), delivery_id=options["delivery"])
        except NotFound as error:
            raise CommandError("there is no parked delivery with this id") from error
        self.stdout.write("it is due now")


def _actor(verb: str) -> Actor:
    return Actor.system("audit.command", f"manage.audit.{verb}")


def _flaw_text(flaw: Flaw) -> str:
    place = [f"{name} {value}" for name, value in (("block", flaw.block), ("position", flaw.position)) if value]
    if flaw.event is not None:
        place.append(f"event {flaw.event}")
    return f"{flaw.kind.value}: {', '.join(place) or 'the anchor'}: {flaw.what}"


def _good_text(found: Verification, seconds: float) -> str:
    tally = found.tally
    waiting = f"; {found.unsealed} not sealed yet" if found.unsealed else ""
    behind = tally.blocks - tally.anchored_until
    lag = f" ({behind} blocks not anchored yet)" if behind else ""
    return (
        f"{tally.events} events in {tally.blocks} blocks are as they were sealed, anchored until block"
        f" {tally.anchored_until}{lag}{waiting}; {seconds:.1f} s"
    )
