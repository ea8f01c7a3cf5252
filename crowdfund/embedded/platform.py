"""embedded / platform: the processes of the platform itself: steps of a start, and children that stay."""

import http.client
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crowdfund.embedded.child import Child

APPLICATION = "crowdfund.wsgi:application"
CALLBACK_PATH = "/callbacks/custodian/"
SCREENING_CALLBACK_PATH = "/callbacks/screening/"
QUEUE_APPLICATION = "crowdfund.celery:app"
LOOPBACK = "127.0.0.1"

# fmt: off
WEB_FLAGS = (
    "--interface", "wsgi", "--host", LOOPBACK, "--workers", "1", "--blocking-threads", "4", "--no-ws",
    "--workers-kill-timeout", "10", "--respawn-failed-workers", "--log-level", "warning",
)
"""Each blocking thread keeps a database connection of its own; waiting for rows needs more threads than cores."""
# fmt: on

WORKER_FLAGS = ("--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING")
"""Gossip and mingle only make sense among many hosts."""

BEAT_FLAGS = ("--scheduler", "crowdfund.beat:Scheduler", "--pidfile=", "--loglevel", "WARNING")

WARNING_OF_ROOT = "You're running the worker with superuser"
"""How Celery's warning begins. It is about other machines: here root has started everything on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What runs once the servers are up; `variables` lead to them."""

    project: Path
    port: int
    variables: Mapping[str, str]

    def custodian(self, *, port: int, state: Path) -> Child:
        """The sandbox bank, on a port of its own; it tells the web server when money has moved."""
        own = {
            "CUSTODIAN_PORT": str(port),
            "CUSTODIAN_STATE": str(state),
            "CUSTODIAN_CALLBACK": f"http://{LOOPBACK}:{self.port}{CALLBACK_PATH}",
        }
        command = (sys.executable, "-m", "crowdfund.embedded.custodian")
        return Child(
            name="custodian",
            command=command,
            environment=self._environment() | own,
            is_ready=lambda: _answers(port),
            is_quiet=True,
        )

    def screening(self, *, port: int, state: Path) -> Child:
        """The sandbox screening provider, on a port of its own; it tells the web server what a check has found."""
        own = {
            "SCREENING_PORT": str(port),
            "SCREENING_STATE": str(state),
            "SCREENING_CALLBACK": f"http://{LOOPBACK}:{self.port}{SCREENING_CALLBACK_PATH}",
        }
        command = (sys.executable, "-m", "crowdfund.embedded.screening")
        return Child(
            name="screening",
            command=command,
            environment=self._environment() | own,
            is_ready=lambda: _answers(port),
            is_quiet=True,
        )

    def setup(self) -> Child:
        """The step everything waits for, safe to repeat. One process, because each start of Django takes seconds.

        Its last paragraph says who can log in to the demo market.
        """
        steps = ("compile_messages", "prepare_database", "load_demo", "demo_logins")
        command = (sys.executable, str(self.project / "manage.py"), "in_turn", *steps)
        return Child(name="setup", command=command, environment=self._environment(), is_quiet=True)

    def web(self) -> Child:
        """The web server. It finishes requests in flight before it ends, and restarts its own workers."""
        command = (sys.executable, "-m", "granian", *WEB_FLAGS, "--port", str(self.port), APPLICATION)
        return Child(
            name="web", command=command, environment=self._environment(), is_ready=self.answers, stop_within=15.0
        )

    def worker(self) -> Child:
        """The task worker."""
        environment = self._environment() | {"PYTHONWARNINGS": f"ignore:{WARNING_OF_ROOT}"}
        return Child(name="worker", command=_celery("worker", *WORKER_FLAGS), environment=environment, stop_within=20.0)

    def beat(self) -> Child:
        """The clock of the tasks; its schedule is code, so it keeps no file."""
        return Child(name="beat", command=_celery("beat", *BEAT_FLAGS), environment=self._environment())

    def answers(self) -> bool:
        """Whether the web server answers `/healthz` now."""
        return _answers(self.port)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.variables, "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "crowdfund.settings"}


def _answers(port: int) -> bool:
    """Whether what listens on `port` answers `/healthz` now."""
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        line.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return line.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def _celery(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "--quiet", "--app", QUEUE_APPLICATION, *words)
