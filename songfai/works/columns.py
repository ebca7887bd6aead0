"""What stands in the workbooks of works: headings of their columns, and what is explained of each. Plain Python."""

from songfai.kit.errors import N_
from songfai.works.states import PartKind

# The columns of a workbook of works, in their order -> (heading, what stands in it).
SHEET_COLUMNS: dict[str, tuple[str, str]] = {
    "number": (N_("No."), N_("The same number in several rows: one work, an author in each row.")),
    "title": (N_("Title of the work"), N_("Once for each number.")),
    "type": (N_("Type of solution"), N_("One of the words of the list.")),
    "fields": (N_("Fields"), N_("Words of the list; several with a semicolon between them.")),
    "applied": (N_("First or trial application"), N_("A day, a month or a year: 05/03/2026, 03/2026.")),
    "unit": (N_("Unit"), N_("The unit’s name as it is kept here. Empty: without a unit.")),
    "known": (PartKind.KNOWN.words, N_("Text.")),
    "content": (PartKind.CONTENT.words, N_("Text.")),
    "applicability": (PartKind.APPLICABILITY.words, N_("Text.")),
    "benefit": (PartKind.BENEFIT.words, N_("Text.")),
    "author": (N_("Author"), N_("Full name. The first row of a number is the lead author’s.")),
    "born": (N_("Date of birth"), N_("As far as it is known.")),
    "workplace": (N_("Workplace"), N_("Text.")),
    "share": (N_("Share of contribution in per cent"), N_("The shares of one work add to 100.")),
    "email": (N_("E-mail address of the account"), N_("Empty for who has no account.")),
    "year": (
        N_("Year of the benefit"),
        N_(
            "Empty when no benefit is entered yet. A further year stands in a further row of the same number."
        ),
    ),
    "known_how": (N_("How it is known"), N_("One of the words of the list.")),
    "amount": (N_("Amount"), N_("Empty when it cannot be computed.")),
    "currency": (N_("Currency"), N_("VND, LAK, USD …")),
    "confidential": (
        N_("Confidential parts"),
        N_("Names of parts as they stand above, with a semicolon between them. Empty: none."),
    ),
    "state_funded": (N_("Paid for by the State"), N_("Yes or no. Empty: no.")),
    "union_member": (N_("Member of the trade union"), N_("Yes or no, for each author. Empty: no.")),
    "heads_unit": (N_("Head of the unit"), N_("Yes or no, for each author. Empty: no.")),
    "signed": (
        N_("Has signed on paper"),
        N_("Yes or no, for each author: whether the author has signed the paper that you keep."),
    ),
    "mark": (
        N_("Mark (leave as it is)"),
        N_("Stands in a list that Songfai gave out: the row changes that draft and makes no second one."),
    ),
}
