"""Encrypting a backup while it is written, so that no part of it is ever on the disk as it is.

The file is MAGIC, 16 bytes of salt, and pieces of 64 KiB that are each sealed with AES-256-GCM. The key is scrypt of
the secret and the salt (n = 2^15, r = 8, p = 1). The nonce of a piece is its number in 11 bytes and one byte that is 1
for the last, so that no piece can be changed, moved or left out (STREAM, Hoang et al. 2015, as the tool age does).
"""

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import BackupError

MAGIC = b"leren doet leven, backup 1\n"
PIECE = 64 * 1024
_TAG, _SALT = 16, 16


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(secret))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class EncryptingWriter(io.RawIOBase):
    """Takes what is to be kept secret and writes it sealed to `sink`, which stays open."""

    def __init__(self, sink: IO[bytes], secret: bytes) -> None:
        salt = os.urandom(_SALT)
        sink.write(MAGIC + salt)
        self._sink, self._cipher = sink, _cipher(secret, salt)
        self._waiting, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        # The last piece is sealed as such, so one that could be the last waits.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Seal the last piece; without it nobody can read the file."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, is_last: bool) -> None:
        self._sink.write(self._cipher.encrypt(_nonce(self._number, is_last), piece, None))
        self._number += 1


class DecryptingReader(io.RawIOBase):
    """Gives back what was sealed. Raises BackupError for another secret or a changed file."""

    def __init__(self, source: IO[bytes], secret: bytes) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupError("This is no encrypted backup of this platform.")
        self._source, self._cipher = source, _cipher(secret, source.read(_SALT))
        self._sealed, self._ready, self._number = source.read(PIECE + _TAG), b"", 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._ready and self._sealed:
            self._open_next()
        part = self._ready[: len(buffer)]
        buffer[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _open_next(self) -> None:
        sealed, self._sealed = self._sealed, self._source.read(PIECE + _TAG)
        try:
            self._ready = self._cipher.decrypt(_nonce(self._number, not self._sealed), sealed, None)
        except InvalidTag as error:
            raise BackupError("The backup cannot be decrypted: the key is another, or the file is damaged.") from error
        self._number += 1


def is_encrypted(source: IO[bytes]) -> bool:
    """Looks at the beginning and goes back to it."""
    found = source.read(len(MAGIC)) == MAGIC
    source.seek(0)
    return found
