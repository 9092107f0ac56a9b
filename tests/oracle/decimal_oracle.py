#!/usr/bin/env python3
"""Compares the exact arithmetic and the calendar with Python's.

Usage: decimal_oracle.py [COUNT [SEED]]      100000 questions if COUNT is not given; the release
                                             figure is 1000000

The driver is $TEST_PROGRAMS/oracle_decimal_driver, or build/tests/oracle_decimal_driver.

What is demanded of a step: it succeeds if and only if its exact result in lowest terms fits, that
is, numerator and denominator are from -(2^127 - 1) to 2^127 - 1; and then it is exact. Steps start
from what the driver holds, reduced or not.
"""
import datetime
import fractions
import os
import pathlib
import random
import re
import subprocess
import sys

LARGEST = 2**127 - 1
FRACTION = fractions.Fraction
EDGES = [0, 1, 2, 3, 7, 10, 99, 100, 10**10, 10**18, 10**19, 10**30, 10**38, 2**31, 2**32, 2**53,
         2**62, 2**63, 2**64, 2**65, 2**96, 2**126, LARGEST, LARGEST - 1, LARGEST // 2, LARGEST // 3,
         LARGEST // 10]
DENOMINATORS = [1, 1, 1, 10, 100, 100, 100, 1000, 10000, 10**10, 3, 7, 12, 15, 365, 360]


class Overflow(Exception):
    """The exact result does not fit."""


def fits(value):
    return abs(value.numerator) <= LARGEST and value.denominator <= LARGEST


def rounded(value, places):
    """The nearest multiple of 10^-places, halves away from zero, as a count of them."""
    scaled = abs(value) * 10**places
    count = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -count if value < 0 else count


def count_text(count, places):
    """A count of 10^-places as text."""
    digits = str(abs(count)).rjust(places + 1, "0")
    whole, part = digits[:len(digits) - places], digits[len(digits) - places:]
    return ("-" if count < 0 else "") + whole + ("." + part if places else "")


def printed(value, places):
    for more in range(places, max(places, 10) + 1):
        scaled = value * 10**more
        if scaled.denominator == 1:
            return count_text(scaled.numerator, more)
    return f"{value.numerator}/{value.denominator}"


def parse(text):
    """The value of a number as written, or the number of its fault."""
    if not re.fullmatch(r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?", text):
        return 3
    whole, _, part = text.replace("_", "").partition(".")
    if len((whole + part).lstrip("0")) > 30:
        return 1
    if len(part) > 10:
        return 2
    return FRACTION(int(whole + part), 10**len(part))


class Questions:
    """Makes questions and their answers."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def whole(self):
        """A number that is small, at an edge, or of any length."""
        kind = self.random.random()
        if kind < 0.4:
            return self.random.randrange(0, 10**self.random.randrange(1, 9))
        if kind < 0.6:
            value = self.random.choice(EDGES) + self.random.randrange(-2, 3)
        else:
            value = self.random.getrandbits(self.random.randrange(1, 128))
        return min(abs(value), LARGEST)

    def rational(self, other=None):
        """Text and value; now and then with a denominator that has to do with `other`'s."""
        kind = self.random.random()
        if other is not None and kind < 0.3:
            below = min(other.denominator * self.random.choice([1, 1, 1, 2, 3, 10, 100]), LARGEST)
        elif kind < 0.7:
            below = self.random.choice(DENOMINATORS)
        else:
            below = max(self.whole(), 1)
        above = self.whole()
        if other is not None and kind > 0.9:
            above = abs(other.numerator)
        elif self.random.random() < 0.2:  # something to cancel
            factor = self.random.getrandbits(self.random.randrange(1, 64)) + 1
            above, below = above * factor, below * factor
            while above > LARGEST or below > LARGEST:
                above, below = above // 2, below // 2 + 1
        above *= self.random.choice([1, 1, -1])
        return f"#{above}/{below}", FRACTION(above, below)

    def number(self):
        """Text as in a spec, now and then a wrong one."""
        digits = "".join(self.random.choices("0123456789", k=self.random.randrange(1, 12)))
        if self.random.random() < 0.1:
            digits = "".join(self.random.choices("0123456789", k=self.random.randrange(1, 36)))
        if self.random.random() < 0.1:
            digits = "0" * self.random.randrange(1, 40) + digits
        if self.random.random() < 0.6:
            places = self.random.randrange(0, 12 if self.random.random() < 0.2 else 4)
            digits += "." + "".join(self.random.choices("0123456789", k=places))
        if self.random.random() < 0.2:
            at = self.random.randrange(len(digits) + 1)
            digits = digits[:at] + self.random.choice("___.x-") + digits[at:]
        return digits

    def operand(self, other):
        if self.random.random() < 0.3:
            text = self.number()
            return text, parse(text)
        return self.rational(other)

    def operate(self, a, operator, b):
        if operator == "/" and b == 0:
            raise Overflow
        result = {"+": lambda: a + b, "-": lambda: a - b,
                  "*": lambda: a * b, "/": lambda: a / b}[operator]()
        if not fits(result):
            raise Overflow
        return result

    def last(self, words, value):
        """The last word and the answer to it."""
        kind = self.random.randrange(8)
        places = self.random.choice([0, 1, 2, 2, 2, 4, 6, 10, 12, 38])
        if kind < 3:
            words.append("raw")
            return value
        if kind == 3:
            words += ["reduce", "raw"]
            return f"{value.numerator}/{value.denominator}"
        if kind == 4:
            words.append(f"print:{places}")
            return printed(value, places)
        if kind == 5:
            words.append(f"decimal:{places}")
            count = value * 10**places
            if count.denominator != 1 or abs(count) > LARGEST:
                return "no"
            return count_text(count.numerator, places)
        if kind == 6:
            count = rounded(value, places)
            words += [f"round:{places}", f"print:{places}"]
            return count_text(count, places) if abs(count) <= LARGEST else "overflow"
        text, other = self.rational(value)
        if self.random.random() < 0.3:  # as near as can be
            above = value.numerator + self.random.randrange(-1, 2)
            below = value.denominator + self.random.randrange(0, 2)
            if abs(above) <= LARGEST and below <= LARGEST:
                text, other = f"#{above}/{below}", FRACTION(above, below)
        words += [text, "compare"]
        return str((value > other) - (value < other))

    def make(self):
        """A line and its answer: text, or a value if it may be printed unreduced."""
        text, value = self.operand(None)
        words = [text]
        if isinstance(value, int):
            return f"{text} raw", f"fault {value}"
        for _ in range(self.random.randrange(5)):
            if self.random.random() < 0.1:
                words.append("~")
                value = -value
            text, other = self.operand(value)
            operator = self.random.choice("+-*/+-")
            words += [text, operator]
            if isinstance(other, int):
                return " ".join(words + ["raw"]), f"fault {other}"
            try:
                value = self.operate(value, operator, other)
            except Overflow:
                return " ".join(words + ["raw"]), "overflow"
        answer = self.last(words, value)
        return " ".join(words), answer


def is_right(answer, wanted):
    if isinstance(wanted, str):
        return answer == wanted
    pair = re.fullmatch(r"(-?[0-9]+)/([1-9][0-9]*)", answer)
    if not pair:
        return False
    above, below = int(pair[1]), int(pair[2])
    # a/b = c/d without reducing, which is slow
    return (max(abs(above), below) <= LARGEST and
            above * wanted.denominator == wanted.numerator * below)


def compare_numbers(driver, count, seed):
    questions = Questions(seed)
    passed = failed = overflows = 0
    while passed + failed < count:
        batch = [questions.make() for _ in range(min(count - passed - failed, 50000))]
        text = "".join(line + "\n" for line, _ in batch)
        answers = subprocess.run([driver], input=text, capture_output=True, text=True,
                                 check=True).stdout.splitlines()
        if len(answers) != len(batch):
            print(f"{len(answers)} answers to {len(batch)} questions")
            return passed, count - passed
        for (line, wanted), answer in zip(batch, answers):
            overflows += wanted == "overflow"
            if is_right(answer, wanted):
                passed += 1
                continue
            failed += 1
            if failed <= 20:
                print(f"{line}\n    is {answer}\n    expected {wanted}")
    print(f"{count} reckonings with seed {seed}, {overflows} of them overflow")
    return passed, failed


def compare_days(driver):
    text = subprocess.run([driver, "days"], capture_output=True, text=True, check=True).stdout
    rows = text.splitlines()
    first, last = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
    one = datetime.timedelta(1)
    passed = failed = 0
    for number in range((last - first).days + 1):
        day = first + number * one
        month_end = (day.replace(day=28) + 4 * one).replace(day=1) - one
        order = -1 if number else 0
        wanted = (f"{day} {number} 1 {order} {day.replace(day=1)} {month_end}"
                  f" {day.replace(month=12, day=31)}")
        row = rows[number] if number < len(rows) else "nothing"
        if row == wanted:
            passed += 1
            continue
        failed += 1
        if failed <= 20:
            print(f"day {number}\n    is {row}\n    expected {wanted}")
    failed += max(0, len(rows) - passed - failed)
    print(f"{passed + failed} days from {first} to {last}")
    return passed, failed


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    programs = pathlib.Path(os.environ.get("TEST_PROGRAMS", root / "build" / "tests"))
    driver = programs / "oracle_decimal_driver"
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    numbers = compare_numbers(driver, count, seed)
    days = compare_days(driver)
    print(f"{numbers[0] + days[0]} passed, {numbers[1] + days[1]} failed")
    return 1 if numbers[1] + days[1] else 0


if __name__ == "__main__":
    sys.exit(main())
