"""What is encrypted comes back whole with the same key, and not at all otherwise."""

import io

import pytest

from operations.encryption import MAGIC, PIECE, DecryptingReader, EncryptingWriter, is_encrypted
from operations.errors import BackupError

pytestmark = pytest.mark.row("R4")
SECRET = b"a passphrase of a backup"
SEALED_PIECE = PIECE + 16
HEAD = len(MAGIC) + 16


def sealed(content: bytes) -> bytes:
    sink = io.BytesIO()
    writer = EncryptingWriter(sink, SECRET)
    for start in range(0, len(content), 50_000):
        writer.write(content[start : start + 50_000])
    writer.finish()
    return sink.getvalue()


def opened(stored: bytes, secret: bytes = SECRET) -> bytes:
    return io.BufferedReader(DecryptingReader(io.BytesIO(stored), secret)).read()


def test_it_comes_back_whatever_its_length():
    for length in (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE):
        content = bytes(number % 251 for number in range(length))
        stored = sealed(content)
        assert opened(stored) == content
        assert is_encrypted(io.BytesIO(stored))
        assert length < 16 or content[:16] not in stored


def test_twice_the_same_is_never_stored_the_same():
    assert sealed(b"the same") != sealed(b"the same")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda stored: stored[:-1], id="the last byte is gone"),
        pytest.param(lambda stored: stored[:HEAD] + stored[HEAD + SEALED_PIECE :], id="the first piece is gone"),
        pytest.param(lambda stored: stored[: HEAD + SEALED_PIECE], id="the last piece is gone"),
        pytest.param(
            lambda stored: (
                stored[:HEAD]
                + stored[HEAD + SEALED_PIECE : HEAD + 2 * SEALED_PIECE]
                + stored[HEAD : HEAD + SEALED_PIECE]
                + stored[HEAD + 2 * SEALED_PIECE :]
            ),
            id="two pieces changed places",
        ),
        pytest.param(
            lambda stored: stored[:HEAD] + bytes([stored[HEAD] ^ 1]) + stored[HEAD + 1 :], id="one bit is another"
        ),
        pytest.param(lambda stored: stored + b"x", id="something was added"),
    ],
)
def test_a_file_that_was_changed_is_refused(damage):
    with pytest.raises(BackupError, match="the key is another, or the file is damaged"):
        opened(damage(sealed(b"x" * (2 * PIECE + 10))))


def test_another_key_opens_nothing():
    with pytest.raises(BackupError, match="the key is another"):
        opened(sealed(b"secret"), b"another passphrase of a backup")


def test_what_is_not_encrypted_is_not_taken_for_it():
    assert not is_encrypted(io.BytesIO(b"plain"))
    with pytest.raises(BackupError, match="no encrypted backup"):
        opened(b"plain")
