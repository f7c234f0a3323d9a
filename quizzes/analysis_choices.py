"""How often each answer to a question was chosen, as far as that is not about one to four people.

When everyone chose at most one thing, small numbers are put together (small_groups.merge_small). The right
answers and the wrong ones are put together apart where the facility tells how many are right: else one could
work out the rest. When one can choose several things, the numbers are independent of each other, but the
facility is computed from all of them; then, as soon as one would be about few, there are words in the place of
all the numbers.

What somebody wrote is shown when five people or more wrote it; until then it may be about the writer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .small_groups import is_few, merge_small, splits_off_few
from .types import Choice


@dataclass(frozen=True)
class ChoiceLine:
    """One line of the table of answers.

    labels: the answers it is about. others: also answers that people wrote themselves and that are not repeated.
    blank: also no answer. count: None when words stand in its place, and then at_least_half is one of them.
    """

    labels: tuple[str, ...]
    right: bool
    count: int | None
    others: bool = False
    blank: bool = False
    at_least_half: bool = False


@dataclass(frozen=True)
class _Counted:
    choice: Choice | None
    count: int
    is_option: bool

    @property
    def right(self) -> bool:
        return self.choice is not None and self.choice.right


def lines_of(
    chosen: Sequence[Sequence[Choice]], options: Sequence[Choice], *, right_is_known: bool
) -> tuple[ChoiceLine, ...]:
    """What may be told about the choices of each person. Options come first, in the order of the question."""
    counted = _counted(chosen, options)
    if not any(one.choice for one in counted):
        return ()
    if any(len(choices) > 1 for choices in chosen):
        return tuple(_independent(counted, len(chosen)))
    blank = sum(not choices for choices in chosen)
    everything = [*counted, _Counted(None, blank, is_option=True)] if blank else counted
    return tuple(_exclusive(everything, right_is_known=right_is_known))


def _counted(chosen: Sequence[Sequence[Choice]], options: Sequence[Choice]) -> list[_Counted]:
    counts = Counter(choice.key for choices in chosen for choice in choices)
    named = {choice.key: choice for choices in chosen for choice in choices} | {one.key: one for one in options}
    offered = {option.key for option in options}
    written = sorted((key for key in named if key not in offered), key=lambda key: (-counts[key], key))
    keys = [*(option.key for option in options), *written]
    return [_Counted(named[key], counts[key], is_option=key in offered) for key in keys]


def _exclusive(counted: list[_Counted], *, right_is_known: bool) -> list[ChoiceLine]:
    right, wrong = [one for one in counted if one.right], [one for one in counted if not one.right]
    apart = right_is_known and not any(is_few(sum(one.count for one in group)) for group in (right, wrong))
    return [line for group in ([right, wrong] if apart else [counted]) for line in _merged(group)]


def _merged(group: list[_Counted]) -> list[ChoiceLine]:
    return [
        _line([group[position] for position in together.positions], together.count)
        for together in merge_small([one.count for one in group])
    ]


def _line(together: list[_Counted], count: int) -> ChoiceLine:
    """A text that few people wrote is not repeated: only what is an option, or stands alone, is named."""
    choices = [(one.choice, one.is_option or len(together) == 1) for one in together if one.choice]
    return ChoiceLine(
        labels=tuple(choice.label for choice, is_named in choices if is_named),
        right=all(one.right for one in together),
        count=count,
        others=not all(is_named for _choice, is_named in choices),
        blank=any(one.choice is None for one in together),
    )


def _independent(counted: list[_Counted], people: int) -> list[ChoiceLine]:
    shown = [one for one in counted if one.choice and (one.is_option or not is_few(one.count))]
    in_words = any(splits_off_few(one.count, people) for one in counted)
    return [
        ChoiceLine(
            labels=(one.choice.label,),
            right=one.right,
            count=None if in_words and one.count else one.count,
            at_least_half=in_words and 2 * one.count >= people,
        )
        for one in shown
        if one.choice
    ]
