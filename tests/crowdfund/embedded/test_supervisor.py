"""tests / embedded: the supervisor brings back, names, stops in order and leaves nobody behind."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crowdfund.embedded.addresses import Process
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.supervisor import StopAsked
from tests.crowdfund.embedded.children import (
    DEAF,
    PROJECT,
    eventually,
    house_in,
    is_gone,
    noting_child,
    python_child,
    send,
    text_of,
)


def test_it_restarts_a_crashed_child_and_names_it_with_growing_pauses(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    script = f"import sys; open({str(lives)!r}, 'a').write('x'); sys.exit(3)"
    house, said = house_in(tmp_path)

    with house:
        house.keep(python_child("worker", script, is_ready=lambda: len(text_of(lives)) >= 4))
        house.wait_until_ready("worker", patience=20)

    pauses = re.findall(r"worker +\| ended with status 3; starting it again in ([0-9.]+) s", said.getvalue())
    assert pauses[:3] == ["0.2", "0.4", "0.8"]


def test_it_names_the_signal_that_ended_a_child(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    seen: dict[str, Process] = {}
    house, said = house_in(tmp_path, on_change=seen.update)

    with house:
        house.keep(noting_child("redis", notes))
        house.wait_until_ready("redis", patience=20)
        first: Process = seen["redis"]
        send(first.pid, signal.SIGKILL)
        notes.unlink()
        house.wait_until_ready("redis", patience=20)

    assert "redis    | was ended by SIGKILL; starting it again in 0.2 s" in said.getvalue()
    assert seen["redis"].pid != first.pid


def test_it_stops_children_in_reverse_order(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    house, _ = house_in(tmp_path)

    with house:
        for name in ("postgres", "redis", "web"):
            house.keep(noting_child(name, notes))
            house.wait_until_ready(name, patience=20)

    assert text_of(notes).splitlines()[3:] == ["web down", "redis down", "postgres down"]


def test_it_kills_a_child_that_does_not_listen(tmp_path: Path) -> None:
    seen: dict[str, Process] = {}
    house, said = house_in(tmp_path, on_change=seen.update)

    with house:
        house.keep(python_child("deaf", DEAF, stop_within=0.2, is_ready=lambda: "deaf     | up" in said.getvalue()))
        house.wait_until_ready("deaf", patience=20)

    assert is_gone(seen["deaf"].pid)


def test_it_kills_what_a_crashed_child_has_left_before_the_next_start(tmp_path: Path) -> None:
    heirs = tmp_path / "heirs"
    script = (
        "import os, signal, sys\n"
        "heir = os.fork()\n"
        "if heir == 0:\n"
        "    signal.pause()\n"
        f"open({str(heirs)!r}, 'a').write(str(heir) + chr(10))\n"
        "sys.exit(1)\n"
    )
    house, _ = house_in(tmp_path)

    with house:
        house.keep(python_child("web", script, is_ready=lambda: len(text_of(heirs).split()) >= 2))
        house.wait_until_ready("web", patience=20)
        first = int(text_of(heirs).split()[0])
        assert eventually(lambda: is_gone(first))


def test_waiting_for_a_child_that_never_works_ends_with_its_last_words(tmp_path: Path) -> None:
    house, _ = house_in(tmp_path)
    hopeless = python_child("web", "import sys; sys.exit('no such module')", is_ready=lambda: False, is_quiet=True)

    with house:
        house.keep(hopeless)
        with pytest.raises(CannotStart, match=r"web does not get ready(.|\n)*no such module"):
            house.wait_until_ready("web", patience=20)


def test_a_failed_step_ends_the_start_and_says_why(tmp_path: Path) -> None:
    house, _ = house_in(tmp_path)
    step = python_child("prepare", "import sys; sys.exit('the table is on fire')", is_quiet=True)

    with house, pytest.raises(CannotStart, match=r"prepare ended with status 1(.|\n)*the table is on fire"):
        house.run_steps(step)


def test_steps_run_side_by_side_and_their_lines_come_back(tmp_path: Path) -> None:
    """Each of the two waits for the other's pipe, so one after the other would never end."""
    there, back = tmp_path / "there", tmp_path / "back"
    for pipe in (there, back):
        subprocess.run(["mkfifo", pipe], check=True)
    one = python_child("one", f"open({str(there)!r}, 'w').write('a'); print('one', open({str(back)!r}).read())")
    two = python_child("two", f"print('two', open({str(there)!r}).read()); open({str(back)!r}, 'w').write('b')")
    house, _ = house_in(tmp_path)

    with house:
        assert house.run_steps(one, two) == ["one b", "two a"]


def test_a_program_that_is_not_there_gives_one_sentence(tmp_path: Path) -> None:
    house, _ = house_in(tmp_path)
    child = python_child("web", "")
    missing = type(child)(name="web", command=("/nowhere/granian",), environment={})

    with house, pytest.raises(CannotStart, match="web can't be started: No such file or directory"):
        house.keep(missing)


def test_what_a_child_writes_goes_to_the_terminal_and_to_its_log(tmp_path: Path) -> None:
    house, said = house_in(tmp_path)

    with house:
        house.run_steps(python_child("web", "import sys; print('hello'); sys.stdout.write('no end of line')"))

    assert "web      | hello\nweb      | no end of line\n" in said.getvalue()
    assert text_of(tmp_path / "web.log") == "hello\nno end of line"


def test_ctrl_c_leaves_the_loop(tmp_path: Path) -> None:
    seen: dict[str, Process] = {}
    notes = tmp_path / "notes"
    house, _ = house_in(tmp_path, on_change=seen.update)

    with house:
        house.keep(noting_child("web", notes))
        house.wait_until_ready("web", patience=20)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(StopAsked):
            house.watch()

    assert text_of(notes).splitlines() == ["web up", "web down"]


OWN_HOUSE = """
import sys
from pathlib import Path
from crowdfund.embedded.supervisor import StopAsked
from tests.crowdfund.embedded.children import DEAF, house_in, python_child
folder = Path(sys.argv[1])
write = lambda children: (folder / "pids").write_text(" ".join(str(child.pid) for child in children.values()))
house, said = house_in(folder, on_change=write)
script = sys.argv[2]
with house:
    child = python_child("child", script, stop_within=60, is_ready=lambda: "| up" in said.getvalue())
    house.keep(child)
    house.wait_until_ready("child", patience=20)
    print("ready", flush=True)
    try:
        house.watch()
    except StopAsked:
        print("stopping", flush=True)
print("ended", flush=True)
"""


def _own_house(folder: Path, script: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OWN_HOUSE, str(folder), script]
    house = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert house.stdout
    assert house.stdout.readline() == "ready\n"
    return house


def test_no_child_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    house = _own_house(tmp_path, "import signal; print('up', flush=True); signal.pause()")
    child = int(text_of(tmp_path / "pids"))
    assert not is_gone(child)

    house.kill()
    house.wait()

    assert eventually(lambda: is_gone(child))


def test_a_second_ctrl_c_kills(tmp_path: Path) -> None:
    house = _own_house(tmp_path, DEAF)
    child = int(text_of(tmp_path / "pids"))
    assert house.stdout

    house.send_signal(signal.SIGINT)
    assert house.stdout.readline() == "stopping\n"
    assert not is_gone(child)
    house.send_signal(signal.SIGINT)

    assert house.stdout.readline() == "ended\n"
    assert house.wait() == 0
    assert is_gone(child)
