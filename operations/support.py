"""Until when what we run on gets repairs of security flaws: the days in support.yaml, watched by a weekly job and the
page of administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

SUPPORT = Path(__file__).parent / "support.yaml"
# So long before support ends, somebody has to plan the upgrade.
NOTICE = timedelta(days=90)


@dataclass(frozen=True)
class Support:
    """Until which day a product gets repairs of security flaws, as its makers promise (`source`)."""

    product: str
    version: str
    until: date
    then: str
    source: str


def read_support(path: Path = SUPPORT) -> list[Support]:
    return [Support(product, **said) for product, said in yaml.safe_load(path.read_text()).items()]


def ending(products: list[Support], today: date) -> Iterator[tuple[Support, bool]]:
    """What ends within NOTICE, and whether it has ended; on its last day it has not."""
    for product in products:
        if product.until - today <= NOTICE:
            yield product, product.until < today
