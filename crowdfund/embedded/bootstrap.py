"""embedded / bootstrap: the virtual environment, made by whatever Python the machine has; run as a file.

`python3 -I crowdfund/embedded/bootstrap.py run|test` makes `.venv` and installs one of the two locks into it. A stamp
in the environment remembers the lock, so that the next start does nothing. Old interpreters must be able to read this
file as far as the sentence that refuses them: no syntax newer than Python 3.7, no import of ours.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST, TOO_NEW = (3, 11), (3, 13)
PROJECT = Path(__file__).resolve().parents[2]
LOCKS = {"run": PROJECT / "requirements" / "run.txt", "test": PROJECT / "requirements" / "test.txt"}
TOOL_LOCK = PROJECT / "requirements" / "tool.txt"
VENV = PROJECT / ".venv"
TOOL = PROJECT / ".local" / "tool"


class CannotInstall(Exception):
    """One sentence for the person at the terminal."""


def main(words: list[str]) -> int:
    """Prepare the environment for `run` (the default) or `test`; returns the exit status."""
    try:
        refuse_unsupported(sys.version_info[:2])
        prepare(words[0] if words else "run")
    except CannotInstall as problem:
        sys.stderr.write("\n%s\n\n" % problem)  # noqa: UP031  (readable by any Python 3)
        return 1
    return 0


def refuse_unsupported(version: tuple[int, int]) -> None:
    """Check the interpreter.

    :raises CannotInstall: it is not one for which every locked package has a wheel.
    """
    if not OLDEST <= version < TOO_NEW:
        raise CannotInstall(
            f"This needs Python 3.11 or 3.12, and found {version[0]}.{version[1]} ({sys.executable}): "
            "install one of them, or name it with make PYTHON=/path/to/python3.12 ..."
        )


def prepare(level: str) -> None:
    """Make the environment agree with the lock of `level`; a lock that was installed before costs nothing.

    The test lock holds everything the run lock has. Two starts at the same time wait for each other.

    :raises CannotInstall: the environment can't be made or a package can't be had.
    """
    TOOL.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (PROJECT / ".local" / "install.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        level = "test" if (VENV / "bin" / "pytest").exists() else level
        if stamp() in {wanted_stamp("test"), wanted_stamp(level)}:
            return
        if not is_usable(VENV / "bin" / "python"):
            make_environment()
        install(level)
        stamp_file().write_text(wanted_stamp(level))


def stamp_file() -> Path:
    """Where the environment remembers its lock."""
    return VENV / ".installed"


def stamp() -> str:
    """What was installed last, as `wanted_stamp` writes it; "" when nothing was, or the environment is gone."""
    if not is_usable(VENV / "bin" / "python") or not stamp_file().exists():
        return ""
    return stamp_file().read_text()


def wanted_stamp(level: str) -> str:
    """What the stamp says when the lock of `level` is installed as it is now."""
    return level + " " + hashlib.sha256(LOCKS[level].read_bytes()).hexdigest()


def is_usable(python: Path) -> bool:
    """Whether this interpreter really runs and is a supported one."""
    question = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] < {TOO_NEW})"
    try:
        return (
            subprocess.run(
                [str(python), "-c", question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def make_environment() -> None:
    """Make an empty environment: without pip where the machine's own pip can install into it, which also is faster."""
    with Step("making .venv with Python {}.{}".format(*sys.version_info[:2])):
        shutil.rmtree(VENV, ignore_errors=True)
        bare = has_pip_for_others()
        done = run([sys.executable, "-m", "venv"] + (["--without-pip"] if bare else []) + [str(VENV)])
        if done:
            shutil.rmtree(VENV, ignore_errors=True)
            raise CannotInstall(
                "The virtual environment could not be made; on Debian: apt install python3-venv python3-pip.\n" + done
            )


def has_pip_for_others() -> bool:
    """Whether the machine's pip knows `--python`, which came with pip 22.3."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    words = done.stdout.decode(errors="replace").split()
    numbers = words[1].split(".")[:2] if done.returncode == 0 and len(words) > 1 else []
    return len(numbers) == 2 and all(number.isdigit() for number in numbers) and tuple(map(int, numbers)) >= (22, 3)


def pip() -> list[str]:
    """The command line of a pip that installs into the environment."""
    own = str(VENV / "bin" / "python")
    has_own = run([own, "-m", "pip", "--version"]) == ""
    return [own, "-m", "pip"] if has_own else [sys.executable, "-m", "pip", "--python", own]


def install(level: str) -> None:
    """Install the lock with uv (seconds), or with pip (about a minute) where uv can't be had."""
    lock = LOCKS[level]
    with Step(f"installing {sum(line[:1].isalnum() for line in lock.read_text().splitlines())} packages"):
        trouble = install_with_uv(lock)
        if trouble:
            sys.stdout.write("(with pip, this takes a minute) ")
            sys.stdout.flush()
            trouble = run(
                [*pip(), "install", "-q", "--no-compile", "--only-binary", ":all:", "--require-hashes", "-r", str(lock)]
            )
        if trouble:
            raise CannotInstall("The packages could not be installed; is the package index reachable?\n" + trouble)


def install_with_uv(lock: Path) -> str:
    """Returns what went wrong, "" for nothing."""
    uv = TOOL / "bin" / "uv"
    if not uv.exists():
        trouble = run(
            [*pip(), "install", "-q", "--require-hashes", "--target", str(TOOL), "--upgrade", "-r", str(TOOL_LOCK)]
        )
        if trouble:
            return trouble
    sync = [str(uv), "pip", "sync", "-q", "--require-hashes", "-p", str(VENV / "bin" / "python"), str(lock)]
    variables = {**uv_index(), "UV_HTTP_RETRIES": "1"}
    # Behind a company's proxy only the machine's own certificates are right; elsewhere it may have none.
    return run(sync, variables) and run(sync, {**variables, "UV_SYSTEM_CERTS": "true"})


def uv_index() -> dict[str, str]:
    """The package index this machine's pip is configured for, if any: uv does not read that configuration."""
    status, said = run_and_hear([*pip(), "config", "list"])
    named = [line.split("=", 1)[1].strip("'\"") for line in said.splitlines() if ".index-url=" in line]
    return {"UV_DEFAULT_INDEX": named[-1]} if status == 0 and named else {}


def run(command: list[str], variables: dict[str, str] | None = None) -> str:
    """Run quietly; returns "" when it went well, else the end of what it said. Variables that are set already stay."""
    status, said = run_and_hear(command, variables)
    return "" if status == 0 else said[-2000:] or f"exit status {status}"


def run_and_hear(command: list[str], variables: dict[str, str] | None = None) -> tuple[int, str]:
    """Run; returns the exit status and all it said."""
    environment = {**(variables or {}), **os.environ}
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(PROJECT), env=environment, check=False
        )
    except OSError as problem:
        return 127, str(problem)
    return done.returncode, done.stdout.decode(errors="replace").strip()


class Step:
    """A line of progress with the time it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.began = time.monotonic()
        sys.stdout.write("  " + self.what + " ... ")
        sys.stdout.flush()

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        sys.stdout.write(f"{time.monotonic() - self.began:.1f} s\n" if kind is None else "failed\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
