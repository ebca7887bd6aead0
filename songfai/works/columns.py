"""What stands in the workbooks of works: headings of their columns, and what is explained of each. Plain Python."""

from songfai.kit.errors import N_
from songfai.works.states import PartKind, SheetKind

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
    "invested_by": (
        N_("Who paid for creating it"),
        N_("One of the words of the list. Empty: the authors; somebody else where an investor is named."),
    ),
    "investor": (
        N_("Investor"),
        N_("Where somebody else has paid: the name, as it is to stand on the certificates."),
    ),
    "investor_refused": (
        N_("This investor has refused to recognise it"),
        N_("Yes or no, where somebody else has paid. Empty: no."),
    ),
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

# The columns of a workbook of works that were recognised on paper.
PAST_COLUMNS: dict[str, tuple[str, str]] = {
    "number": SHEET_COLUMNS["number"],
    "title": SHEET_COLUMNS["title"],
    "author": (N_("Author"), N_("Full name, as the decision writes it.")),
    "workplace": SHEET_COLUMNS["workplace"],
    "unit": (N_("Unit as it was"), N_("The unit’s name of that time. It stays as it is written.")),
    "made": (
        N_("Year of the work"),
        N_("When it was first applied, as far as the paper says it: 2016, 03/2016."),
    ),
    "decision": (N_("Number of the decision"), N_("Of the paper by which it was recognised.")),
    "decided_on": (N_("Date of the decision"), N_("As far as it is known: 05/03/2016, 2016.")),
    "decided_by": (N_("Decided by"), N_("The body that recognised it. Empty: your institution.")),
    "level": (N_("Level of recognition"), N_("One of the words of the list. Empty: base level.")),
    "type": SHEET_COLUMNS["type"],
    "fields": SHEET_COLUMNS["fields"],
    "content": (
        N_("Summary or wording"),
        N_("As far as the paper has it. Empty: the work is listed, and others are not compared with it."),
    ),
    "paper": (N_("Paper it was read in"), N_("Empty: the paper named for the whole sheet.")),
}
# By which of them a workbook of its kind is known.
NEEDED: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.WORKS: ("number", "title", "author", "share"),
    SheetKind.PAST: ("number", "title", "author", "decision", "decided_on"),
}
COLUMNS: dict[SheetKind, dict[str, tuple[str, str]]] = {
    SheetKind.WORKS: SHEET_COLUMNS,
    SheetKind.PAST: PAST_COLUMNS,
}
