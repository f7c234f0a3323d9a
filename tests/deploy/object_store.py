"""An object storage that speaks as much of S3 as files need, in memory, for any number of processes.

It checks no signature; what it holds is looked at by tests as `objects`.
"""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

Key = tuple[str, str]


class ObjectStore(ThreadingHTTPServer):
    """address: for S3_ENDPOINT. objects: content and content type by bucket and key."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[Key, tuple[bytes, str]] = {}
        self.is_broken = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def names(self, bucket: str) -> list[str]:
        return sorted(key for place, key in self.objects if place == bucket)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ObjectStore

    def log_message(self, *_arguments: object) -> None:
        pass

    @property
    def key(self) -> Key:
        bucket, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        return bucket, key

    def do_PUT(self) -> None:
        content = self._content()
        if self.server.is_broken:
            return self._send(500)
        self.server.objects[self.key] = (content, self.headers.get("Content-Type", "binary/octet-stream"))
        return self._send(200, {"ETag": _etag(content)})

    def do_HEAD(self) -> None:
        self._read()

    def do_GET(self) -> None:
        bucket, key = self.key
        if key:
            self._read()
        else:
            self._list(bucket, parse_qs(urlsplit(self.path).query).get("prefix", [""])[0])

    def do_DELETE(self) -> None:
        self.server.objects.pop(self.key, None)
        self._send(204)

    def _content(self) -> bytes:
        """What is sent; in chunks with a signature each, when the sender signs while sending."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return content
        plain = b""
        while content:
            size, _, content = content.partition(b"\r\n")
            length = int(size.split(b";")[0], 16)
            if not length:
                break
            plain, content = plain + content[:length], content[length + 2 :]
        return plain

    def _read(self) -> None:
        if self.server.is_broken:
            return self._send(500)
        if self.key not in self.server.objects:
            return self._send(404, body=b"<Error><Code>NoSuchKey</Code></Error>")
        content, content_type = self.server.objects[self.key]
        headers = {"ETag": _etag(content), "Content-Type": content_type, "Last-Modified": formatdate(usegmt=True)}
        if self.headers.get("If-None-Match") == _etag(content):
            return self._send(304, {"ETag": _etag(content)})
        part = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if part is None:
            return self._send(200, headers, content)
        total = len(content)
        begin, end = (int(number) if number else None for number in part.groups())
        first = max(total - (end or 0), 0) if begin is None else begin
        last = total - 1 if begin is None or end is None else min(end, total - 1)
        if first >= total:
            return self._send(416, body=b"<Error><Code>InvalidRange</Code></Error>")
        return self._send(206, headers | {"Content-Range": f"bytes {first}-{last}/{total}"}, content[first : last + 1])

    def _list(self, bucket: str, prefix: str) -> None:
        keys = [key for key in self.server.names(bucket) if key.startswith(prefix)]
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.server.objects[bucket, key][0])}</Size></Contents>"
            for key in keys
        )
        body = f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
        self._send(200, {"Content-Type": "application/xml"}, body.encode())

    def _send(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    with ObjectStore() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
