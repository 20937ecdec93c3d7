"""The syllables that Korean given names are made of, by how usual they are.

Given names are written with a closed set of hanja readings and a few native words (하늘, 보람, 슬기), so that an
ambiguous spelling has a likeliest reading: "sun" is 선 before 순, "jung" is 정 before 중, "hun" is 훈 before 헌. A
syllable that is nowhere below can still be read, at the price of `UNUSUAL`. The classes are our own estimate, in
the unit of `spelling`: about the negative logarithm of a probability.
"""

_CLASSES = {
    0.0: """
    가 건 경 광 규 기 나 다 도 동 라 미 민 상 서 석 선 성 소 수 승 시 아 연 영 예 용 우 원 유 윤 은 인 재
    정 종 주 준 지 진 철 태 하 혁 현 혜 호 환 훈 희
    """,
    0.5: """
    강 검 고 관 교 구 국 권 균 근 길 남 늘 달 담 대 덕 두 란 람 래 련 록 률 리 린 림 만 명 문 범 별 병 보
    복 봉 비 빈 산 새 섭 세 솔 송 숙 순 슬 식 신 심 안 애 양 언 엽 오 옥 온 완 욱 운 웅 율 의 이 익 일 임
    자 장 전 제 조 중 찬 창 채 천 춘 충 치 택 표 필 학 한 해 향 헌 협 형 홍 화 효 후 휘 흥
    """,
    1.2: """
    각 간 갈 감 갑 개 걸 견 결 겸 겨 계 곤 공 그 과 군 궁 귀 극 금 김 꽃 꿈 낙 난 내 년 노 녹 농 누 눈 늬 니 님
    단 당 돈 득 들 등 뜸 락 랑 량 레 려 력 렬 령 례 로 론 롬 롱 뢰 룡 루 류 륜 륭 름 릉 마 망 맥 모 목 무
    묵 바 박 반 방 배 백 벼 벽 변 봄 부 북 빙 빛 뽀 사 삼 샘 설 솜 숭 스 습 싱 알 야 억 엄 에 엔 엘 여 열
    염 올 와 외 요 울 월 위 육 융 을 음 응 잎 절 점 죽 즌 증 직 집 차 참 척 청 초 총 최 추 출 칠 쾌 타 탁
    탄 탐 토 통 팔 평 포 풍 함 합 항 행 허 혼 확 황 회 훤 휴 흔 흠 힘
    """,
}

UNUSUAL = 4.0

COSTS: dict[str, float] = {}
for _cost, _syllables in _CLASSES.items():
    for _syllable in _syllables.split():
        COSTS.setdefault(_syllable, _cost)

# Some syllables keep to one end of a given name; that tells Chul-bu Sung from Sung-chul Boo.
_SELDOM_FIRST = frozenset("훈헌혁욱식숙엽란림린람률렬련록룡늘름균환걸곤국")
_SELDOM_LAST = frozenset(
    "가고광공곽권남노대동마문박방배백변보부새설세소손송승심안양엄여염예오왕위유육임전조차최추함허황"
)
_OUT_OF_PLACE = 0.8


def place_cost(given: str) -> float:
    """What a given name of two syllables or more costs for beginning or ending unusually."""
    if len(given) < 2:
        return 0.0
    return _OUT_OF_PLACE * ((given[0] in _SELDOM_FIRST) + (given[-1] in _SELDOM_LAST))
