"""What findings say in plain words: a title and a rule for each norm, a sentence for each outcome, a name for each step, and
for each missing fact the paper that settles it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medemens.law import Outcome

Text = str | Promise

TITLES: dict[str, Text] = {
    "minimum_wage": _("Minimum wage"),
    "housing": _("Taken off for housing"),
    "health": _("Taken off for health insurance"),
    "other": _("Other things taken off"),
    "advance": _("Advance"),
    "extra_hours": _("Free time instead of pay"),
    "bank_payment": _("Paid by bank"),
    "payslip": _("Payslip"),
    "pay_period": _("How often you are paid"),
    "paid_in_time": _("Paid in time"),
    "working_time_week": _("Hours in a week"),
    "working_time_four_weeks": _("Hours over four weeks"),
    "working_time_sixteen_weeks": _("Hours over sixteen weeks"),
    "holiday_allowance": _("Holiday allowance"),
}

RULES: dict[str, Text] = {
    "minimum_wage": _("Your gross pay must be at least the minimum wage for your hours and your age."),
    "housing": _(
        "For housing your employer may take off at most a quarter of the minimum wage, and only with a signed paper, a rent contract and a certified landlord."
    ),
    "health": _(
        "For health insurance your employer may take off at most a fixed amount, and only with a signed paper and a policy in your own name."
    ),
    "other": _("Fines, damage, transport, clothes, fees and training may not be taken from the minimum wage."),
    "advance": _("An advance may be taken off only if it was agreed in writing beforehand and paid by bank."),
    "extra_hours": _(
        "Extra hours must be paid. Free time is only allowed if it was agreed in writing and the collective agreement allows it."
    ),
    "bank_payment": _("The minimum wage must be paid to your bank account. Only what is above it may be paid in cash."),
    "payslip": _("You must get a payslip with everything on it that the law lists."),
    "pay_period": _("You must be paid at least every month."),
    "paid_in_time": _("Pay that is more than three working days late gets an increase."),
    "working_time_week": _("An adult may work at most 60 hours in a week; at 16 or 17 years at most 45."),
    "working_time_four_weeks": _(
        "Over four weeks an adult may work at most 55 hours a week on average; at 16 or 17 years at most 40."
    ),
    "working_time_sixteen_weeks": _("Over sixteen weeks you may work at most 48 hours a week on average."),
    "holiday_allowance": _(
        "On top of your pay comes at least 8 percent holiday allowance. It must be paid in June at the latest, or when the job ends."
    ),
}

OUTCOMES: dict[Outcome, Text] = {
    Outcome.MET: _("This is right"),
    Outcome.NOT_MET: _("This is not right"),
    Outcome.CANNOT_TELL: _("We cannot tell"),
    Outcome.NOT_APPLICABLE: _("This does not apply to you"),
}

STEPS: dict[str, Text] = {
    "age_first": _("Your age (from 21 years on the full amount holds)"),
    "permille_least": _("Part of the adult minimum wage"),
    "start_adult_hour": _("Adult minimum wage per hour on the first day"),
    "start_adult_week": _("Adult minimum wage for a full week on the first day"),
    "hours_due": _("Hours that must be paid"),
    "due_least": _("Minimum wage for this time, at least"),
    "due_most": _("Minimum wage for this time, at most"),
    "gross_wage": _("Your gross pay that counts"),
    "minimum_wage_amount": _("Missing"),
    "start_housing_share": _("Part that may be taken off"),
    "housing_cap_least": _("The most that may be taken off, at least"),
    "housing_cap_most": _("The most that may be taken off, at most"),
    "housing_cap_agency": _("The most, if counted over 40 hours a week (agencies may argue this)"),
    "housing_deduction": _("Taken off for housing"),
    "free_most": _("Your pay above the minimum wage"),
    "housing_over_least": _("Taken off too much"),
    "housing_amount": _("To be paid back, our reading"),
    "housing_amount_most": _("To be paid back, if pay above the minimum wage does not matter"),
    "start_health_cap": _("The most for a year"),
    "health_cap_most": _("The most for this time"),
    "health_deduction": _("Taken off for health insurance"),
    "health_over_least": _("Taken off too much"),
    "health_amount": _("To be paid back, our reading"),
    "health_amount_most": _("To be paid back, if pay above the minimum wage does not matter"),
    "other_deductions": _("Other things taken off"),
    "other_amount": _("To be paid back, our reading"),
    "other_amount_most": _("To be paid back, if pay above the minimum wage does not matter"),
    "advance": _("Advance taken off"),
    "advance_over_least": _("Taken off too much"),
    "advance_amount": _("To be paid back, our reading"),
    "advance_amount_most": _("To be paid back, if pay above the minimum wage does not matter"),
    "time_off_hours": _("Hours given as free time"),
    "extra_hours_worth": _("What these hours are worth"),
    "cash_paid": _("Paid in cash"),
    "cash_in_minimum": _("Part of the minimum wage that was paid in cash"),
    "payslip_gaps": _("Missing on the payslip"),
    "period_days": _("Days in this time"),
    "due_day": _("Pay was due on"),
    "paid_on": _("Paid on"),
    "paid_working_days_late": _("Working days late"),
    "paid_permille": _("Increase"),
    "paid_in_time_amount": _("Increase for late pay, at most"),
    "hours": _("Hours in this time"),
    "hours_28_days": _("Hours over four weeks"),
    "hours_112_days": _("Hours over sixteen weeks"),
    "working_time_week_average": _("Hours a week"),
    "working_time_week_allowed": _("Allowed a week"),
    "working_time_four_weeks_average": _("Hours a week on average"),
    "working_time_four_weeks_allowed": _("Allowed a week on average"),
    "working_time_sixteen_weeks_average": _("Hours a week on average"),
    "working_time_sixteen_weeks_allowed": _("Allowed a week on average"),
    "allowance_accrued_all": _("8 percent over all pay"),
    "allowance_fallen_due": _("Of this, already due"),
    "allowance_paid": _("Holiday allowance you got"),
    "holiday_allowance_amount": _("Missing"),
}

SETTLED_BY: dict[str, Text] = {
    "hours": _("The hours are missing. Your own notes, a roster or time sheets settle it."),
    "gross_wage": _("The gross pay is missing. The payslip settles it."),
    "birth_date": _("The birth date is missing. The amount depends on your age."),
    "vocational_training": _("It matters if you worked and learned (BBL). Your training contract settles it."),
    "posted": _("It matters if a foreign company sent you. Your contract settles it."),
    "normal_weekly_hours": _(
        "The full working week of your sector is missing. The collective agreement (cao) settles it. 40 hours gives the lowest claim."
    ),
    "agreed_weekly_hours": _("The agreed hours are missing. Your contract settles it."),
    "hours_by_part": _(
        "The minimum wage changed in this time, or you had a birthday. The hours before and after that day settle it: check both parts apart."
    ),
    "amount_of_law": _("The legal amount for these days is not known to us."),
    "housing_deduction": _("We do not know what was taken off for housing. The payslip settles it."),
    "housing_permission": _("It matters if you signed a paper for the rent. Ask your employer for a copy."),
    "tenancy_agreement": _("It matters if there is a rent contract. Ask for a copy."),
    "landlord_certified": _("It matters if the landlord is certified. The registers of SNF and AKF settle it."),
    "health_deduction": _("We do not know what was taken off for health insurance. The payslip settles it."),
    "health_permission": _("It matters if you signed a paper for the insurance. Ask your employer for a copy."),
    "health_own_policy": _("It matters in whose name the policy is. The policy settles it."),
    "other_deductions": _("We do not know what else was taken off. The payslip settles it."),
    "advance": _("We do not know if an advance was taken off. The payslip settles it."),
    "advance_in_writing": _("It matters if the advance was agreed in writing. The agreement and the bank statement settle it."),
    "time_off_agreed": _("It matters if free time was agreed in writing. Your contract settles it."),
    "cash_paid": _("We do not know how much was paid in cash. Your bank statements settle it."),
    "payslip_given": _("We do not know if you got a payslip."),
    "payslip_gaps": _("We do not know what is missing on the payslip."),
    "long_period_agreed": _("It matters if a longer period was agreed in writing. Your contract settles it."),
    "paid_on": _("The day of payment is missing. Your bank statement settles it."),
    "holiday_allowance_paid": _("We do not know how much holiday allowance you got. Payslips and bank statements settle it."),
}

UNREADABLE: dict[str, Text] = {
    "period_in_future": _("This time has not come yet."),
    "hours_too_many": _("There are more hours than this time has."),
    "pay_too_high": _("The pay is above 500 euros an hour. Check the comma."),
}

PROPOSALS: dict[str, Text] = {
    "youth_2027": _("Higher minimum wage for young people from 2027: announced in 2025. We did not find that it became law."),
    "housing_phase_out": _(
        "Less and less may be taken off for housing: announced in 2025, then stopped. Until now it is a quarter."
    ),
    "six_months_presumption": _(
        "Six months of full-time work is presumed when the employer's records are bad: an idea, not law."
    ),
}
