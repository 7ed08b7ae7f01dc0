"""Fictional stories, as many as a page asks for, no two alike in a sentence."""

from typing import NamedTuple

_TOWNS = (
    "Calder Bay", "Aldworth", "Marrow Point", "Tarnholm", "Eastwick Moor", "Saltby", "Greyford",
    "Linden Vale", "Port Harrow", "Kestrel Hill",
)  # fmt: skip
_PEOPLE = (
    "Elena Marsh", "Tom Ridge", "Priya Lal", "Sean O’Farrell", "Nora Whitfield", "Ines Okafor",
    "Ruth Kaplinsky", "Delphine Cole", "Amos Bray", "Yusuf Karim", "Greta Lund",
)  # fmt: skip
_THINGS = (
    ("pier", "engineers", "bearings", "repairs"), ("library", "readers", "windows", "new roof"),
    ("bus station", "drivers", "ticket machines", "second platform"),
    ("market hall", "traders", "drains", "new floor"), ("school", "parents", "boilers", "gym"),
    ("reservoir", "hikers", "sluices", "taller dam"), ("theatre", "actors", "stage lights", "bar"),
)  # fmt: skip


class Story(NamedTuple):
    """A headline, who wrote it, its address, and its paragraphs."""

    title: str
    author: str
    path: str
    paragraphs: list[str]


def story(number: int, length: int = 6) -> Story:
    """Story `number`, of `length` paragraphs (1 to 8)."""
    town = _TOWNS[number % len(_TOWNS)]
    thing, users, parts, plan = _THINGS[number % len(_THINGS)]
    chair, other = _PEOPLE[number % len(_PEOPLE)], _PEOPLE[(number + 5) % len(_PEOPLE)]
    price, count = 3 + number % 11, 12 + 7 * number
    paragraphs = [
        f"{town.upper()} — The council of {town} voted {5 + number % 4}–2 on Tuesday to close the "
        f"{thing} for {2 + number} weeks, after {users} had complained about {count} faulty "
        f"{parts}.",
        f"“We waited too long in {town},” said {chair}, who chairs the works committee. “Now the "
        f"{thing} has to shut before somebody gets hurt.”",
        f"A report seen by the committee says that {count} of the {parts} should have been "
        f"replaced "
        f"{number + 2} years ago, when the {plan} was put off for lack of money.",
        f"{other}, who speaks for the {users}, said that nobody had asked them about the {thing}. "
        f"“They could have told us in spring, before {town} was full of visitors,” {other} said.",
        f"The work is to cost ${price} million, according to the council’s budget for the "
        f"{plan}; a "
        f"first estimate, drawn up {number + 3} years ago, had put it at ${price - 1} million.",
        f"Two officials, who asked not to be named because the contract is still being negotiated, "
        f"said that a firm from {_TOWNS[(number + 3) % len(_TOWNS)]} had made the lowest offer.",
        f"The {thing} was last closed in {1950 + number}, when a storm tore off {number + 4} "
        f"of its "
        f"{parts}, the town’s archive shows.",
        f"A second vote on the {thing} of {town} is expected before the end of next month, {chair} "
        "said.",
    ]
    return Story(
        title=f"{town} to close its {thing} for {2 + number} weeks",
        author=chair if number % 2 else other,
        path=f"/news/{2024 - number % 3}/{f'{town} {thing}'.lower().replace(' ', '-')}-{number}",
        paragraphs=paragraphs[:length],
    )
