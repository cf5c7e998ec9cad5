"""Reading and writing bytes safely: the one reader and the one writer.

What is written appears whole or not at all: a temporary file beside the target is written, flushed to
the disk and renamed over it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from stancekit.errors import InputError, OutputError

__all__ = ["LIMIT", "decode", "read_text", "write_text"]

LIMIT = 64 * 1024 * 1024
"""Largest file that is read in one piece, in bytes."""

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def read_text(path: Path, *, limit: int = LIMIT, keep_line_ends: bool = False) -> str:
    r"""Read a UTF-8 file; a byte order mark is dropped, line ends become ``\n`` unless they are kept.

    Raises
    ------
    InputError
        If there is no such file, or it is too large, binary or in another encoding.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path}: this is a folder; give a file")
        if size > limit:
            raise _too_large(str(path), limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)  # a pipe has no size of its own
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the name") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{str(path)!r} is no file name: {error}") from None
    return decode(data, where=str(path), limit=limit, keep_line_ends=keep_line_ends)


def decode(data: bytes, *, where: str, limit: int = LIMIT, keep_line_ends: bool = False) -> str:
    """Decode bytes as UTF-8, or say what they seem to be.

    Examples
    --------
    >>> from stancekit.files.places import decode
    >>> decode(b"Jenewa", where="note.txt")
    'Jenewa'
    """
    if len(data) > limit:
        raise _too_large(where, limit)
    if data.startswith(_MARKS):
        raise InputError(f"{where}: this is UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "binary" if _looks_binary(data) else "perhaps Latin-1 or Windows-1252"
        raise InputError(f"{where}: byte {error.start} is not UTF-8 ({hint}); save it as UTF-8") from None
    if "\0" in text:
        seems = "UTF-16 without a mark" if data[1::2].count(0) > len(data) // 4 else "binary"
        raise InputError(f"{where}: a NUL byte at {data.index(0)} ({seems}?); give a text file in UTF-8")
    return text if keep_line_ends else text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_binary(data: bytes) -> bool:
    start = data[:4096]
    return sum(byte in _CONTROLS for byte in start) * 20 > len(start)


def _too_large(where: str, limit: int) -> InputError:
    return InputError(
        f"{where}: larger than {limit / 1024 / 1024:.0f} MB; give it in smaller pieces, one text each"
    )


def write_text(text: str, path: Path) -> None:
    """Write a text as UTF-8, whole or not at all.

    Raises
    ------
    OutputError
        If it cannot be written; what stood there before is untouched.
    """
    data = text.encode("utf-8")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with open(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, _mode_of(path))
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
        sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    """Return the error that says why a place cannot be written to."""
    if isinstance(error, OSError):
        why = f"{path}: cannot be written ({error.strerror})"
        return OutputError(f"{why}; what stood there before is untouched")
    return OutputError(f"{str(path)!r} is no file name: {error}; choose another")


def _mode_of(path: Path) -> int:
    """Return the permissions of the file to be replaced, or those that a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Let a rename in a folder reach the disk."""
    if os.name != "posix":
        return  # other systems cannot open a folder for this
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
