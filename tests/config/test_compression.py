"""Pages travel compressed, files that are compressed already do not."""

import gzip

from django.http import HttpResponse

from config.compression import TextGZipMiddleware

LONG = "Wet en werk. " * 100


def test_a_page_is_compressed_for_a_browser_that_can_read_it(client, home):
    plain = client.get("/")
    small = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert b"<h1" in gzip.decompress(small.content)
    assert "Content-Encoding" not in plain


def test_a_pdf_is_sent_as_it_is(rf):
    request = rf.get("/", headers={"Accept-Encoding": "gzip"})
    send = TextGZipMiddleware(lambda _request: HttpResponse(LONG, content_type="application/pdf"))
    assert send(request).content == LONG.encode()


def test_two_answers_with_the_same_words_differ_in_length(rf):
    """What an attacker measures is noise (BREACH)."""
    request = rf.get("/", headers={"Accept-Encoding": "gzip"})
    send = TextGZipMiddleware(lambda _request: HttpResponse(LONG, content_type="text/html"))
    assert len({len(send(request).content) for _number in range(50)}) > 1
