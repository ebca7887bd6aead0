"""Earlier texts with the same wording."""

from songfai.novelty.queries.comparing import (
    Comparison,
    HandedRound,
    Passage,
    Reader,
    Similar,
    nobody_reads,
    similar,
)

__all__ = ["Comparison", "HandedRound", "Passage", "Reader", "Similar", "nobody_reads", "similar"]
