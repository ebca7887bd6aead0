"""Scores the reader against the annotated texts in tests/reading/corpus.

    python -m tests.reading.score [dev|heldout|fresh|fresh2] [--per-file] [--language lo|vi|en] [--strict]
    python -m tests.reading.score [dev|heldout|fresh|fresh2] --misses
    python -m tests.reading.score --check        the annotations against their texts, no reader needed

Rates are micro averages: hits, found and wanted are added up over the texts before F1 is taken.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SPLITS = ("dev", "heldout", "fresh", "fresh2")
KINDS = {"coordination_programme", "memorandum", "agreement", "plan", "regulation", "other"}
TYPES = {
    *("visit", "course", "students", "experience", "support", "research_advice", "directive", "campaign"),
    *("contest", "award", "nomination", "publicity", "supervision", "meeting", "project", "other"),
}
REVIEWS = {"annual", "quarterly", "six_monthly", "midterm", "final", "other"}
MEASURES = ("parties", "signatories", "kind", "date", "term", "reviews", "commitments", "typed")

# Courtesy words, degrees and ranks, folded; they are taken off the front of a name before it is compared.
HONORIFIC = re.compile(
    "^(?:dong chi|ong|ba|anh|chi|ngai|gs|pgs|ts|ths|bs|bscki|bsckii|cn|ks|luat su|giao su|pho giao su|tien si"
    "|thac si|bac si|thieu tuong|trung tuong|thuong tuong|dai tuong|dai ta|thuong ta|trung ta|thieu ta|dai uy"
    "|mr|mrs|ms|mme|miss|dr|prof|assoc|associate|professor|h e|his excellency|her excellency|comrade|lt|col"
    "|gen|maj|madam|sir"
    "|ພະນະທ່ານ|ທ່ານ ນາງ|ທ່ານນາງ|ທ່ານ|ສະຫາຍ|ນາງ|ທ້າວ|ດຣ|ປອ|ປທ|ຮສ|ສຈ|ພັນເອກ|ພັນໂທ|ພັນຕີ|ພົນຈັດຕະວາ|ພົນຕີ|ພົນໂທ"
    ")(?:[ .,:]+|$)"
)


@dataclass
class Tally:
    hits: float = 0
    found: float = 0
    wanted: float = 0

    def add(self, other: "Tally") -> None:
        self.hits += other.hits
        self.found += other.found
        self.wanted += other.wanted

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 1.0


@dataclass
class Result:
    name: str
    language: str
    tallies: dict[str, Tally]
    missed: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    mistyped: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


@dataclass
class Sample:
    name: str
    text: str
    notes: dict


def load(split: str, language: str | None = None) -> list[Sample]:
    samples = []
    for path in sorted((CORPUS / split).glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))
        if language in (None, notes["language"]):
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            samples.append(Sample(path.stem, text, notes))
    return samples


def fold(name: str) -> str:
    """NFC, casefold, one space between words, no accents on Latin letters, one spelling for Lao AM and ຫຼ."""
    name = unicodedata.normalize("NFC", name or "").casefold().replace("\u200b", "")
    name = name.replace("\u0ecd\u0eb2", "\u0eb3").replace("ຫລ", "ຫຼ").replace("ຫນ", "ໜ").replace("ຫມ", "ໝ")
    name = name.replace("đ", "d").replace("’", "'").replace("–", "-").replace("—", "-")
    # Only the accents of Latin letters go: the vowels and tones of Lao are combining marks as well.
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not "\u0300" <= c <= "\u036f")
    return " ".join(bare.split()).strip(" .,;:")


def fold_person(name: str) -> str:
    name = re.sub(r"\s*\.\s*", " ", fold(name)).strip()
    while True:
        shorter = HONORIFIC.sub("", name, count=1).strip()
        if shorter == name or not shorter:
            return name
        name = shorter


def same_body(one: str, two: str) -> bool:
    short, long = sorted((fold(one), fold(two)), key=len)
    return bool(short) and (short == long or (short in long and len(short) >= 0.6 * len(long)))


def same_person(one: str, two: str) -> bool:
    return bool(fold_person(one)) and fold_person(one) == fold_person(two)


def matching(left: int, right: int, fits: Callable[[int, int], bool]) -> dict[int, int]:
    """The largest one-to-one matching, as right index -> left index."""
    owner: dict[int, int] = {}

    def seat(i: int, seen: set[int]) -> bool:
        for j in range(right):
            if j in seen or not fits(i, j):
                continue
            seen.add(j)
            if j not in owner or seat(owner[j], seen):
                owner[j] = i
                return True
        return False

    for i in range(left):
        seat(i, set())
    return owner


def score_names(wanted: list[str], found: list[str], same: Callable[[str, str], bool]) -> Tally:
    pairs = matching(len(wanted), len(found), lambda i, j: same(wanted[i], found[j]))
    return Tally(len(pairs), len(found), len(wanted))


def overlaps(one: tuple[int, int], two: tuple[int, int]) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], two[1] - two[0])


def spot(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def score_commitments(sample: Sample, found: list[dict], strict: bool, result: Result) -> None:
    """Optional annotations neither count as missing nor as surplus; strict makes all of them wanted."""
    every = [(c, spot(sample.text, c["quote"])) for c in sample.notes["commitments"]]
    wanted = [(c, at) for c, at in every if strict or not c.get("optional")]
    spare = [at for c, at in every if not strict and c.get("optional")]
    spans = [tuple(f["span"]) for f in found]

    def near(i: int, j: int) -> bool:
        return overlaps(wanted[i][1], spans[j])

    def typed(i: int, j: int) -> bool:
        right = {wanted[i][0]["type"], *([] if strict else wanted[i][0].get("also", []))}
        return near(i, j) and found[j]["type"] in right

    for measure, fits in (("commitments", near), ("typed", typed)):
        pairs = matching(len(wanted), len(spans), fits)
        loose = [j for j in range(len(spans)) if j not in pairs]
        forgiven = matching(
            len(spare), len(loose), lambda i, k, loose=loose: overlaps(spare[i], spans[loose[k]])
        )
        result.tallies[measure] = Tally(len(pairs), len(spans) - len(forgiven), len(wanted))
        if measure == "commitments":
            held = set(pairs.values())
            result.missed = [f"{c['type']}: {c['quote']}" for i, (c, _) in enumerate(wanted) if i not in held]
            result.surplus = [
                f"{found[j]['type']}: {sample.text[slice(*spans[j])]}"
                for k, j in enumerate(loose)
                if k not in forgiven
            ]
            result.mistyped = [
                f"{wanted[i][0]['type']} read as {found[j]['type']}: {wanted[i][0]['quote']}"
                for j, i in sorted(pairs.items())
                if not typed(i, j)
            ]


def plain(value: object) -> object:
    return value.get("value") if isinstance(value, dict) else value


def year(value: object) -> str | None:
    seen = re.search(r"\d{4}", str(plain(value) or ""))
    return seen.group() if seen else None


def day(value: dict | None) -> tuple[str, str] | None:
    if not value or not value.get("value"):
        return None
    # A date without its year has one precision, however the reader names it.
    written = str(value["value"])
    return written.lstrip("-"), "" if written.startswith("-") else str(value.get("precision"))


def exact(right: bool) -> Tally:
    return Tally(float(right), 1, 1)


def score(sample: Sample, draft: dict, strict: bool = False) -> Result:
    """Compares one draft, in the JSON form of `songfai read --json`, with the annotations of its text."""
    notes = sample.notes
    result = Result(sample.name, notes["language"], {})
    names = [str(p.get("name") or "") for p in draft.get("parties") or []]
    people = [str(s.get("name") or "") for s in draft.get("signatories") or []]
    result.tallies["parties"] = score_names(notes["parties"], names, same_body)
    result.tallies["signatories"] = score_names(
        [s["name"] for s in notes["signatories"]], people, same_person
    )
    result.tallies["kind"] = exact(plain(draft.get("kind")) == notes["kind"])
    result.tallies["date"] = exact(day(draft.get("signed_on")) == day(notes["signed_on"]))
    wanted, found = notes["term"] or {}, draft.get("period") or {}
    result.tallies["term"] = exact(all(year(found.get(k)) == wanted.get(k) for k in ("start", "end")))
    rhythm = {r["kind"] for r in notes["reviews"]}
    read_rhythm = {plain(r["kind"]) for r in draft.get("reviews") or []}
    result.tallies["reviews"] = Tally(len(rhythm & read_rhythm), len(read_rhythm), len(rhythm))
    result.facts = differing(notes, draft)
    score_commitments(sample, draft.get("commitments") or [], strict, result)
    return result


def differing(notes: dict, draft: dict) -> list[str]:
    """The facts that were read otherwise than annotated, one line each."""
    pairs = (
        ("parties", sorted(notes["parties"]), sorted(str(p.get("name")) for p in draft.get("parties") or [])),
        (
            "signatories",
            sorted(fold_person(s["name"]) for s in notes["signatories"]),
            sorted(fold_person(str(s.get("name"))) for s in draft.get("signatories") or []),
        ),
        ("date", day(notes["signed_on"]), day(draft.get("signed_on"))),
        (
            "reviews",
            sorted({r["kind"] for r in notes["reviews"]}),
            sorted({str(plain(r["kind"])) for r in draft.get("reviews") or []}),
        ),
    )
    return [f"{label}: wanted {wanted}, read {found}" for label, wanted, found in pairs if wanted != found]


def score_split(split: str, language: str | None = None, strict: bool = False) -> list[Result]:
    from songfai.reading import read

    return [score(sample, read(sample.text).as_json(), strict) for sample in load(split, language)]


def total(results: list[Result]) -> dict[str, float]:
    """The rate of each measure, 0 to 1, over these texts."""
    rates = {}
    for measure in MEASURES:
        tally = Tally()
        for result in results:
            tally.add(result.tallies[measure])
        rates[measure] = tally.f1
    return rates


def faults_of_facts(sample: Sample) -> list[str]:
    notes, flat = sample.notes, " ".join(sample.text.split())
    names = [*notes["parties"], *(s["name"] for s in notes["signatories"]), notes["place"] or ""]
    faults = [f"not in the text: {name}" for name in names if name not in flat]
    if notes["kind"] not in KINDS or notes["language"] not in ("lo", "vi", "en"):
        faults.append("kind or language")
    if not all(re.fullmatch(r"\d{4}", end) for end in (notes["term"] or {}).values()):
        faults.append("term")
    forms = {"day": r"(\d{4}|-)-\d\d-\d\d", "month": r"(\d{4}|-)-\d\d", "year": r"\d{4}"}
    signed = notes["signed_on"]
    if signed and not re.fullmatch(forms[signed["precision"]], signed["value"]):
        faults.append("signed_on")
    if not {r["kind"] for r in notes["reviews"]} <= REVIEWS:
        faults.append("review kind")
    return faults


def faults_of_commitments(sample: Sample) -> list[str]:
    faults, spans = [], []
    for c in sample.notes["commitments"]:
        if sample.text.count(c["quote"]) != 1:
            faults.append(f"quote stands {sample.text.count(c['quote'])} times: {c['quote'][:40]}")
            continue
        spans.append(spot(sample.text, c["quote"]))
        if not {c["type"], *c.get("also", [])} <= TYPES:
            faults.append(f"type {c['type']}")
        if c["party"] not in ("both", *sample.notes["parties"]):
            faults.append(f"party {c['party']}")
    spans.sort()
    if any(one[1] > two[0] for one, two in pairwise(spans)):
        faults.append("quotes overlap")
    return faults


def check() -> list[str]:
    """What is wrong in the annotations themselves; empty when every quote and name stands in its text."""
    faults = []
    for split in SPLITS:
        for sample in load(split):
            found = faults_of_facts(sample) + faults_of_commitments(sample)
            faults += [f"{split}/{sample.name}: {fault}" for fault in found]
    return faults


def table(rows: list[tuple[str, int, dict[str, float]]]) -> str:
    lines = [f"{'':36} {'texts':>5}" + "".join(f"{m:>13}" for m in MEASURES)]
    for label, count, rates in rows:
        lines.append(f"{label:36} {count:5d}" + "".join(f"{rates[m]:13.3f}" for m in MEASURES))
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.reading.score", description=__doc__.splitlines()[0]
    )
    parser.add_argument("split", nargs="?", choices=SPLITS, default="dev")
    parser.add_argument("--per-file", action="store_true")
    parser.add_argument("--language", choices=("lo", "vi", "en"))
    parser.add_argument(
        "--strict", action="store_true", help="optional commitments are wanted, second types wrong"
    )
    parser.add_argument(
        "--misses",
        action="store_true",
        help="names, dates and commitments missed, surplus or mistyped",
    )
    parser.add_argument("--check", action="store_true", help="check the annotations and stop")
    options = parser.parse_args(argv)
    if options.check:
        faults = check()
        print("\n".join(faults) or "Every quote and every name stands in its text.")
        return 1 if faults else 0
    results = score_split(options.split, options.language, options.strict)
    rows = []
    if options.per_file:
        rows = [(r.name, 1, total([r])) for r in results]
    for language in ("lo", "vi", "en"):
        part = [r for r in results if r.language == language]
        if part:
            rows.append((language, len(part), total(part)))
    rows.append((f"total {options.split}", len(results), total(results)))
    print(table(rows))
    if options.misses:
        for result in results:
            print("\n".join(f"{result.name} {line}" for line in result.facts))
            for label, lines in (("-", result.missed), ("+", result.surplus), ("~", result.mistyped)):
                for line in lines:
                    print(f"{result.name} {label} {' '.join(line.split())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
