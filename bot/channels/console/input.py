"""Where the terminal's lines come from: a person at a prompt, or a pipe."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory

LEAVE = frozenset({"/quit", "/exit", "quit"})
"""What leaves the chat in the terminal; in any other chat these are words like all others."""


def leaves(line: str) -> bool:
    """Whether the line is a wish to leave the terminal."""
    return line.strip().casefold() in LEAVE


async def piped_lines(stream: TextIO) -> AsyncIterator[str]:
    """Every line of a pipe; ends with it or at a wish to leave. Bytes that are no text are shown, never raised."""
    while line := await asyncio.to_thread(stream.readline):
        if leaves(line):
            return
        yield line.rstrip("\r\n")


async def typed_lines(commands: Iterable[str], left: Callable[[], None]) -> AsyncIterator[str]:
    """What a person types; ends at Ctrl-D, Ctrl-C or a wish to leave. Messages may arrive meanwhile.

    The prompt stays open while a line is being handled, so that no key is lost; `left` is called at once when the
    person leaves, the lines before that are still handed out.
    """
    names = WordCompleter([*(f"/{name}" for name in commands), "/quit"], sentence=True)
    session: PromptSession[str] = PromptSession(
        "› ", completer=names, history=InMemoryHistory(), complete_while_typing=False
    )
    typed: asyncio.Queue[str | None] = asyncio.Queue()

    async def read() -> None:
        try:
            # also between two prompts a key is a key: no signal, no end of file
            with session.input.raw_mode():
                while not leaves(line := await session.prompt_async()):
                    typed.put_nowait(line)
        except (EOFError, KeyboardInterrupt):
            return
        finally:
            left()
            typed.put_nowait(None)

    reading = asyncio.create_task(read())
    try:
        while (line := await typed.get()) is not None:
            if line.strip():
                yield line
        await reading
    finally:
        reading.cancel()


def read_file(path: Path, limit: int) -> bytes:
    """A file the runner names; ValueError with a sentence where it cannot be taken."""
    try:
        if path.stat().st_size > limit:
            raise ValueError(f"{path.name} is larger than {limit // 1_000_000} MB; that is no export of mine.")
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"I can't read {path}: {error.strerror}.") from None
