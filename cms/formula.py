"""Arithmetic that an editor writes down and a reader recalculates. Nothing is ever run as program code.

    sum     = product { ("+" | "-") product }
    product = factor { ("*" | "/") factor }
    factor  = "-" factor | number | name | function "(" sum { ";" sum } ")" | "(" sum ")"

As in a Dutch spreadsheet: a decimal comma, and semicolons between what a function gets. Functions: min, max
(two numbers or more) and round (a number and, if wanted, how many decimals). static/js/calculation.js knows
the same grammar and rounds alike; tests/journeys/test_calculation.py compares the two.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping

from django.utils.translation import gettext as _

Expression = Callable[[Mapping[str, float]], float]

LONGEST = 300
DEEPEST = 20
LARGEST = 1e15
MOST_DECIMALS = 6
# Above the noise of binary fractions (1,005 is kept as 1,00499…), below anything a reader sees.
NOISE = 1e-9
_PIECE = re.compile(r"\s*(?:(?P<number>\d{1,15}(?:,\d{1,15})?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/();]))")
NAME = re.compile(r"[^\W\d]\w*")


class FormulaError(ValueError):
    """A formula that cannot be read; the message tells the editor what to do."""


class NoResult(ArithmeticError):  # noqa: N818 - it is no error in the formula
    """Readable, but without a result for these numbers: a division by zero, or beyond LARGEST."""


def result_of(formula: str, values: Mapping[str, float]) -> float:
    """The outcome for `values`. Raises FormulaError and NoResult."""
    expression = parse(formula, values.keys())
    try:
        result = expression(values)
    except ZeroDivisionError as error:
        raise NoResult from error
    # A number that is too large fails this comparison too when it has become infinite or "not a number".
    if not abs(result) <= LARGEST:
        raise NoResult
    return result


def parse(formula: str, names: Collection[str]) -> Expression:
    """What computes the formula from a value for each of `names`. Raises FormulaError."""
    if len(formula) > LONGEST:
        raise FormulaError(_("The formula is too long: at most %(number)d characters.") % {"number": LONGEST})
    reader = _Reader(formula, names)
    expression = reader.sum(depth=0)
    if reader.piece:
        raise reader.unexpected()
    return expression


def rounded(number: float, decimals: float = 0) -> float:
    """As people round: 2,5 becomes 3 and -2,5 becomes -3."""
    if not math.isfinite(number) or not math.isfinite(decimals):
        return math.nan
    scale = 10.0 ** min(max(int(decimals), 0), MOST_DECIMALS)
    size = abs(number) * scale + 0.5 + NOISE
    if not math.isfinite(size):
        return math.nan
    # Plus zero: "-0" is no number to show.
    return math.copysign(math.floor(size) / scale, number) + 0.0


def in_dutch(number: float, decimals: int) -> str:
    """1250.5 with two decimals is "1.250,50"; what is less than nothing has a minus sign and no hyphen."""
    return f"{rounded(number, decimals):,.{decimals}f}".translate(str.maketrans(",.-", ".,−"))


# Least and most numbers a function gets, and what it does with them.
_FUNCTIONS: dict[str, tuple[int, int, Callable[..., float]]] = {
    "min": (2, LONGEST, min),
    "max": (2, LONGEST, max),
    "round": (1, 2, rounded),
}
FUNCTION_NAMES = frozenset(_FUNCTIONS)


def _pieces(formula: str) -> Iterator[str]:
    position, text = 0, formula.rstrip()
    while position < len(text):
        match = _PIECE.match(text, position)
        if not match:
            raise FormulaError(
                _("“%(sign)s” cannot stand in a formula. Use names, numbers such as 1,5 and + - * / ( ) ;")
                % {"sign": text[position:].lstrip()[:1]}
            )
        yield match.group().strip()
        position = match.end()


class _Reader:
    """Reads one formula from left to right; `piece` is what comes next, empty at the end."""

    def __init__(self, formula: str, names: Collection[str]) -> None:
        self.names = names
        self.rest = _pieces(formula)
        self.piece = ""
        self.next()

    def next(self) -> str:
        read, self.piece = self.piece, next(self.rest, "")
        return read

    def sum(self, depth: int) -> Expression:
        left = self.product(depth)
        while self.piece in ("+", "-"):
            left = _two(self.next(), left, self.product(depth))
        return left

    def product(self, depth: int) -> Expression:
        left = self.factor(depth)
        while self.piece in ("*", "/"):
            left = _two(self.next(), left, self.factor(depth))
        return left

    def factor(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise FormulaError(_("The formula has too many parentheses inside each other."))
        piece = self.next()
        if piece == "-":
            negated = self.factor(depth + 1)
            return lambda values: -negated(values)
        if piece == "(":
            inner = self.sum(depth + 1)
            self.expect(")")
            return inner
        return self.number_or_name(piece, depth)

    def number_or_name(self, piece: str, depth: int) -> Expression:
        if piece[:1].isdigit():
            number = float(piece.replace(",", "."))
            return lambda values: number
        if piece in _FUNCTIONS:
            return self.function(piece, depth)
        if piece in self.names:
            return lambda values: values[piece]
        raise self.unknown(piece)

    def function(self, name: str, depth: int) -> Expression:
        least, most, compute = _FUNCTIONS[name]
        self.expect("(")
        given = [self.sum(depth + 1)]
        while self.piece == ";":
            self.next()
            given.append(self.sum(depth + 1))
        self.expect(")")
        if len(given) < least:
            raise FormulaError(_("Give “%(name)s” at least two numbers, with ; between them.") % {"name": name})
        if len(given) > most:
            raise FormulaError(_("Give “%(name)s” at most two numbers.") % {"name": name})
        return lambda values: compute(*(one(values) for one in given))

    def expect(self, sign: str) -> None:
        if self.piece != sign:
            raise FormulaError(_("The formula misses a “%(sign)s”.") % {"sign": sign})
        self.next()

    def unexpected(self) -> FormulaError:
        return FormulaError(_("The formula does not expect “%(sign)s” there.") % {"sign": self.piece})

    def unknown(self, piece: str) -> FormulaError:
        if NAME.fullmatch(piece):
            known = ", ".join(sorted(self.names))
            return FormulaError(
                _("The formula has no number called “%(name)s”. There are: %(known)s.")
                % {"name": piece, "known": known}
            )
        if piece:
            return FormulaError(_("The formula does not expect “%(sign)s” there.") % {"sign": piece})
        return FormulaError(_("The formula is not finished."))


def _two(sign: str, left: Expression, right: Expression) -> Expression:
    if sign == "+":
        return lambda values: left(values) + right(values)
    if sign == "-":
        return lambda values: left(values) - right(values)
    if sign == "*":
        return lambda values: left(values) * right(values)
    return lambda values: left(values) / right(values)
