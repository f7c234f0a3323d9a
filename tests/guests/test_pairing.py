"""The rule that pairs: what it promises for every meeting, and examples that one can follow by hand."""

import random
import time
from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from guests.assignment import best_assignment
from guests.pairing import Party, Talk, Wishes, make_plan, pauses, points_of, words_in

SUBJECTS = ["products", "services", "staff", "money"]


def party(key: int, **fields: object) -> Party:
    return Party(key, **{name: frozenset(values) for name, values in fields.items()})


def parties(first: int):
    """Up to seven on a side, with keys from `first` on."""
    some = st.frozensets(st.sampled_from(SUBJECTS), max_size=3)
    about = st.tuples(some, some, st.frozensets(st.sampled_from(["groen", "ict"]), max_size=1))
    return st.lists(about, max_size=7).map(
        lambda rows: [Party(first + n, sectors, seeks=a, offers=b) for n, (a, b, sectors) in enumerate(rows)]
    )


pairs_of_keys = st.frozensets(st.tuples(st.integers(0, 6), st.integers(100, 106)), max_size=6)
people = {
    "enterprises": parties(0),
    "smes": parties(100),
    "hosts": st.integers(0, 5).map(lambda number: list(range(200, 200 + number))),
    "rounds": st.integers(1, 8),
    "tables": st.integers(1, 8),
}


def check_plan(plan: list[Talk], hosts: list[int], rounds: int, tables: int) -> None:
    """What holds for every plan."""
    assert len({talk.pair for talk in plan}) == len(plan), "nobody meets the same one twice"
    for number in range(1, rounds + 1):
        here = [talk for talk in plan if talk.round == number]
        for seats in ([talk.table for talk in here], [talk.enterprise for talk in here], [talk.sme for talk in here]):
            assert len(set(seats)) == len(seats), "nobody sits at two tables in a round"
        hosted = [talk.host for talk in here if talk.host is not None]
        assert len(set(hosted)) == len(hosted)
        assert set(hosted) <= set(hosts)
        assert all(1 <= talk.table <= tables for talk in here)
    assert all(1 <= talk.round <= rounds for talk in plan)


@given(**people, pinned=pairs_of_keys, forbidden=pairs_of_keys)
def test_nobody_meets_twice_sits_twice_or_meets_whom_they_must_not(
    enterprises, smes, hosts, rounds, tables, pinned, forbidden
):
    plan = make_plan(enterprises, smes, hosts, Wishes(rounds, tables, pinned, forbidden))

    check_plan(plan, hosts, rounds, tables)
    assert not {talk.pair for talk in plan} & forbidden


@given(**people)
def test_each_table_has_a_host_as_far_as_there_are_hosts_and_a_host_stays_there(
    enterprises, smes, hosts, rounds, tables
):
    plan = make_plan(enterprises, smes, hosts, Wishes(rounds, tables))

    for talks in Counter(talk.round for talk in plan).items():
        number, taken = talks
        hosted = [talk for talk in plan if talk.round == number and talk.host is not None]
        assert len(hosted) == min(len(hosts), taken)
    places = {(talk.host, talk.table) for talk in plan if talk.host is not None}
    assert len(places) == len({host for host, _table in places})


@given(**people)
def test_with_few_rounds_every_table_is_taken_and_pauses_are_spread_evenly(enterprises, smes, hosts, rounds, tables):
    seats = min(len(enterprises), len(smes), tables)
    rounds = min(rounds, seats // 2 + 1)
    plan = make_plan(enterprises, smes, hosts, Wishes(rounds, tables))

    assert len(plan) == rounds * seats
    for side in (enterprises, smes):
        counted = [len(rows) for rows in pauses(plan, [one.key for one in side], rounds).values()]
        assert not counted or max(counted) - min(counted) <= 1


@given(**people, data=st.data())
def test_the_same_people_give_the_same_plan_in_whatever_order_they_come(
    enterprises, smes, hosts, rounds, tables, data
):
    wishes = Wishes(rounds, tables)
    shuffled = data.draw(st.permutations(enterprises)), data.draw(st.permutations(smes))

    assert make_plan(*shuffled, hosts, wishes) == make_plan(enterprises, smes, hosts, wishes)


@given(**people, data=st.data())
def test_a_repair_leaves_every_whole_conversation_and_its_table(enterprises, smes, hosts, rounds, tables, data):
    before = make_plan(enterprises, smes, hosts, Wishes(rounds, tables))
    gone = data.draw(st.sets(st.sampled_from([one.key for one in [*enterprises, *smes]] or [0]), max_size=3))
    here = [[one for one in side if one.key not in gone] for side in (enterprises, smes)]
    newcomer = party(50, seeks={"money"})

    whole = [talk for talk in before if not gone & set(talk.pair)]
    after = make_plan([*here[0], newcomer], here[1], hosts, Wishes(rounds, tables, kept=whole))

    check_plan(after, hosts, rounds, tables)
    kept = {(talk.round, talk.table, talk.pair) for talk in whole}
    assert kept <= {(talk.round, talk.table, talk.pair) for talk in after}
    assert not {key for talk in after for key in talk.pair} & gone


@given(**people)
def test_rounds_that_have_begun_are_not_planned_any_more(enterprises, smes, hosts, rounds, tables):
    plan = make_plan(enterprises, smes, hosts, Wishes(rounds, tables, first=2))
    assert all(talk.round >= 2 for talk in plan)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_an_assignment_is_as_good_as_the_best_of_all(worth):
    columns = best_assignment(worth)

    assert sorted(columns) == list(range(len(worth)))
    best = max(sum(worth[row][column] for row, column in enumerate(one)) for one in permutations(range(len(worth))))
    assert sum(worth[row][column] for row, column in enumerate(columns)) == best


def test_points_can_be_counted_by_hand():
    groenwerk = party(
        1, sectors={"groen"}, regions={"achterhoek"}, goals={8, 10}, seeks={"money"}, offers={"services"}
    )
    assert points_of(groenwerk, party(2)) == 0
    assert points_of(groenwerk, party(2, sectors={"groen"})) == 2
    assert points_of(groenwerk, party(2, regions={"achterhoek", "twente"})) == 2
    assert points_of(groenwerk, party(2, goals={8, 10, 12})) == 2
    assert points_of(groenwerk, party(2, seeks={"services"})) == 3
    assert points_of(groenwerk, party(2, seeks={"services"}, offers={"money"}, sectors={"groen"})) == 8
    assert points_of(groenwerk, party(2, seeks={"money"}, offers={"services"})) == 0


def test_sectors_are_compared_by_their_words():
    assert words_in("Groen,  ICT / Catering ; ") == {"groen", "ict", "catering"}
    assert words_in("") == frozenset()


def test_the_best_conversations_come_first():
    ones = [party(1, seeks={"staff"}), party(2, seeks={"money"})]
    others = [party(101, offers={"money"}), party(102, offers={"staff"})]

    first, second, *later = make_plan(ones, others, [], Wishes(2, 2))

    assert {first.pair, second.pair} == {(1, 102), (2, 101)}
    assert {talk.pair for talk in later} == {(1, 101), (2, 102)}


def test_a_pinned_pair_meets_in_the_first_round_even_if_others_fit_better():
    ones = [party(1, seeks={"staff"}), party(2)]
    others = [party(101, offers={"staff"}), party(102)]

    plan = make_plan(ones, others, [], Wishes(1, 2, pinned=frozenset({(1, 102)})))

    assert (1, 102) in {talk.pair for talk in plan}


def test_what_is_pinned_and_forbidden_is_forbidden():
    both = frozenset({(1, 101)})
    assert make_plan([party(1)], [party(101)], [], Wishes(3, 3, pinned=both, forbidden=both)) == []


def test_of_three_at_one_table_each_has_a_turn():
    plan = make_plan([party(1)], [party(101), party(102), party(103)], [], Wishes(3, 1))

    assert sorted(talk.sme for talk in plan) == [101, 102, 103]
    assert pauses(plan, [101, 102, 103], 3) == {
        talk.sme: [number for number in (1, 2, 3) if number != talk.round] for talk in plan
    }


def test_the_smaller_side_stays_at_its_table():
    plan = make_plan([party(1), party(2)], [party(101), party(102), party(103)], [], Wishes(3, 2))

    for key in (1, 2):
        assert len({talk.table for talk in plan if talk.enterprise == key}) == 1


def test_without_one_of_the_sides_there_is_no_plan():
    assert make_plan([], [party(101)], [201], Wishes(3, 3)) == []
    assert make_plan([party(1)], [], [201], Wishes(3, 3)) == []


def test_sixty_by_sixty_in_six_rounds_takes_no_time_that_one_notices():
    chance = random.Random(7)  # noqa: S311 - examples

    def some(first: int) -> list[Party]:
        return [
            party(
                first + number,
                sectors=chance.sample(["groen", "ict", "catering", "bouw"], 1),
                goals=chance.sample(range(1, 18), 3),
                seeks=chance.sample(SUBJECTS, 2),
                offers=chance.sample(SUBJECTS, 2),
            )
            for number in range(60)
        ]

    begun = time.process_time()
    plan = make_plan(some(0), some(100), list(range(200, 220)), Wishes(6, 60))

    assert time.process_time() - begun < 1
    assert len(plan) == 360
