"""`make bench`: how much work the server does per page. No test depends on a time measured here."""
