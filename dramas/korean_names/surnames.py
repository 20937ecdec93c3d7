"""Korean surnames and how families spell them in Latin letters.

One line a surname: Hangul, roughly how many of every 10,000 people bear it (after the census of 2015; it only says
which reading of an ambiguous spelling is likelier), then its spellings, the most usual first. The first is what
`romanize_name` writes. A "?" marks a spelling that commonly belongs to another surname and loses to it: "Chun" is 천
(Chun Woo-hee) before it is 전, "So" is 소 before it is 서, "Yoo" is 유 before it is 류.

Spellings that follow from the tables in `spelling` (Byoun, Kahng, Hwahng) need no entry here.

ㄹ and its loss: 이(李), 임(林), 유(柳, 劉) and 노(盧) are 리, 림, 류 and 로 by their hanja. The South drops or changes
the ㄹ at the start of a word (두음법칙); Latin spellings often keep it (Lee, Lim, Ryu, Roh), some families keep it in
Hangul too (류, 라), and the North always does (리정혁).
"""

TABLE = """
김 2150 kim gim ghim keem
이 1470 lee yi rhee i yee rhie ree li?
박 840 park bak pak bark parc bahk
최 470 choi choe chey choy chwe chae?
정 430 jung jeong chung cheong joung chong jeung jong?
강 240 kang gang
조 230 jo cho joe zo joh
윤 210 yoon yun youn yoone
장 200 jang chang jahng
임 165 im lim yim rim leem rhim ihm eem
한 155 han hahn
오 154 oh o
서 151 seo suh sur seoh so?
신 149 shin sin
권 142 kwon gwon kweon gweon
황 141 hwang whang
안 138 ahn an
송 138 song
전 113 jeon jun jeun june chon? cheon? chun?
홍 113 hong
유 112 yoo yu you yoou ryu?
류 40 ryu ryoo rhyu ryou lyu liu? yoo? yu?
고 95 go ko koh goh
문 93 moon mun
양 93 yang
손 92 son sohn shon
배 81 bae pae bai pai bea
백 77 baek paik baik back paek beck
허 65 heo hur huh her hu?
남 56 nam
심 55 shim sim
노 51 noh roh no ro
하 46 ha hah
곽 41 kwak gwak kwag
성 40 sung seong soung
차 39 cha
주 39 joo ju chu?
우 39 woo wu u oo
구 39 koo gu ku goo
나 32 na nah
민 34 min
진 32 jin chin
지 31 ji jee chi
엄 29 uhm um eom eum? aum ohm
채 26 chae chai
원 26 won weon
천 24 cheon chun chon
방 19 bang pang
공 19 gong kong
현 18 hyun hyeon hyon
변 18 byun byeon byon pyun?
함 16 ham hahm
여 13 yeo yuh yo
염 13 yeom yum youm yeum
도 12 do doh
추 12 choo chu
석 11 seok suk sok
소 11 so soh
선 9 sun seon
설 9 seol sul
마 8 ma mah
길 8 gil kil
연 7 yeon youn? yun?
위 7 wi wee we
표 7 pyo
명 6 myung myeong
기 6 ki gi kee
반 6 ban bahn
왕 5 wang
금 5 keum geum kum gum
옥 5 ok ock oak
육 5 yook yuk
맹 5 maeng
인 5 in ihn
제 5 je jae?
모 4 mo moh
탁 4 tak
국 4 kook guk kuk gook
어 4 eo uh
은 4 eun un
용 4 yong
편 3 pyeon pyun
예 3 ye yeh
봉 3 bong
경 3 kyung kyeong gyeong
사 3 sa
부 3 boo bu
가 3 ka ga
라 3 ra la rah
복 3 bok
목 3 mok
태 3 tae
피 3 pi pee
두 3 doo du
감 3 kam gam
음 2 eum
빈 2 bin been
동 2 dong
온 2 on ohn
호 2 ho
범 2 bum beom
좌 2 jwa
팽 2 paeng
승 2 seung
간 2 kan gan
상 2 sang
갈 2 gal kal
단 2 dan
시 1 si shi
당 1 dang
탕 1 tang
탄 1 tan
견 1 kyun kyeon
계 1 kye gye
화 1 hwa
필 1 pil
판 1 pan
풍 1 poong pung
초 1 cho?
묵 1 mook muk
매 1 mae
운 1 woon
춘 1 choon chun?
형 1 hyung hyeong
창 1 chang?
뇌 1 noi
궉 1 kwok
빙 1 bing
리 3 ri rhi li
림 2 rim
로 1 ro
남궁 4 namkoong namgoong namgung namkung
황보 3 hwangbo
제갈 3 jegal jekal chegal
선우 3 sunwoo seonu seonwoo sunoo sunwu
사공 3 sagong sakong
독고 2 dokgo dokko tokko
서문 2 seomun suhmoon
동방 2 dongbang
"""

_EACH_LATER, _SHARED = 0.1, 2.5

BEARERS: dict[str, int] = {}
"""Surname in Hangul -> bearers in 10,000."""

SPELLINGS: dict[str, tuple[str, ...]] = {}
"""Surname in Hangul -> its Latin spellings, lower case, the most usual first."""

READINGS: dict[str, tuple[tuple[str, float], ...]] = {}
"""Latin spelling, lower case -> the surnames that it may stand for, with what each costs as a spelling."""


def split_surname(hangul: str) -> tuple[str, str]:
    """("남궁", "민") for 남궁민, ("임", "시완") for 임시완; the surname is "" when hangul does not start with one.

    Three syllables may be read both ways (황보라 is 황 + 보라 or 황보 + 라). Of the two-syllable surnames only 남궁 is
    taken then, whose second syllable hardly starts a given name.
    """
    two = hangul[:2]
    if len(two) < len(hangul) and two in BEARERS and (len(hangul) > 3 or two == "남궁"):
        return two, hangul[2:]
    if len(hangul) > 1 and hangul[0] in BEARERS:
        return hangul[0], hangul[1:]
    return "", hangul


def _load() -> None:
    readings: dict[str, dict[str, float]] = {}
    for line in TABLE.strip().splitlines():
        surname, bearers, *spellings = line.split()
        BEARERS[surname] = int(bearers)
        SPELLINGS[surname] = tuple(spelling.rstrip("?") for spelling in spellings)
        for place, spelling in enumerate(spellings):
            cost = place * _EACH_LATER + (_SHARED if spelling.endswith("?") else 0)
            readings.setdefault(spelling.rstrip("?"), {})[surname] = cost
    READINGS.update({latin: tuple(of.items()) for latin, of in readings.items()})


_load()
