"""Ed25519 as Project Wycheproof tries it: the product and both verifiers say the same of every case, and what is wrong is no."""

import json
from collections import Counter
from pathlib import Path

import pytest

from songfai.record import notes
from tests.record import verifiers

CASES = json.loads(Path(__file__).parent.joinpath("golden", "ed25519.json").read_text(encoding="utf-8"))[
    "cases"
]
# Whether one says yes to what Wycheproof calls acceptable (keys and points in another spelling, of small order) is free;
# that the product and the two verifiers say the same is not.
HOLDS = {"valid": True, "invalid": False}


def cases():
    for number, comment, *parts, result in CASES:
        yield f"{number} {comment}", [bytes.fromhex(part) for part in parts], result


def test_product_and_python_verifier_on_the_cases_of_wycheproof(capsys):
    python, wrong, count = verifiers.loaded(), [], Counter()
    for name, parts, result in cases():
        said = notes.verified(*parts), bool(python.signed(*parts))
        count[result, said[0]] += 1
        if len({*said, HOLDS.get(result, said[0])}) > 1:
            wrong.append((name, result, said))
    assert wrong == []
    assert (count["valid", True], count["invalid", False]) == (117, 64)
    with capsys.disabled():
        print(f"\n  {len(CASES)} cases of Wycheproof, {len(wrong)} answered otherwise")


@pytest.mark.browser
def test_offline_page_on_the_cases_of_wycheproof(browser):
    page = verifiers.opened(browser)
    run = "async all => Promise.all(all.map(([key, signature, message]) => ed25519(unhex(key), unhex(signature), unhex(message))))"
    held = page.evaluate(run, [[part.hex() for part in parts] for _, parts, _ in cases()])
    page.close()
    assert held == [notes.verified(*parts) for _, parts, _ in cases()]
