"""Eight at once read, count on and write, on both databases: no error, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from operations.models import Beat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R1", "R12")]
WRITERS, TIMES = 8, 25


def test_eight_writers_make_no_error_and_lose_no_update():
    start = timezone.now().replace(microsecond=0)
    Beat.objects.create(name="counter", at=start)
    barrier = Barrier(WRITERS)

    def count_on(_number: int) -> None:
        try:
            barrier.wait(timeout=30)
            for _time in range(TIMES):
                with transaction.atomic():
                    row = Beat.objects.select_for_update().get(name="counter")
                    row.at += timedelta(seconds=1)
                    row.save()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_on, range(WRITERS)))

    counted = Beat.objects.get(name="counter").at - start
    assert counted.total_seconds() == WRITERS * TIMES
