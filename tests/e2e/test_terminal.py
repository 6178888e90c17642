"""The chat in a real terminal, and its options: a person types, leaves with Ctrl-C, gives a wrong option."""

import os
import pty
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.support import NOW, bot, chat, environment

CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """`python -m bot chat` at a pseudo-terminal."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.shown = ""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            given = environment(folder, TERM="xterm")
            os.execve(sys.executable, [sys.executable, "-m", "bot", "chat", *args], given)

    def type(self, text: str) -> None:
        """Keys pressed."""
        os.write(self._fd, text.encode())

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Until it is on the screen."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < end, f"no {text!r} in {self.shown[-3000:]}"
            if not self._read():
                break
        assert text in self.shown, self.shown[-3000:]

    def leave(self, keys: str) -> int:
        """The exit status after these keys, pressed once."""
        self.type(keys)
        end = time.monotonic() + 60
        while self._read():
            if time.monotonic() > end:
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
                raise AssertionError(f"it goes on after {keys!r}: {self.shown[-2000:]}")
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def _read(self) -> bool:
        ready, _to_write, _odd = select.select([self._fd], [], [], 0.5)
        try:
            got = os.read(self._fd, 65536).decode("utf-8", "replace") if ready else "\0"
        except OSError:  # what a pseudo-terminal raises once the other end is gone
            return False
        if "\x1b[6n" in got:  # where is the cursor?
            self.type("\x1b[1;1R")
        self.shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\0", "", got)
        return bool(got)


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, "/quit\r", "/exit\r", "quit\r"])
def test_a_person_at_a_terminal_chats_and_leaves_quietly(tmp_path, keys):
    terminal = Terminal(tmp_path, "--now", NOW, "--speed", "60")
    terminal.wait_for("Ctrl-D to leave")
    terminal.type("\r")
    terminal.type("/start\r")
    terminal.wait_for("[2] No, thanks")
    terminal.type("1\r")
    terminal.wait_for("Health notes")
    assert terminal.leave(keys) == 0
    assert "Traceback" not in terminal.shown
    assert "skipped" not in terminal.shown
    assert "empty" not in terminal.shown


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_one_key_leaves_also_while_a_line_is_being_handled(tmp_path, key):
    terminal = Terminal(tmp_path, "--now", NOW, "--speed", "60")
    terminal.wait_for("Ctrl-D to leave")
    terminal.type("/start\r")
    terminal.wait_for("[2] No, thanks")
    assert terminal.leave("1\r@ 2027-03-01T07:00\r" + key) == 0
    assert "Health notes" in terminal.shown
    assert "Traceback" not in terminal.shown


def test_quit_ends_a_pipe_and_what_follows_it_is_not_said(tmp_path):
    shown = chat("/start", "/quit", "1", folder=tmp_path)
    assert "strength coach" in shown[-1]["text"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--now", "bogus"), "--now: 'bogus' is no date and time"),
        (("--now", NOW, "--until", "2027-01-04T07:00"), "--until: 2027-01-04T07:00 is not after --now"),
        (("--speed", "60"), "--speed needs a clock of its own"),
        (("--as", "a/b"), "--as: 'a/b' is no name"),
    ],
)
def test_a_wrong_option_gets_a_sentence_and_an_example(tmp_path, args, says):
    done = bot("chat", *args, folder=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Example:" in done.stderr


def test_the_first_meeting_goes_on_after_a_restart_also_by_number(tmp_path):
    url = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"}
    chat("/start", "1", "1", folder=tmp_path, **url)
    shown = chat("1", "base", folder=tmp_path, now="2027-01-05T07:10", **url)
    assert "Your season" in shown[0]["text"]
    assert "✓ Phase: Base" in shown[1]["text"]
