"""The file of a backup: a tar whose last member says what the others must be."""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self

from reviewsite.operations.backup import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
_PIECE = 1024 * 1024


class Writer:
    """Puts files into a new archive and notes their digests; `close` adds the manifest."""

    def __init__(self, path: Path) -> None:
        # All secrets of the site are in it.
        self._file = open(path, "xb", opener=_private)  # noqa: SIM115  closed by `close`
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Store `size` bytes of `file`. Raises BackupError if there are fewer."""
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(time.time())
        digested = _Digested(file)
        try:
            self._tar.addfile(member, digested)
        except OSError as error:
            raise BackupError(f"{name} could not be stored: {error}") from error
        self.files[name] = {"size": size, "sha256": digested.hexdigest()}

    def add_path(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self.add(name, file, path.stat().st_size)

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, io.BytesIO(content), len(content))

    def close(self, **about: Any) -> None:
        """Write the manifest, and all to the disk."""
        manifest = {"format": FORMAT, **about, "files": self.files}
        self.add_bytes(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode())
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


class Reader:
    """Reads an archive that may have been damaged, or made by somebody else: nothing in it is believed."""

    def __init__(self, path: Path) -> None:
        try:
            self._tar = tarfile.open(path, "r:")  # noqa: SIM115  closed at the end of the with statement
            members = {member.name: member for member in self._tar if member.isreg()}
        except (OSError, tarfile.TarError) as error:
            raise BackupError(f"{path} cannot be read as a backup: {error}") from error
        if MANIFEST not in members:
            raise BackupError(f"{path} is no whole backup: its end is missing.")
        self._members = members
        try:
            self.manifest: dict[str, Any] = json.loads(self._open(MANIFEST).read())
        except (ValueError, tarfile.TarError) as error:
            raise BackupError(f"{path} cannot be read as a backup: {error}") from error
        if self.manifest.get("format") != FORMAT:
            raise BackupError(f"{path} was made by a newer release. Install that first.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tar.close()

    def names(self, prefix: str) -> list[str]:
        return sorted(name for name in self.manifest["files"] if name.startswith(prefix))

    def has(self, name: str) -> bool:
        return name in self.manifest["files"]

    def open(self, name: str) -> IO[bytes]:
        """The file's content, known to be what was stored. Raises BackupError."""
        expected = self.manifest["files"][name]
        if name not in self._members or self._members[name].size != expected["size"]:
            raise BackupError(f"The backup is damaged: {name} is not what it was.")
        digested = _Digested(self._open(name))
        while digested.read(_PIECE):
            pass
        if digested.hexdigest() != expected["sha256"]:
            raise BackupError(f"The backup is damaged: {name} is not what it was.")
        return self._open(name)

    def extract(self, name: str, to: Path) -> None:
        with self.open(name) as source, open(to, "wb", opener=_private) as target:
            for piece in pieces(source):
                target.write(piece)

    def _open(self, name: str) -> IO[bytes]:
        file = self._tar.extractfile(self._members[name])
        if file is None:
            raise BackupError(f"The backup is damaged: {name} is no file.")
        return file


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


class _Digested(io.RawIOBase):
    """A file that is read once, and the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._digest.update(piece)
        return piece

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
