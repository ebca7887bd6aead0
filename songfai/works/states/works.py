"""A work: its kinds and parts, its authors, what is stated of it. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class WorkType(State):
    """The four kinds of solution (Decree 13/2012/ND-CP, Article 3; Circular 18/2013/TT-BKHCN, Article 3)."""

    TECHNICAL = "technical", N_("Technical solution")
    MANAGEMENT = "management", N_("Management solution")
    OPERATIONAL = "operational", N_("Operational solution")
    APPLICATION = "application", N_("Application of a technique")


class PartKind(State):
    """The parts of a description, in the order of the description sheet (Circular 18/2013/TT-BKHCN, Annex I)."""

    KNOWN = "known", N_("Known solutions and their limits")
    CONTENT = "content", N_("Content of the solution")
    APPLICABILITY = "applicability", N_("Applicability")
    BENEFIT = "benefit", N_("Benefit, gained or expected")


class IpStatus(State):
    NONE = "none", N_("No intellectual property right")
    APPLIED = "applied", N_("Protection applied for")
    PROTECTED = "protected", N_("Under protection")
    ENDED = "ended", N_("Protection has ended")


class Mark(State):
    """What authors state that changes what the law asks. A claim until the office has checked it."""

    STATE_FUNDED = "state_funded", N_("Paid for by the State")
    HEAD = "head", N_("An author heads the unit")
    UNION = "union", N_("An author is a member of the trade union")
    PROTECTED = "protected", N_("Under intellectual property protection")
    # Only of a work that somebody else has paid for.
    REFUSED = "refused", N_("Its investor has refused to recognise it")


class Investor(State):
    """Who paid for creating a work and equipped its authors. The application names the investor where it is not the authors
    (Circular 18/2013/TT-BKHCN, Annex I)."""

    AUTHORS = "authors", N_("The authors themselves")
    UNIT = "unit", N_("The unit it is filed with")
    OTHER = "other", N_("Somebody else")


class AuthorRole(State):
    LEAD = "lead", N_("Lead author")
    CO = "co", N_("Co-author")
    HELPER = "helper", N_("Took part in the first application")
    # Of a work recognised on paper before this register: how it was shared is not known here.
    NAMED = "named", N_("Author named in the decision")


# Those who created the work: they share it, confirm it, and receive a certificate.
CREATORS = (AuthorRole.LEAD, AuthorRole.CO)


class Confirmed(State):
    """How an author's word came here."""

    SELF = "self", N_("confirmed in person")
    BEHALF = "behalf", N_("confirmed on paper")


class BenefitKind(State):
    MEASURED = "measured", N_("Measured")
    ESTIMATED = "estimated", N_("Estimated")
    NOT_COMPUTABLE = "not_computable", N_("Cannot be computed")


class FieldChange(State):
    """What was done to the list of fields."""

    ADDED = "added", N_("Added")
    CHANGED = "changed", N_("Renamed or moved")
    ENDED = "ended", N_("Ended")
    RESUMED = "resumed", N_("In use again")
