"""How the rhythm of a programme becomes dates, as data. An institution's custom is changed here, not in the engine.

Where the signed text gives a date, that date holds. These are the customs for what it leaves open: ministries close a
year's report by the end of March of the next one; whether to go on is decided half a year before the end.
"""

from songfai.kit.errors import N_

# Review of the text: (kind of obligation, months of one period, (month, day) in which a period's report is due
# after the period's end). A yearly review is due by 31 March of the following year.
REPEATED = {
    "annual": ("annual_review", 12, 3),
    "six_monthly": ("six_monthly", 6, 1),
    "quarterly": ("quarterly", 3, 1),
}
REPEATED_WHEN = {"every_year": "annual", "every_6_months": "six_monthly", "every_quarter": "quarterly"}
ONCE = {"midterm": "midterm", "final": "final_summary", "other": "other"}

# Months before the end of the term by which both decide whether to go on.
RENEWAL_MONTHS = 6

BASIS_TEXT = N_("Named in the signed text.")
BASIS_YEARLY = N_("Yearly in the signed text; by custom due by 31 March of the following year.")
BASIS_WITH_FINAL = N_("The last yearly review is held with the final summary.")
BASIS_PERIOD = N_("Repeated in the signed text; by custom due one month after the period.")
BASIS_COUNTED_SIGNING = N_("Counted from the date of signing.")
BASIS_COUNTED_TERM = N_("Counted from the beginning of the term.")
BASIS_MIDDLE = N_("The text names no date: proposed for the middle of the term.")
BASIS_END = N_("The text names no date: proposed for the end of the term.")
BASIS_RENEWAL = N_("Proposal: six months before the end of the term.")
BASIS_FINAL_PROPOSED = N_("Proposal: the text names no final summary.")
BASIS_COPIED = N_("As in the programme it was begun from; the text to be signed says whether it stays.")
BASIS_AMENDED = N_("Worked out anew from an amendment of the term.")
