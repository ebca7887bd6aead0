"""The type of a duty: told by its first verb and that verb's object, else by the weight of all its words."""

import re

from .lexicon import Lexicon

# Types whose opening words are verbs, never the name of the body that acts.
_VERB_FIRST = frozenset({"directive", "research_advice", "publicity", "award", "support", "course", "other"})
_OPENING = " \t\n\"'-*+•.,:;("


def bare(text: str) -> str:
    return text.lstrip(_OPENING)


def type_of(lexicon: Lexicon, low: str) -> tuple[str, float]:
    """The type of a clause in folded small letters and how surely: 5.0 by its verb, else what its cues weigh."""
    head = head_of(lexicon, low)
    start = _past_lead(lexicon, low, len(low) - len(bare(low)))
    if start < head:
        for name, pattern in lexicon.labelled("TYPE_HEADS"):
            if pattern.match(low, start) and name in _VERB_FIRST:
                return name, 5.0
    for name, pattern in lexicon.labelled("TYPE_HEADS"):
        if pattern.match(low, head):
            return name, 5.0
    return _weighed(lexicon, low, head)


def _weighed(lexicon: Lexicon, low: str, head: int) -> tuple[str, float]:
    """The type whose cues weigh most; a cue near the head of a clause weighs more."""
    best, most = "other", 0.9
    core = low[head:]
    for name, cues in lexicon.weighted("TYPES").items():
        score = 0.0
        for pattern, weight in cues:
            leads = pattern.pattern.startswith("^")
            match = pattern.match(core) if leads else pattern.search(low)
            if match:
                at = 0 if leads else match.start() - head if match.start() >= head else 60
                near = 1.5 if at < 22 else 1.1 if at < 50 else 0.7 if at < 100 else 0.4
                score += weight * near
        if score > most:
            best, most = name, score
    if best == "other" and lexicon.pattern("REVIEW_ONLY").search(low):
        return "meeting", 1.0
    return best, most


def head_of(lexicon: Lexicon, low: str) -> int:
    """Where the first verb of a clause stands, past its subject, the time and "will" or "shall"."""
    start = len(low) - len(bare(low))
    if not lexicon.pattern("ACTION").match(low, start):
        verb = lexicon.pattern("VERB").search(low[:160], start)
        start = verb.start() if verb else start
    return _past_lead(lexicon, low, start)


def _past_lead(lexicon: Lexicon, low: str, start: int) -> int:
    for _ in range(6):
        lead = lexicon.pattern("HEAD_LEAD").match(low, start)
        if lead is None or lead.end() == start:
            break
        start = lead.end()
    return start


def without_names(low: str, names: list[str]) -> str:
    """The clause with the names of the sides blotted out: an inspectorate does not inspect in every clause."""
    for name in names:
        words = name.lower().split()
        for count in range(len(words), 1, -1):
            low = low.replace(" ".join(words[:count]), "_" * 8)
        if len(words) == 1:
            low = low.replace(words[0], "_" * 8)
    return re.sub(r"_{9,}", "_" * 8, low)
