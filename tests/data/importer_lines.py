"""Lines of facts, each with what a row must say if the line is shown as used."""

from typing import NamedTuple


class Said(NamedTuple):
    line: str
    needles: tuple[str, ...]


TEXT = "It is a quiet drama about two people by the sea which rewards whoever stays with it."
LINES = [
    Said("Synopsis: A fisherman and a cook.", ("A fisherman and a cook.",)),
    Said("Summary: He dies in the final episode.", ("He dies",)),
    Said("IMDb: 8.1", ("8.1",)),
    Said("IMDb rating: 8.1/10", ("8.1",)),
    Said("Author: Hana", ("Hana",)),
    Said("Chemistry: 7/10", ("7.0",)),
    Said("Story: 9/10", ("9.0",)),
    Said("Plot: 6/10", ("6.0",)),
    Said("Acting/Cast: 7.5/10", ("7.5",)),
    Said("OST: 8.5/10", ("8.5",)),
    Said("Rewatch Value: 3.5/10", ("3.5",)),
    Said("Rating: 6.5/10", ("6.5/10",)),
    Said("Audience share: 12.3%", ("12.3",)),
    Said("Hangul: 소금길", ("소금길",)),
    Said("Also known as: The Salt Way, Sea Road", ("The Salt Way", "Sea Road")),
    Said("Year: 1901", ("1901",)),
    Said("Year: 2021", ("2021",)),
    Said("Episodes: 16", ("16",)),
    Said("Duration: 67 minutes", ("67",)),
    Said("Aired: June 2019", ("2019-06",)),
    Said("Aired: Mar 12, 2020 - May 28, 2020", ("2020-03-12", "2020-05-28")),
    Said("Network: Qtv", ("Qtv",)),
    Said("Where to watch: Viki, Kocowa", ("Viki", "KOCOWA")),
    Said("Director: Park Joon-ho (박준호)", ("Park Joon-ho", "박준호")),
    Said("Writer: Lee Ha-na, Park Joon-ho", ("Lee Ha-na", "Park Joon-ho")),
    Said(
        "Cast: Kim Tae-ri (김태리) as Seo-ah, Nam Joo-hyuk as Do-yun",
        ("Kim Tae-ri", "김태리", "Seo-ah", "Do-yun"),
    ),
    Said("Starring: Kim So-hyun as Mi-rae, Kim So-hyun as Bo-ra", ("Mi-rae", "Bo-ra")),
    Said("Genre: Zoology, Slow Food", ("Zoology", "Slow Food")),
    Said("Verdict: A walk worth its salt.", ("A walk worth its salt.",)),
    Said("Country: South Korea", ("South Korea",)),
    Said("Published: 3 March 2021", ("2021-03-03",)),
    Said("Composer: Oh Mi-rae", ("Oh Mi-rae",)),
]
