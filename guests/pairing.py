"""Who sits at which table in which round of a meeting: values in, a plan out.

On one side social enterprises, on the other SMEs; civil servants are hosts of tables. Each round is the best
distribution over the tables of pairs that have not met, by the points of `points_of` (guests/assignment.py). So the
first rounds hold the best conversations and nobody has to understand more than one rule. In order of weight:

1. nobody meets the same one twice, nor whom the organiser forbids;
2. pairs that the organiser pinned meet, as early as possible;
3. as many tables are taken as there can be;
4. whoever has had the fewest conversations goes first, so that pauses are spread evenly;
5. the points.

With as many as half of the smaller side in rounds, or fewer, all tables are taken in every round and the pauses of a
side differ by one at most (the theorem of Hall); with more rounds somebody may have met everybody.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain

from .assignment import best_assignment

SECTOR_POINTS = 2
REGION_POINTS = 2
GOAL_POINTS = 1
TRADE_POINTS = 3

Pair = tuple[int, int]


@dataclass(frozen=True)
class Party:
    """Who looks for conversations. key: what the caller knows it by."""

    key: int
    sectors: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    goals: frozenset[int] = frozenset()
    seeks: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Talk:
    """In `round` the enterprise and the SME with these keys meet at `table`, with a host as far as there is one.

    Rounds and tables are counted from 1.
    """

    round: int
    table: int
    enterprise: int
    sme: int
    host: int | None = None

    @property
    def pair(self) -> Pair:
        return self.enterprise, self.sme


@dataclass(frozen=True)
class Wishes:
    """What the organiser wants of the plan. tables: how many fit in the room. first: the first round to plan.

    pinned, forbidden: pairs of the keys of an enterprise and an SME; what is both is forbidden.
    kept: talks that stay as they are; their hosts too, if still among the hosts.
    """

    rounds: int
    tables: int
    pinned: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    kept: Sequence[Talk] = field(default=())
    first: int = 1


def points_of(enterprise: Party, sme: Party) -> int:
    """How much these two have to talk about."""
    trades = len(enterprise.seeks & sme.offers) + len(enterprise.offers & sme.seeks)
    return (
        SECTOR_POINTS * bool(enterprise.sectors & sme.sectors)
        + REGION_POINTS * bool(enterprise.regions & sme.regions)
        + GOAL_POINTS * len(enterprise.goals & sme.goals)
        + TRADE_POINTS * trades
    )


def words_in(text: str) -> frozenset[str]:
    """What somebody wrote as sector or region, to compare: "Groen, ICT" is two."""
    parts = text.replace(";", ",").replace("/", ",").split(",")
    return frozenset(" ".join(part.casefold().split()) for part in parts if part.strip())


def make_plan(enterprises: Sequence[Party], smes: Sequence[Party], hosts: Sequence[int], wishes: Wishes) -> list[Talk]:
    """All talks, by round and table. The same people and wishes always give the same plan."""
    enterprises = sorted(enterprises, key=lambda party: party.key)
    smes = sorted(smes, key=lambda party: party.key)
    points = {(one.key, other.key): points_of(one, other) for one in enterprises for other in smes}
    talks = _still_there(wishes.kept, enterprises, smes)
    for number in range(wishes.first, wishes.rounds + 1):
        free_of_round = _free(number, talks, enterprises, smes)
        pairs = _pairs_of_round(*free_of_round, _Round(number, talks, wishes, points))
        talks += _seated(pairs, number, talks, wishes.tables, stays=0 if len(enterprises) <= len(smes) else 1)
    return _with_hosts(sorted(talks, key=lambda talk: (talk.round, talk.table)), hosts)


def _still_there(kept: Sequence[Talk], enterprises: Sequence[Party], smes: Sequence[Party]) -> list[Talk]:
    ones, others = {party.key for party in enterprises}, {party.key for party in smes}
    return [talk for talk in kept if talk.enterprise in ones and talk.sme in others]


def _free(
    number: int, talks: Sequence[Talk], enterprises: Sequence[Party], smes: Sequence[Party]
) -> tuple[list[int], list[int]]:
    """The keys of who has nobody to talk to in this round yet."""
    taken = [talk.pair for talk in talks if talk.round == number]
    busy_ones, busy_others = {one for one, _other in taken}, {other for _one, other in taken}
    return (
        [party.key for party in enterprises if party.key not in busy_ones],
        [party.key for party in smes if party.key not in busy_others],
    )


class _Round:
    """What a pair is worth in one round, in whole numbers of which each level outweighs all below it together."""

    def __init__(self, number: int, talks: Sequence[Talk], wishes: Wishes, points: dict[Pair, int]) -> None:
        self.tables = wishes.tables - sum(talk.round == number for talk in talks)
        self.met = {talk.pair for talk in talks}
        self.pinned, self.forbidden, self.points = wishes.pinned, wishes.forbidden, points
        self.talks_of_enterprise = Counter(talk.enterprise for talk in talks)
        self.talks_of_sme = Counter(talk.sme for talk in talks)
        self.rounds = wishes.rounds

    def weigh(self, seats: int) -> None:
        """Set the levels for so many pairs."""
        most = max(self.points.values(), default=0)
        self.turn = seats * most + 1
        self.pair = seats * (most + self.turn * 2 * self.rounds) + 1
        self.pin = seats * self.pair + 1
        self.never = seats * (self.pin + self.pair) + 1

    def may_meet(self, pair: Pair) -> bool:
        return pair not in self.met and pair not in self.forbidden

    def worth(self, pair: Pair) -> int:
        """`-pair`, as good as none, for who may not meet."""
        if not self.may_meet(pair):
            return -self.pair
        had = self.talks_of_enterprise[pair[0]] + self.talks_of_sme[pair[1]]
        turns = self.turn * (2 * self.rounds - had)
        return self.points[pair] + turns + (self.pin if pair in self.pinned else 0)


def _pairs_of_round(ones: Sequence[int], others: Sequence[int], this: _Round) -> list[Pair]:
    """The best pairs of who is free. Who pauses is paired with a pause; a pause is never paired with a pause."""
    seats = min(len(ones), len(others), this.tables)
    if seats <= 0:
        return []
    this.weigh(seats)
    pauses_of_ones, pauses_of_others = len(ones) - seats, len(others) - seats
    worth = [[this.worth((one, other)) for other in others] + [0] * pauses_of_ones for one in ones]
    worth += [[0] * len(others) + [-this.never] * pauses_of_ones for _pause in range(pauses_of_others)]
    columns = best_assignment(worth)[: len(ones)]
    pairs = [(one, others[column]) for one, column in zip(ones, columns, strict=True) if column < len(others)]
    return [pair for pair in pairs if this.may_meet(pair)]


def _seated(pairs: Sequence[Pair], number: int, talks: Sequence[Talk], tables: int, stays: int) -> list[Talk]:
    """At the lowest free tables. Of the smaller side (`stays`: 0 or 1) everybody keeps the table, if that is free."""
    taken = {talk.table for talk in talks if talk.round == number}
    free = [table for table in range(1, tables + 1) if table not in taken][: len(pairs)]
    before = {talk.pair[stays]: talk.table for talk in talks if talk.round < number}
    seated: dict[Pair, int] = {}
    for pair in pairs:
        if before.get(pair[stays]) in free:
            seated[pair] = before[pair[stays]]
            free.remove(seated[pair])
    for pair in pairs:
        if pair not in seated:
            seated[pair] = free.pop(0)
    return [Talk(number, table, *pair) for pair, table in seated.items()]


def _with_hosts(talks: Sequence[Talk], hosts: Collection[int]) -> list[Talk]:
    """A host stays at one table; who has none yet gets the lowest table without a host."""
    host_at: dict[int, int] = {}
    for talk in talks:
        if talk.host in hosts and talk.host is not None and talk.host not in host_at.values():
            host_at.setdefault(talk.table, talk.host)
    without = (table for table in sorted({talk.table for talk in talks}) if table not in host_at)
    host_at |= dict(zip(list(without), (host for host in hosts if host not in host_at.values()), strict=False))
    return [Talk(talk.round, talk.table, *talk.pair, host_at.get(talk.table)) for talk in talks]


def pauses(talks: Sequence[Talk], keys: Collection[int], rounds: int) -> dict[int, list[int]]:
    """The rounds in which each of these enterprises or SMEs has nobody to talk to."""
    busy = set(chain.from_iterable(((talk.round, talk.enterprise), (talk.round, talk.sme)) for talk in talks))
    return {key: [number for number in range(1, rounds + 1) if (number, key) not in busy] for key in keys}
