"""`songfai read FILE [--json]`: print the draft that a signed text becomes."""

import argparse
import json
import sys
from pathlib import Path

from .draft import Draft
from .files import MAX_BYTES, Unreadable, text_of
from .reader import LANGUAGES, read


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: read; 1: the file cannot be read; 2: the command is not understood (by argparse)."""
    options = _parser().parse_args(arguments)
    try:
        text = _text(options.file)
    except Unreadable as refused:
        print(f"songfai read: {refused}", file=sys.stderr)
        return 1
    except OSError as failure:
        print(f"songfai read: {options.file}: {failure.strerror or failure}", file=sys.stderr)
        return 1
    draft = read(text, language=options.language)
    print(json.dumps(draft.as_json(), ensure_ascii=False, indent=1) if options.json else summary(draft, text))
    return 0


def _parser() -> argparse.ArgumentParser:
    tool = argparse.ArgumentParser(
        prog="songfai read", description="Print the draft programme that a signed text becomes."
    )
    tool.add_argument("file", metavar="FILE", help="a .txt, .docx or .pdf file; - reads the standard input")
    tool.add_argument("--json", action="store_true", help="all values with their places in the text")
    tool.add_argument("--language", choices=LANGUAGES, help="instead of telling it from the letters")
    return tool


def _text(name: str) -> str:
    if name == "-":
        return text_of("stdin.txt", sys.stdin.buffer.read(MAX_BYTES + 1))
    path = Path(name)
    with path.open("rb") as file:
        return text_of(path.name, file.read(MAX_BYTES + 1))


def summary(draft: Draft, text: str) -> str:
    """A draft in lines for a person; `?` marks a guess, `~` what is likely."""
    lines = [f"Language   {draft.language}"]
    lines += [
        f"Kind       {draft.kind.value}{_mark(draft.kind.confidence)}"
        if draft.kind
        else "Kind       not found"
    ]
    if draft.title:
        lines.append(f"Title      {draft.title.value}")
    if draft.signed_on:
        lines.append(f"Signed on  {draft.signed_on.value}{_mark(draft.signed_on.confidence)}")
    if draft.place:
        lines.append(f"Place      {draft.place.value}{_mark(draft.place.confidence)}")
    for period in draft.periods:
        label = "Term     " if period.label == "term" else "Focus    "
        lines.append(f"{label}  {period.start} to {period.end}{_mark(period.confidence)}")
    lines += _people(draft)
    lines += [f"Review     {review.kind}: {review.when or 'no date given'}" for review in draft.reviews]
    lines += [f"Field      {field.name}" for field in draft.fields]
    for number, duty in enumerate(draft.commitments, start=1):
        lines.append(f"{number:>3}. [{duty.type}] {duty.text}{_mark(duty.confidence)} ({duty.party})")
    words = sum(end - start for start, end in draft.unread)
    lines.append(f"Not read   {len(draft.unread)} parts, {words} of {len(text)} characters")
    return "\n".join(lines)


def _people(draft: Draft) -> list[str]:
    lines = [f"Party {party.role}    {party.name}{_mark(party.confidence)}" for party in draft.parties]
    for person in draft.signatories:
        post = f", {person.title}" if person.title else ""
        lines.append(f"Signed by  {person.name}{post}{_mark(person.confidence)}")
    return lines


def _mark(confidence: str) -> str:
    return {"sure": "", "likely": " ~", "guess": " ?"}[confidence]


if __name__ == "__main__":
    sys.exit(main())
