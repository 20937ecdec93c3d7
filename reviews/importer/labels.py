"""The words that writers put before facts ("Label: value"), and which field each of them means."""

import re
from typing import NamedTuple

# Facts that people list and the site does not keep.
ASIDE = "aside"
WRITERS_AND_DIRECTORS = "writers_and_directors"
DIRECTORS_AND_WRITERS = "directors_and_writers"

_WORDS = {
    "title": "title|name|drama|drama title|drama name|name of drama|name of the drama|series|series title|"
    "show|show title|english title|international title|kdrama|k drama|korean drama",
    "native_title": "native title|korean title|hangul|hangeul|original title|korean name|in korean|"
    "title in korean|korean|hangul title",
    "romanized_title": "romanized title|romanised title|revised romanization|revised romanisation|"
    "romanization|romanisation|romaja",
    "also_known_as": "also known as|aka|a k a|other names|other name|other titles|other title|"
    "alternative title|alternative titles|alternate title|alternate titles|english titles|literal title",
    "year": "year|release year|year of release|year released|year aired",
    "published": "published|published on|posted|posted on|date posted|date published|date of review|"
    "review date|publish date|publication date|reviewed on|written on",
    "aired": "aired|airing date|airing dates|air date|air dates|airs|airing|air|aired date|aired dates|"
    "broadcast|broadcast date|broadcast dates|broadcast period|broadcasted|original release|release|"
    "released|release date|release dates|original run|run|run dates|date|dates|date aired|dates aired|"
    "premiere|premiered|premiere date|period|airing period|first aired|aired from|original air date|"
    "original air dates|on air|date of release|release period",
    "aired_to": "end date|finale date|ended|last aired|final episode date|aired until",
    "weekdays": "aired on|airs on|airing day|airing days|air day|air days|broadcast days|broadcast day|day|"
    "days|schedule|airing schedule|air time|airtime|airing time|time slot|timeslot|broadcast time|"
    "broadcast schedule|broadcast on|airing on|time",
    "networks": "network|networks|original network|original networks|channel|channels|broadcaster|"
    "broadcasting station|broadcast network|broadcasting network|tv channel|tv network|station|tv station|"
    "original channel|distributor|network platform|network streaming|released on|tv",
    "streaming": "where to watch|where to watch it|where to stream|where can you watch it|where i watched|"
    "where i watched it|streaming|streaming on|streaming service|streaming services|streaming platform|"
    "streaming platforms|streaming site|stream on|stream it on|available on|available at|watch on|watch it on|"
    "watched on|watch|platform|platforms|viewing platform|viewed on|ott|available to stream|can be watched on",
    "episodes": "episode|episodes|eps|ep|number of episodes|no of episodes|of episodes|total episodes|"
    "total number of episodes|episode count|episode number|episodes number|total no of episodes|ep count",
    "duration": "duration|runtime|running time|run time|episode length|episode duration|episode runtime|"
    "length|length of episodes|minutes per episode|time per episode|episode running time|each episode",
    "directors": "director|directors|directed by|direction|directing|pd|directed|main director",
    "writers": "writer|writers|written by|screenwriter|screenwriters|screen writer|screen writers|script|"
    "scriptwriter|scriptwriters|script writer|screenplay|screenplay by|scenario|written|head writer|"
    "main writer",
    WRITERS_AND_DIRECTORS: "writer director|writers directors|writer and director|screenwriter director|"
    "writer s director s|screenwriter and director|writers and directors",
    DIRECTORS_AND_WRITERS: "director writer|directors writers|director and writer|director screenwriter|"
    "director and screenwriter|directed written by|directors and writers",
    "genres": "genre|genres",
    "cast": "cast|main cast|lead cast|starring|stars|leads|lead|main leads|main lead|lead actors|main actors|"
    "actors|actor|actress|main characters|main character|characters|cast and characters|main roles|"
    "main role|lead roles|casts|main casts|cast members|supporting|supporting cast|support cast|"
    "supporting characters|supporting roles|male lead|female lead|second lead|second male lead|"
    "second female lead|lead actor|lead actress|guest stars|special appearances|with|featuring|key cast",
    "rating": "rating|ratings|my rating|our rating|score|my score|our score|overall rating|overall score|"
    "overall|final rating|final score|personal rating|personal score|grade|my grade|final grade|rate|"
    "total score|total|total rating|review score|review rating|star rating|i rate it|i give it|my overall rating|"
    "overall grade|blog rating|writer s rating|rating overall|drama rating|drama score|series rating",
    "verdict": "verdict|our take|my take|short verdict|quick verdict|final verdict|overall verdict|our verdict|"
    "my verdict|in a nutshell|in short|bottom line|tl dr|tldr|one line review|one liner|one line verdict|"
    "in one line|in one sentence|in a sentence|review in one line|quick take|the gist|short review|"
    "one sentence review|verdict in one line|final take|takeaway",
    "synopsis": "synopsis|plot|story|premise|summary|plot summary|story summary|logline|storyline|"
    "brief synopsis|short synopsis|plot synopsis|description",
    "author": "author|reviewed by|review by|reviewer|posted by|by|blogger|reviewer name",
    ASIDE: "about|country|country of origin|origin|language|original language|note|notes|type|tags|tag|status|"
    "type of entertainment|content rating|age rating|ranked|rank|popularity|watchers|fans|setting|"
    "production company|production companies|production|produced by|producer|producers|executive producer|"
    "executive producers|studio|music|music by|composer|ost|based on|based on book manga|based on book|"
    "based on webtoon|based on a webtoon|adapted from|adaptation of|location|roles|join date|last online|"
    "contribution points|gender|birthday|awards received|awards|trailer|seasons|season|number of seasons|"
    "no of seasons|format|cinematography|editor|edited by|translated by|translator|photos by|filed under|"
    "category|categories|posted in|subtitles|related|related content|favorite character|filming location|"
    "budget|source|original work|webtoon|views|website|preceded by|followed by|audience|nationality|creator|"
    "created by|number of times i watched it|no of times i watched it|no of times watched|watch status",
}
_KOREAN_WORDS = {
    "title": "제목|드라마|작품명",
    "aired": "방송|방송 기간|방송기간|방영|방영 기간|방영기간|방영일",
    "weekdays": "방송 시간|방송시간|방송 요일|편성",
    "networks": "방송사|채널|방송 채널",
    "streaming": "스트리밍|시청|볼 수 있는 곳|플랫폼",
    "episodes": "회차|부작|방송 횟수|몇부작",
    "directors": "연출|감독",
    "writers": "극본|각본|작가",
    "genres": "장르",
    "cast": "출연|출연진|등장인물|주연|배우",
    "rating": "평점|별점|점수",
    "verdict": "한줄평|한 줄 평|총평",
    "synopsis": "줄거리|시놉시스",
}
_FIELD_OF = {
    word: field
    for table in (_WORDS, _KOREAN_WORDS)
    for field, words in table.items()
    for word in words.split("|")
}

_QUALIFIER = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PLURAL = re.compile(r"\(e?s\)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[^\w]+")
_OWNER = re.compile(
    r"^(?:my|our|the|her|his|drama|series|k drama|kdrama|show|original|"
    r"imdb|mydramalist|mdl|viki|rotten tomatoes|asianwiki|tmdb|douban|naver|audience|nielsen) "
)
_DASH = re.compile(r"\s+[-–—~=]\s*|\s*[–—]\s+|\t+\s*")
LONGEST_LABEL = 48


class Labelled(NamedTuple):
    """`qualifier` is what a bracket in the label says, "Final Episode" in "Rating (Final Episode): 9"."""

    field: str
    label: str
    qualifier: str
    value: str


def field_of(label: str) -> str | None:
    """The field that a label means; None for a word that is no label."""
    if len(label) > LONGEST_LABEL:
        return None
    words = _QUALIFIER.sub(" ", _PLURAL.sub("", label)).replace("&", " and ").casefold()
    words = _SEPARATOR.sub(" ", words).strip()
    return _FIELD_OF.get(words) or _FIELD_OF.get(_OWNER.sub("", words))


def split_label(core: str) -> Labelled | None:
    """The parts of "Label: value" with a known label. A dash or a tab may stand for the colon."""
    label, colon, value = core.replace("：", ":", 1).partition(":")
    if colon and (found := labelled(label, value)):
        return found
    dash = _DASH.search(core, 0, LONGEST_LABEL + 4)
    return labelled(core[: dash.start()], core[dash.end() :]) if dash else None


def labelled(label: str, value: str) -> Labelled | None:
    """A known label with its value; None for a word that is no label."""
    field = field_of(label)
    if field is None:
        return None
    qualifier = _QUALIFIER.search(_PLURAL.sub("", label))
    inside = next((part for part in qualifier.groups() if part), "") if qualifier else ""
    return Labelled(field, label.strip(), inside, value.strip())
