"""Where the terminal's lines come from: a person at a prompt, or a pipe."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory


async def piped_lines(stream: TextIO) -> AsyncIterator[str]:
    """Every line of a pipe; ends with it. Bytes that are no text are shown as such, never raised."""
    while line := await asyncio.to_thread(stream.readline):
        yield line.rstrip("\r\n")


async def typed_lines(commands: Iterable[str]) -> AsyncIterator[str]:
    """What a person types; ends at Ctrl-D or Ctrl-C. Messages may arrive meanwhile."""
    names = WordCompleter([f"/{name}" for name in commands], sentence=True)
    session: PromptSession[str] = PromptSession(
        "› ", completer=names, history=InMemoryHistory(), complete_while_typing=False
    )
    while True:
        try:
            line = await session.prompt_async()
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip():
            yield line


def read_file(path: Path, limit: int) -> bytes:
    """A file the runner names; ValueError with a sentence where it cannot be taken."""
    try:
        if path.stat().st_size > limit:
            raise ValueError(f"{path.name} is larger than {limit // 1_000_000} MB; that is no export of mine.")
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"I can't read {path}: {error.strerror}.") from None
