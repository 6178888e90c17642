"""Processes are told apart by their names, and the dead are known where that is possible."""

import os
import socket
import subprocess
import sys

from bot.app import is_gone, own_name

HOST = socket.gethostname().replace(":", "-")[:40]


def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_no_two_processes_have_one_name_and_it_fits_a_lease() -> None:
    assert own_name() != own_name()
    assert len(own_name()) <= 64


def test_one_that_has_ended_on_this_machine_is_gone_and_one_that_runs_is_not() -> None:
    assert is_gone(f"{HOST}:{ended()}:abcdef")
    assert not is_gone(f"{HOST}:{os.getppid()}:abcdef")
    assert not is_gone(own_name())


def test_one_that_had_our_own_number_ran_before_us_as_in_a_container_that_was_restarted() -> None:
    me = own_name()
    assert is_gone(f"{HOST}:{os.getpid()}:000000", me)
    assert not is_gone(me, me)


def test_of_another_machine_and_of_names_that_make_no_sense_nothing_is_known() -> None:
    for owner in ("elsewhere:1:ab", f"elsewhere:{os.getpid()}:ab", HOST, f"{HOST}:x:ab", "", ":::"):
        assert not is_gone(owner, own_name())


def test_a_number_no_process_can_have_is_gone() -> None:
    assert is_gone(f"{HOST}:{10**30}:ab")
