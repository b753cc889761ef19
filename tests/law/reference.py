"""The wage check once more, slow and obvious, to hold every engine to: plain ifs and fractions, no rule
language.

Written from the texts of the law (and our declared readings in the `open.md` files), not from the rules in
`medemens.law`. It reads the amounts files itself. Money is in euro cents, hours in hundredths; None means
that a fact is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from medemens.law import PayslipLine
from tests.law.reference_law import (
    FIRST_DAY,
    age_on,
    amount,
    highest,
    increase_percentage,
    interest_billionths,
    lowest,
    minus,
    nearest,
    positive,
    working_days,
    years_on,
)

NOT_APPLICABLE, MET, NOT_MET, CANNOT_TELL = range(4)
Verdict = tuple[int, int | None]
Bound = Callable[..., int | None]


class Reference:
    """All answers about one line, as of a day."""

    def __init__(self, line: PayslipLine, as_of: date) -> None:
        self.line, self.as_of = line, as_of
        self.days = (line.period_end - line.period_start).days + 1
        after = line.period_end + timedelta(1)
        self.whole_month = line.period_start.day == 1 and after.day == 1 and self.days <= 31
        self.age_first, self.age_last = self.ages()
        self.hours_due = self.hours_that_count()
        self.due_least, self.due_most = self.due(lowest), self.due(highest)
        self.free_least = positive(minus(line.gross_wage, self.due_most))
        self.free_most = positive(minus(line.gross_wage, self.due_least))
        self.law_known = line.period_start >= FIRST_DAY
        self.verdicts: dict[str, Verdict] = {}

    # -- age, hours, what is due

    def ages(self) -> tuple[int | None, int | None]:
        birth, first = self.line.birth_date, self.line.period_start
        if birth is not None:
            return age_on(birth, first), age_on(birth, self.line.period_end)
        return self.line.age, None if self.line.age is None else self.line.age + 1

    def percentages(self, age: int | None, day: date) -> list[Fraction | None]:
        if age is None:
            return [None]
        if age >= 23:
            return [Fraction(100)]
        if age < 15:
            return [None]
        ordinary = amount("wml", f"youth_{age}", day)
        training = amount("wml", f"vocational_{age}", day) if 18 <= age <= 21 else ordinary
        return {None: [training, ordinary], True: [training], False: [ordinary]}[self.line.vocational_training]

    def hours_that_count(self) -> int | None:
        line = self.line
        if self.whole_month and line.average_month_hours is not None and self.line.period_start >= FIRST_DAY:
            return line.average_month_hours
        if line.hours is None:
            return None
        return max(line.hours - (line.time_off_hours or 0), 0) if line.time_off_agreed else line.hours

    def due(self, bound: Bound) -> int | None:
        """The least or the most that the law can ask, over the amounts of the first and of the last day."""
        if bound is lowest:
            percentages, hours_a_week = self.percentages(self.age_first, self.line.period_start), 40
        else:
            percentages, hours_a_week = self.percentages(self.age_last, self.line.period_end), 36
        if None in percentages or self.hours_due is None:
            return None
        percentage = (min if bound is lowest else max)(each for each in percentages if each is not None)
        normal = self.line.normal_weekly_hours or hours_a_week * 100
        return bound(*(self.due_on(day, percentage, normal, bound) for day in self.ends()))

    def ends(self) -> tuple[date, date]:
        return self.line.period_start, self.line.period_end

    def due_on(self, day: date, percentage: Fraction, normal: int, bound: Bound) -> int | None:
        hour, week, month = (amount("wml", f"adult_{unit}", day) for unit in ("hour", "week", "month"))
        hours = Fraction(self.hours_due or 0, 100)
        if hour is not None:
            return nearest(nearest(hour * percentage) * hours)
        if week is None or month is None:
            return None
        full = Fraction(normal, 100)
        if not self.whole_month:
            return nearest(5 * nearest(week * percentage / 5) * hours / full)
        return self.due_for_month(5 * nearest(month * percentage / 5), hours, full, bound)

    def due_for_month(self, month: int, hours: Fraction, full: Fraction, bound: Bound) -> int | None:
        line, first = self.line, self.line.period_start
        weekdays = sum((first + timedelta(number)).weekday() < 5 for number in range(self.days))
        by_hours = nearest(month * hours / (full * Fraction(13, 3)))
        by_part = nearest(month * hours / (full * Fraction(weekdays, 5)))
        if line.agreed_weekly_hours == 0 or line.average_month_hours is not None:
            return by_hours
        if line.agreed_weekly_hours is None:
            return bound(by_hours, by_part)
        agreed = Fraction(line.agreed_weekly_hours, 100)
        extra = hours - agreed * weekdays / 5
        if extra >= 0:
            return nearest(month * (agreed / full + extra / (full * Fraction(13, 3))))
        return by_part

    # -- the norms

    def judge(self) -> dict[str, Verdict]:
        verdicts = {"minimum_wage": self.minimum_wage(), **self.deductions()}
        verdicts |= {
            "extra_hours": self.extra_hours(),
            "bank_payment": self.bank_payment(),
            "payslip": self.payslip(),
        }
        verdicts |= {"pay_period": self.pay_period(), "paid_in_time": self.paid_in_time()}
        if not self.law_known:
            verdicts = {name: (CANNOT_TELL, money) for name, (_, money) in verdicts.items()}
        self.verdicts = verdicts
        return verdicts

    def minimum_wage(self) -> Verdict:
        gross, least, most = self.line.gross_wage, self.due_least, self.due_most
        short = positive(minus(least, gross))
        if self.age_last is not None and self.age_last < 15:
            return NOT_APPLICABLE, short
        if gross is None or least is None or most is None:
            return CANNOT_TELL, short
        if gross < least:
            return NOT_MET, short
        return (MET if gross >= most else CANNOT_TELL), short

    def deductions(self) -> dict[str, Verdict]:
        line, found = self.line, {}
        free = (self.free_least, self.free_most)
        health = self.over_cap(line.health_deduction, self.health_conditions(), self.health_caps())
        housing = self.over_cap(line.housing_deduction, self.housing_conditions(), self.housing_caps())
        rules = (
            ("other", line.other_deductions, (line.other_deductions, line.other_deductions)),
            ("advance", line.advance, self.over_of_advance()),
            ("health", line.health_deduction, health),
            ("housing", line.housing_deduction, housing),
        )
        for name, deducted, (least, most) in rules:
            found[name] = judged(deducted, least, most, *free)
            left = None if free[0] is None else max(free[0] - most, 0) if most is not None else 0
            free = (0 if most is None else left, positive(minus(free[1], least or 0)))
        return found

    def over_of_advance(self) -> tuple[int | None, int | None]:
        advance, written = self.line.advance, self.line.advance_in_writing
        if advance is None:
            return None, None
        return (0 if written is not False else advance), (0 if written else advance)

    def health_conditions(self) -> tuple[bool | None, ...]:
        return self.line.health_permission, self.line.health_own_policy

    def housing_conditions(self) -> tuple[bool | None, ...]:
        line = self.line
        at_home = None if line.posted is None else not line.posted
        return line.housing_permission, line.tenancy_agreement, line.landlord_certified, at_home

    def health_caps(self) -> tuple[int | None, int | None]:
        periods = 12 if self.whole_month else {28: 13, 7: 52}.get(self.days)
        caps = []
        for day in self.ends():
            premium, share = amount("wml", "health_premium", day), amount("wml", "health_share", day)
            year = None if premium is None or share is None else nearest(premium * share)
            caps.append(None if year is None or periods is None else nearest(Fraction(year, periods)))
        return caps[0], highest(*caps)

    def housing_caps(self) -> tuple[int | None, int | None]:
        share = amount("wml", "housing_share", self.line.period_start)
        if share is None or self.due_least is None or self.due_most is None:
            return None, None
        return int(self.due_least * share / 100), int(self.due_most * share / 100)

    def over_cap(
        self, deducted: int | None, conditions: tuple[bool | None, ...], caps: tuple[int | None, int | None]
    ) -> tuple[int | None, int | None]:
        """Least and most that is over: everything when a condition fails, at most everything when one is
        not known.
        """
        if deducted == 0:
            return 0, 0
        if False in conditions:
            return deducted, deducted
        least = positive(minus(deducted, caps[1]))
        return least, deducted if None in conditions else positive(minus(deducted, caps[0]))

    def extra_hours(self) -> Verdict:
        if not self.line.time_off_hours:
            return NOT_APPLICABLE, None
        return {True: MET, False: NOT_MET, None: CANNOT_TELL}[self.line.time_off_agreed], None

    def bank_payment(self) -> Verdict:
        cash, gross = self.line.cash_paid, self.line.gross_wage
        if cash == 0:
            return MET, None
        if cash is None or gross is None:
            return CANNOT_TELL, None
        by_bank = max(gross - cash, 0)
        if self.due_least is not None and self.due_least > by_bank:
            return NOT_MET, None
        return (MET if self.due_most is not None and self.due_most <= by_bank else CANNOT_TELL), None

    def payslip(self) -> Verdict:
        given, gaps = self.line.payslip_given, self.line.payslip_gaps
        if given is False or (gaps is not None and gaps > 0):
            return NOT_MET, None
        return (MET if given and gaps == 0 else CANNOT_TELL), None

    def pay_period(self) -> Verdict:
        if self.days <= 31:
            return MET, None
        return {True: MET, False: NOT_MET, None: CANNOT_TELL}[self.line.long_period_agreed], None

    def paid_in_time(self) -> Verdict:
        due, paid, gross = self.line.due_date or self.line.period_end, self.line.paid_on, self.line.gross_wage
        if paid is None:
            return CANNOT_TELL, None
        late = working_days(due, paid) if due >= FIRST_DAY and paid >= FIRST_DAY and self.law_known else None
        more = None if gross is None or late is None else nearest(Fraction(gross * increase_percentage(late), 100))
        return (MET if paid <= due else NOT_MET), more

    # -- the claim

    def claim(self) -> dict[str, Any]:
        due = self.line.due_date or self.line.period_end
        owed = sum(money or 0 for name, (_, money) in self.verdicts.items() if name in CLAIMED)
        if due < FIRST_DAY:
            return {
                "owed": owed,
                "increase": None,
                "interest": None,
                "claim_until": None,
                "time_barred": None,
            }
        percentage = increase_percentage(working_days(due, self.as_of))
        return {
            "owed": owed,
            "increase": nearest(Fraction(owed * percentage, 100)) if self.law_known else None,
            "interest": nearest(Fraction(owed * interest_billionths(due, self.as_of), 10**9)),
            "claim_until": years_on(due, 5),
            "time_barred": years_on(due, 5) < self.as_of,
        }

    def allowance(self) -> tuple[int | None, int | None]:
        """Holiday allowance accrued over the line, and the part of it that has fallen due by the day of
        the check.
        """
        line, month = self.line, amount("wml", "reference_month", self.line.period_start)
        accrued = None
        if line.gross_wage is not None and month is not None:
            cap = month * 300 if self.whole_month else month * 300 / Fraction(13, 3) * self.days / 7
            accrued = nearest(Fraction(min(max(line.gross_wage, self.due_least or 0), int(cap)) * 8, 100))
        june = date(line.period_end.year + (line.period_end.month > 5), 6, 30)
        fallen = line.employment_ended or (line.period_end >= FIRST_DAY and june < self.as_of)
        return accrued, accrued if fallen else 0

    def working_time(self, hours: int | None, days: int, limits: tuple[int, int | None], span: int) -> Verdict:
        """Hours a week on average over the days that the lines cover, held against (18 and older, 16-17)."""
        if not self.law_known or hours is None:
            return CANNOT_TELL, None
        average, (adult, youth) = Fraction(hours * 7, 100 * max(days, span)), limits
        bound = youth if youth is not None and self.age_last is not None and self.age_last < 18 else adult
        if average > bound:
            return NOT_MET, None
        if self.line.hours is None:
            return CANNOT_TELL, None
        may_be_young = bound == adult and (self.age_first is None or self.age_first < 18)
        return (CANNOT_TELL if may_be_young and youth is not None and average > youth else MET), None


CLAIMED = ("minimum_wage", "other", "advance", "health", "housing")
LIMITS = {"week": (60, 45), "four_weeks": (55, 40), "sixteen_weeks": (48, None)}


def judged(deducted: int | None, least: int | None, most: int | None, free_least: int | None, free_most: int | None) -> Verdict:
    if deducted == 0:
        return NOT_APPLICABLE, 0
    money = None if least is None else positive(minus(least, free_most))
    if money:
        return NOT_MET, money
    if most == 0 or (most is not None and free_least is not None and most <= free_least):
        return MET, money
    return CANNOT_TELL, money


def holiday_allowance(references: list[Reference]) -> Verdict:
    """All lines of a worker together: what has fallen due against what was paid."""
    fallen = [reference.allowance()[1] for reference in references]
    paid = [reference.line.holiday_allowance_paid for reference in references]
    money = None if None in paid else max(sum(each or 0 for each in fallen) - sum(each or 0 for each in paid), 0)
    if all(each == 0 for each in fallen):
        return NOT_APPLICABLE, money
    if money:
        return NOT_MET, money
    return (CANNOT_TELL if None in fallen or None in paid else MET), money


def check(lines: list[PayslipLine], as_of: date) -> list[tuple[Reference, dict[str, Verdict]]]:
    """Every line with its verdicts, those on working time too, which look at the lines before."""
    found = []
    for line in lines:
        reference = Reference(line, as_of)
        verdicts = reference.judge()
        for name, span in (("week", 7), ("four_weeks", 28), ("sixteen_weeks", 112)):
            near = [line] if name == "week" else [each for each in lines if 0 <= (line.period_end - each.period_end).days < span]
            hours = [each.hours for each in near if each.hours is not None]
            days = (line.period_end - min(each.period_start for each in near)).days + 1
            total = sum(hours) if hours else None
            verdicts[f"working_time_{name}"] = reference.working_time(total, days, LIMITS[name], span)
        found.append((reference, verdicts))
    return found
