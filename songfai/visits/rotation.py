"""Who hosts next, worked out from who hosted before. Plain values only.

Source 000: high-level delegations and delegations of heads of units are exchanged in rotation. A year without a visit
is recorded with its reason and uses up nobody's turn (2020-2022 is a real case).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from songfai.kit.errors import N_
from songfai.visits.states import RotationKind


@dataclass(frozen=True, slots=True)
class Held:
    """A turn that was taken or is arranged: the year and the position of the host. `host` None: the year was skipped."""

    year: int
    host: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """`first` begins; `order` is the sequence of hosts, used by the fixed order only."""

    kind: RotationKind
    first: int = 1
    order: tuple[int, ...] = (1, 2)


@dataclass(frozen=True, slots=True)
class Proposed:
    """The next host, or None where the sides agree each time, with the reason as a sentence of the catalogues.

    `hosts` are positions that fill places of the sentence: the page puts the names of the sides there.
    """

    year: int
    host: int | None
    reason: str
    hosts: dict[str, int] = field(default_factory=dict)
    params: dict[str, int | str] = field(default_factory=dict)
    skipped: tuple[int, ...] = ()


def recorded(years: Iterable[tuple[int, int | None]]) -> list[Held]:
    """Years as the sides have recorded them, each once. A year of which they say different things counts for nobody until
    they say the same."""
    hosts: dict[int, set[int | None]] = {}
    for year, host in years:
        hosts.setdefault(year, set()).add(host)
    return [Held(year, next(iter(said))) for year, said in sorted(hosts.items()) if len(said) == 1]


def unrecorded(years: Iterable[int], this_year: int) -> list[int]:
    """The years since the first one known, up to the last that is over, of which nothing is recorded: neither a host nor that
    it was skipped."""
    known = set(years)
    return [year for year in range(min(known), this_year) if year not in known] if known else []


def called_off(cancelled: Iterable[int], known: Iterable[int], this_year: int) -> list[int]:
    """The years that are over in which visits were arranged and all of them called off: skipped, as the visits say, unless
    the sides have recorded something else of them."""
    return sorted(year for year in set(cancelled) - set(known) if year < this_year)


def next_host(rule: Rule, turns: Sequence[Held], this_year: int) -> Proposed:
    """`turns` in the order of time. The year proposed is the first, from this one on, that has no turn yet."""
    taken = [turn for turn in turns if turn.host is not None]
    years = {turn.year for turn in turns}
    year = this_year
    while year in years:
        year += 1
    last = taken[-1] if taken else None
    skipped = tuple(
        sorted(turn.year for turn in turns if turn.host is None and (not last or turn.year > last.year))
    )
    host, reason, hosts, params = _by_rule(rule, taken, last)
    return Proposed(year, host, reason, hosts, params, skipped)


def _by_rule(
    rule: Rule, taken: Sequence[Held], last: Held | None
) -> tuple[int | None, str, dict[str, int], dict[str, int | str]]:
    if rule.kind == RotationKind.AGREEMENT:
        counted = Counter(turn.host for turn in taken)
        words = N_("The sides agree each time. So far: %(first)s hosted %(a)s, %(second)s hosted %(b)s.")
        return None, words, {"first": 1, "second": 2}, {"a": counted[1], "b": counted[2]}
    if rule.kind == RotationKind.FIXED:
        place = len(taken) % len(rule.order)
        host = rule.order[place]
        words = N_("The order is fixed; turn %(turn)s of %(all)s falls to %(host)s.")
        return host, words, {"host": host}, {"turn": place + 1, "all": len(rule.order)}
    if last is None:
        return rule.first, N_("By the rule %(host)s begins."), {"host": rule.first}, {}
    assert last.host is not None
    host = 3 - last.host
    words = N_("The sides take turns: %(last)s hosted in %(year)s, so it is the turn of %(host)s.")
    return host, words, {"last": last.host, "host": host}, {"year": last.year}


def is_exception(host: int, proposed: Proposed | None) -> bool:
    """Whether a visit is hosted by the side whose turn it is not."""
    return proposed is not None and proposed.host is not None and proposed.host != host
