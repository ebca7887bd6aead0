"""Who can be played on a demonstration. Read from the story's files, without the database."""

from dataclasses import dataclass
from functools import cache

from songfai.demo.book import read, words
from songfai.kit.languages import LANGUAGES, Trilingual

# One word for all demo accounts; shown on the sign-in page of a demonstration, and nowhere else.
PASSWORD = "songfai-demo-2026"


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the sign-in page."""

    email: str
    name: Trilingual
    institution: Trilingual
    role: str
    post: Trilingual

    @property
    def words(self) -> Trilingual:
        """What the person is, and for whom, in each language."""
        return Trilingual(
            **{code: f"{self.post.get(code)}, {self.institution.get(code)}" for code in LANGUAGES}
        )


@cache
def shown() -> list[Shown]:
    institutions = read("people")["institutions"]
    people = [(institution, person) for institution in institutions for person in institution["people"]]
    # Who has gone over to another body is shown with the seat of today.
    move = read("reorganisation")["move"]
    now = next(one for one in institutions if one["slug"] == move["to"])
    moved = {one["email"]: one for one in move["seats"]}
    return [
        Shown(
            email=person["email"],
            name=words(person["name"]),
            institution=words((now if person["email"] in moved else institution)["short_name"]),
            role=person["role"],
            post=words(moved.get(person["email"], person)["post"]),
        )
        for institution, person in sorted(people, key=lambda pair: not pair[1].get("first"))
    ]


SHOWN = shown()
