"""What a storage of tiles can do; one in memory, one in files.

Tiles only grow: a tile that was written is never written with something else.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Protocol

from kitei.notary.error import NotaryError
from kitei.notary.tiled.layout import Tile

CHECKPOINT = "checkpoint"


class TileMissing(NotaryError):
    """A tile, or the checkpoint, is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(ja=f"`{path}` がありません", en=f"`{path}` is missing")


class TileChanged(NotaryError):
    """A tile would be overwritten with something else."""

    def __init__(self, path: str) -> None:
        super().__init__(
            ja=f"`{path}` には別の内容が既に書かれています。書き直すことはできません",
            en=f"`{path}` holds something else already; a tile is never rewritten",
        )


class Storage(Protocol):
    """Where tiles lie. Written in this order, a storage that stops anywhere still holds its last checkpoint's tree."""

    def read(self, tile: Tile) -> bytes:
        """The content of a tile, or of a wider one at its place, which begins with it.

        Raises:
            TileMissing: there is none as wide.
        """
        ...

    def write(self, tile: Tile, content: bytes) -> None:
        """Keep a tile.

        Raises:
            TileChanged: what is kept there is not the beginning of this content.
        """
        ...


class MemoryStorage:
    """Tiles in memory; of every tile the widest content is kept."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], tuple[int, bytes]] = {}

    def read(self, tile: Tile) -> bytes:
        """See `Storage`."""
        width, content = self._tiles.get((tile.level, tile.index), (0, b""))
        if width < tile.width:
            raise TileMissing(tile.path)
        return content

    def write(self, tile: Tile, content: bytes) -> None:
        """See `Storage`."""
        _, kept = self._tiles.get((tile.level, tile.index), (0, b""))
        if not content.startswith(kept):
            raise TileChanged(tile.path)
        self._tiles[tile.level, tile.index] = (tile.width, content)


class FileStorage:
    """Tiles in a folder, as C2SP tlog-tiles lays them out: what any web server can publish.

    A file appears whole or not at all, also if the machine stops in the middle.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, tile: Tile) -> bytes:
        """See `Storage`."""
        for path in (tile.path, tile.full.path):
            try:
                return (self.folder / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
        raise TileMissing(tile.path)

    def write(self, tile: Tile, content: bytes) -> None:
        """See `Storage`."""
        path = self.folder / tile.path
        if not path.exists():
            _write_whole(path, content)
        elif path.read_bytes() != content:
            raise TileChanged(tile.path)

    def read_checkpoint(self) -> bytes:
        """The checkpoint, a signed note.

        Raises:
            TileMissing: there is none.
        """
        try:
            return (self.folder / CHECKPOINT).read_bytes()
        except FileNotFoundError as error:
            raise TileMissing(CHECKPOINT) from error

    def write_checkpoint(self, note: bytes) -> None:
        """Publish a checkpoint; to be done after its tiles are written."""
        _write_whole(self.folder / CHECKPOINT, note)


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
