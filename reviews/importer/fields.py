"""The table of fields: all that the importer knows of each fact.

The parser reads by it, JSON and the draft are made of it, the check page shows it, the writer stores it, and an
import of a later version compares it. A new field is a row here, with its reader, and a migration; a new label is
one word in its row, a new language one line.
"""

from reviews.importer import fact_values as values
from reviews.importer.document import NOT_KEPT
from reviews.importer.field import Field, Reader, as_iso, as_list, as_rating, names_field, part_field, quoted
from reviews.importer.scores import take_rating, take_verdict

FIELDS = (
    Field(
        "title",
        "drama.title",
        "title|name|drama|drama title|drama name|name of drama|name of the drama|series|series title|show|show title|"
        "english title|international title|kdrama|k drama|korean drama|"
        "제목|드라마|작품명|título|titre|titel|titolo|judul|название|タイトル|剧名|劇名|tên phim",
        values.take_title,
        control="own",
    ),
    Field(
        "native_title",
        "drama.title_ko",
        "native title|korean title|hangul|hangeul|original title|korean name|in korean|title in korean|korean|"
        "hangul title|título original|titre original|originaltitel|titolo originale|título coreano|judul asli|"
        "оригинальное название|原題|原名|원제",
        values.take_native_title,
        control="own",
    ),
    Field(
        "romanized_title",
        "drama.romanized_title",
        "romanized title|romanised title|revised romanization|revised romanisation|romanization|romanisation|romaja",
        values.take_romanized_title,
        control="own",
    ),
    names_field(
        "also_known_as",
        "drama.alternative_titles",
        "also known as|aka|a.k.a.|other names|other name|other titles|other title|alternative title|"
        "alternative titles|alternate title|alternate titles|english titles|literal title|"
        "también conocido como|también conocida como|otros títulos|outros títulos|autres titres|auch bekannt als",
        values.take_other_names,
    ),
    Field(
        "year",
        "drama.year",
        "year|release year|year of release|year released|year aired|"
        "연도|제작연도|año|año de estreno|ano|année|jahr|erscheinungsjahr|anno|tahun|год|年|năm|yıl|rok",
        values.take_year,
        control="own",
        take=lambda parsed: parsed.year or (parsed.aired_from.year if parsed.aired_from else None),
    ),
    Field(
        "subtitle",
        "review.headline",
        control="own",
        take=lambda parsed: parsed.subtitle or parsed.title or "",
    ),
    Field("kind", "review.kind", control="own"),
    Field("episode_from", "review.episode_from", control="own"),
    Field("episode_to", "review.episode_to", control="own"),
    Field("watched_through", "review.watched_through", control="own"),
    Field(
        "author",
        labels="author|reviewed by|review by|reviewer|posted by|by|blogger|reviewer name|"
        "글쓴이|작성자|autor|autora|auteur|autrice|autore|penulis|автор",
        read=values.take_author,
    ),
    Field(
        "published",
        "review.published_at",
        "published|published on|posted|posted on|date posted|date published|date of review|review date|publish date|"
        "publication date|reviewed on|written on|작성일|publicado|publicado el|publié le|veröffentlicht|pubblicato",
        values.take_published,
        control="date",
        json=as_iso,
    ),
    Field("published_month"),
    Field(
        "episodes",
        "drama.episodes",
        "episode|episodes|eps|ep|number of episodes|no of episodes|of episodes|total episodes|"
        "total number of episodes|episode count|episode number|episodes number|total no of episodes|ep count|"
        "회차|부작|방송 횟수|몇부작|episodios|capítulos|número de episodios|número de capítulos|episódios|"
        "nombre d'épisodes|épisodes|folgen|episoden|anzahl der folgen|episodi|numero di episodi|jumlah episode|"
        "эпизоды|серии|количество серий|集数|集數|話数|全話数|số tập|tập|bölüm sayısı|bölümler|odcinki",
        values.take_episodes,
        control="own",
    ),
    Field(
        "aired_from",
        "drama.aired_from",
        "aired|airing date|airing dates|air date|air dates|airs|airing|air|aired date|aired dates|broadcast|"
        "broadcast date|broadcast dates|broadcast period|broadcasted|original release|release|released|release date|"
        "release dates|original run|run|run dates|date|dates|date aired|dates aired|premiere|premiered|premiere date|"
        "period|airing period|first aired|aired from|original air date|original air dates|on air|date of release|"
        "release period|방송|방송 기간|방송기간|방영|방영 기간|방영기간|방영일|"
        "estreno|fecha de estreno|emisión|fechas de emisión|estreia|data de estreia|exibição|diffusion|"
        "date de sortie|sortie|date de diffusion|ausstrahlung|erstausstrahlung|trasmissione|data di uscita|uscita|"
        "tayang|tanggal tayang|tanggal rilis|rilis|премьера|放送期間|放送日|首播|播出日期|ngày phát sóng|yayın tarihi",
        values.take_aired,
        control="own",
        json=as_iso,
    ),
    Field(
        "aired_to",
        "drama.aired_to",
        "end date|finale date|ended|last aired|final episode date|aired until|종영일|종영|final de emisión",
        values.take_aired_to,
        control="own",
        json=as_iso,
    ),
    Field("aired_month"),
    Field(
        "weekdays",
        "drama.air_days",
        "aired on|airs on|airing day|airing days|air day|air days|broadcast days|broadcast day|day|days|schedule|"
        "airing schedule|air time|airtime|airing time|time slot|timeslot|broadcast time|broadcast schedule|"
        "broadcast on|airing on|time|방송 시간|방송시간|방송 요일|편성|días de emisión|días|horario|jours|"
        "sendetage|giorni|hari tayang",
        values.take_aired,
        control="days",
        empty=(),
        json=as_list,
    ),
    names_field(
        "networks",
        "drama.broadcasts:original",
        "network|networks|original network|original networks|channel|channels|broadcaster|broadcasting station|"
        "broadcast network|broadcasting network|tv channel|tv network|station|tv station|original channel|"
        "distributor|network platform|network streaming|released on|tv|방송사|채널|방송 채널|"
        "cadena|canal|emisora|emissora|chaîne|sender|rete|emittente|saluran|stasiun tv|канал|放送局|"
        "电视台|播出平台|kênh|kanal",
        values.take_network,
    ),
    names_field(
        "streaming",
        "drama.broadcasts:streaming",
        "where to watch|where to watch it|where to stream|where can you watch it|where i watched|where i watched it|"
        "streaming|streaming on|streaming service|streaming services|streaming platform|streaming platforms|"
        "streaming site|stream on|stream it on|available on|available at|watch on|watch it on|watched on|watch|"
        "platform|platforms|viewing platform|viewed on|ott|available to stream|can be watched on|"
        "스트리밍|시청|볼 수 있는 곳|플랫폼|dónde ver|donde ver|dónde verlo|plataforma|onde assistir|où regarder|"
        "où voir|wo zu sehen|verfügbar auf|dove vederlo|dove vedere|nonton di|配信|где смотреть|xem tại",
        values.take_where_to_watch,
    ),
    Field(
        "duration_minutes",
        "drama.episode_minutes",
        "duration|runtime|running time|run time|episode length|episode duration|episode runtime|length|"
        "length of episodes|minutes per episode|time per episode|episode running time|each episode|"
        "duración|duração|durée|laufzeit|dauer|durata|durasi|длительность|продолжительность|時間|时长|thời lượng|süre",
        values.take_duration,
        control="own",
    ),
    names_field(
        "directors",
        "drama.credits:director",
        "director|directors|directed by|direction|directing|pd|directed|main director|연출|감독|"
        "dirección|directora|dirigido por|dirigida por|direção|réalisateur|réalisatrice|réalisation|réalisé par|"
        "regie|regisseur|regisseurin|regia|regista|diretto da|sutradara|режиссёр|режиссер|監督|演出|导演|đạo diễn|"
        "yönetmen|reżyser|reżyseria",
        values.people_of("directors"),
    ),
    names_field(
        "writers",
        "drama.credits:screenwriter",
        "writer|writers|written by|screenwriter|screenwriters|screen writer|screen writers|script|scriptwriter|"
        "scriptwriters|script writer|screenplay|screenplay by|scenario|written|head writer|main writer|"
        "극본|각본|작가|guionista|guionistas|guion|guión|escrito por|escrita por|roteiro|roteirista|scénariste|"
        "scénario|écrit par|drehbuch|drehbuchautor|sceneggiatura|sceneggiatore|scritto da|penulis naskah|"
        "penulis skenario|сценарист|сценарий|脚本|编剧|編劇|biên kịch|senarist|scenariusz",
        values.people_of("writers"),
    ),
    Field("native_names", "person.hangul", empty=(), json=dict),
    names_field(
        "genres",
        "drama.genres",
        "genre|genres|장르|género|géneros|gênero|gêneros|genere|generi|aliran|жанр|жанры|ジャンル|类型|類型|"
        "thể loại|tür|gatunek",
        values.take_genres,
    ),
    Field(
        "cast",
        "drama.credits:cast",
        "cast|main cast|lead cast|starring|stars|leads|lead|main leads|main lead|lead actors|main actors|actors|actor|"
        "actress|main characters|main character|characters|cast and characters|main roles|main role|lead roles|casts|"
        "main casts|cast members|supporting|supporting cast|support cast|supporting characters|supporting roles|"
        "male lead|female lead|second lead|second male lead|second female lead|lead actor|lead actress|guest stars|"
        "special appearances|with|featuring|key cast|출연|출연진|등장인물|주연|배우|"
        "reparto|elenco|protagonistas|actores|acteurs|distribution|casting|avec|besetzung|darsteller|schauspieler|"
        "interpreti|attori|pemain|pemeran|в ролях|актёры|актеры|キャスト|出演|主演|演员|演員|diễn viên|oyuncular|"
        "obsada",
        values.take_cast,
        control="cast",
        empty=(),
        json=lambda cast: [[member.actor, member.character] for member in cast],
        take=lambda parsed: tuple((member.actor, member.character or "") for member in parsed.cast),
    ),
    Field(
        "rating",
        "review.rating",
        "rating|ratings|my rating|our rating|score|my score|our score|overall rating|overall score|overall|"
        "final rating|final score|personal rating|personal score|grade|my grade|final grade|rate|total score|total|"
        "total rating|review score|review rating|star rating|i rate it|i give it|my overall rating|overall grade|"
        "blog rating|writer's rating|rating overall|drama rating|drama score|series rating|평점|별점|점수|"
        "calificación|mi calificación|puntuación|puntaje|valoración|nota|mi nota|minha nota|avaliação|ma note|"
        "bewertung|meine bewertung|wertung|voto|valutazione|punteggio|nilai|skor|оценка|моя оценка|評価|评分|評分|"
        "điểm|puan|ocena",
        take_rating,
        control="own",
        json=as_rating,
        take=lambda parsed: parsed.rating.value_10 if parsed.rating else None,
    ),
    Field(
        "rating_raw",
        "review.rating_raw",
        control="own",
        json=None,
        take=lambda parsed: parsed.rating.raw if parsed.rating else "",
    ),
    Field(
        "other_ratings",
        empty=(),
        json=lambda others: [{"raw": other.raw, "kind": other.kind} for other in others],
    ),
    Field(
        "sub_ratings",
        "review.sub_ratings",
        empty=(),
        json=lambda subs: {sub.name: sub.rating.value_10 for sub in subs},
    ),
    *(part_field(name) for name in values.PARTS),
    Field(
        "verdict",
        "review.verdict",
        "verdict|our take|my take|short verdict|quick verdict|final verdict|overall verdict|our verdict|my verdict|"
        "in a nutshell|in short|bottom line|tl;dr|tldr|one line review|one liner|one line verdict|in one line|"
        "in one sentence|in a sentence|review in one line|quick take|the gist|short review|one sentence review|"
        "verdict in one line|final take|takeaway|한줄평|한 줄 평|총평|veredicto|en resumen|em resumo|verdetto|fazit|"
        "kesimpulan|итог|вердикт",
        take_verdict,
        control="own",
    ),
    Field(
        "synopsis",
        "drama.synopsis",
        "synopsis|plot|story|premise|summary|plot summary|story summary|logline|storyline|brief synopsis|"
        "short synopsis|plot synopsis|description|줄거리|시놉시스|sinopsis|sinopse|handlung|trama|описание|あらすじ",
        values.take_synopsis,
        control="own",
    ),
    Field("quote", json=quoted),
    Field("spoiler_warnings", "section.spoils_through", empty=(), json=as_list),
    Field(
        NOT_KEPT,
        labels="about|country|country of origin|origin|language|original language|note|notes|type|tags|tag|status|"
        "type of entertainment|content rating|age rating|ranked|rank|popularity|watchers|fans|setting|"
        "production company|production companies|production|produced by|producer|producers|executive producer|"
        "executive producers|studio|music|music by|composer|ost|based on|based on book manga|based on book|"
        "based on webtoon|based on a webtoon|adapted from|adaptation of|location|roles|join date|last online|"
        "contribution points|gender|birthday|awards received|awards|trailer|seasons|season|number of seasons|"
        "no of seasons|format|cinematography|editor|edited by|translated by|translator|photos by|filed under|"
        "category|categories|posted in|subtitles|related|related content|favorite character|filming location|"
        "budget|source|original work|webtoon|views|website|preceded by|followed by|audience|nationality|creator|"
        "created by|number of times i watched it|no of times i watched it|no of times watched|watch status|"
        "país|idioma|pays|langue|land|sprache|paese|lingua|negara|bahasa|страна|国家|地区|국가|언어|제작사",
        json=None,
    ),
    Field(
        "writers_and_directors",
        labels="writer director|writers directors|writer and director|screenwriter director|writer s director s|"
        "screenwriter and director|writers and directors",
        read=values.two_jobs("writers", "directors"),
        json=None,
    ),
    Field(
        "directors_and_writers",
        labels="director writer|directors writers|director and writer|director screenwriter|"
        "director and screenwriter|directed written by|directors and writers",
        read=values.two_jobs("directors", "writers"),
        json=None,
    ),
)

BY_NAME = {field.name: field for field in FIELDS}
#: The fields that a document can have, by name; the order is that of the JSON.
PARSED = {field.name: field for field in FIELDS if field.json}
#: The fields that are stored in columns of the drama or the review.
STORED = tuple(field for field in FIELDS if field.control)
READERS: dict[str, Reader] = {field.name: field.read for field in FIELDS if field.read}
