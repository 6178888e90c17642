"""A copy of the SQLite database while it is in use; it appears only when it is whole."""

import os
from pathlib import Path

from bot.store.copies import beside, checked, copy_file, database_file, explained_file, part_of
from bot.store.errors import StoreError


def back_up(url: str, target: Path, *, force: bool = False) -> str:
    """Copy the database at `url` to `target`, for this user's eyes only, while others read and write it.

    `target` appears only when the copy is whole and checked. What was done, in words. Raises StoreError.
    """
    path = database_file(url, "backup")
    if not path.is_file():
        raise StoreError(f"There is no database at {path} yet, so there is nothing to copy.")
    _may_write(target, path, force=force)
    with explained_file(str(path), target), part_of(target) as part:
        copy_file(path, part)
        state = checked(part, str(path))
        if state.state == "ahead":
            raise StoreError(f"{state.says} Or make the backup with that version.")
        _put(part, target, force=force)
        size = target.stat().st_size
    return f"Copied {path} to {target} ({size / 1e6:.1f} MB) and checked the copy."


def _may_write(target: Path, path: Path, *, force: bool) -> None:
    if target.resolve() in {one.resolve() for one in (path, *beside(path))}:
        raise StoreError(f"{target} is the database itself. Name another file for the copy.")
    if target.is_dir():
        raise StoreError(f"{target} is a folder. Name a file in it, like {target / 'strongstride-backup.db'}.")
    if not target.parent.is_dir():
        raise StoreError(f"The folder {target.parent} does not exist. Make it first, or name a file elsewhere.")
    for one in (target, *beside(target)):
        if one.exists() and not force:
            raise StoreError(f"{one} exists already and stays as it is. Name another file, or add --force.")


def _put(part: Path, target: Path, *, force: bool) -> None:
    if force:
        for one in beside(target):
            one.unlink(missing_ok=True)
        part.replace(target)
        return
    try:
        os.link(part, target)  # unlike a move, this never replaces a file that came into being meanwhile
    except FileExistsError:
        raise
    except OSError:
        part.replace(target)  # a file system without links
