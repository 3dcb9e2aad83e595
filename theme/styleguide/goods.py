"""Goods, places and stories as the style guide shows them: plain data, nothing is asked."""

from datetime import datetime

from theme.covers import weave
from theme.styleguide.examples import Example, ExampleState, Given

LONG = "Chả cốt-lết cá thác lác rút xương tẩm gia vị Kỳ Như, Ngã Bảy – hút chân không 500 g"
LONGER = "Công ty trách nhiệm hữu hạn một thành viên sản xuất thương mại dịch vụ Nghĩa Đường"
UPLAND, DELTA = "trung-du-va-mien-nui-phia-bac", "dong-bang-song-cuu-long"
TEA = weave(slug="che", world=UPLAND, glyph="che")
FISH = weave(slug="ca", world=DELTA, glyph="thuy-san")
HONEY = weave(slug="mat-ong", world="bac-trung-bo", glyph="mat-ong")


def card(**changed: object) -> Given:
    """A card of a product; `changed` says what is particular about it."""
    facts = {
        "title": "Trà đinh Hảo Đạt",
        "url": "#card",
        "producer_name": "Hợp tác xã chè Hảo Đạt",
        "province_name": "Thái Nguyên",
        "price": 345_000,
        "unit": "hộp 100 g",
        "stars": 5,
        "in_stock": True,
        "sellable": True,
        "notice": "",
        "image": None,
        "cover": TEA,
    }
    return Given(**(facts | changed))


PHOTO = {"url": "/static/theme/brand.svg", "alt": "Ấm trà", "width": 800, "height": 600}
CARDS = (
    ExampleState("5 stars", {"card": card()}),
    ExampleState(
        "long names", {"card": card(title=LONG, producer_name=LONGER, stars=4, cover=FISH)}
    ),
    ExampleState(
        "out of stock", {"card": card(title="Mật ong hoa bạc hà", in_stock=False, stars=3)}
    ),
    ExampleState("no price yet", {"card": card(title="Bưởi Đoan Hùng", price=None, cover=HONEY)}),
    ExampleState(
        "with a notice", {"card": card(title="Nấm linh chi", notice="Không phải là thuốc.")}
    ),
    ExampleState("with a photograph", {"card": card(title="Ấm tử sa", image=Given(**PHOTO))}),
    ExampleState(
        "in a promotion",
        {
            "card": card(
                title="Kẹo dừa", reduction=Given(price=276_000, ends_at=datetime(2027, 2, 6))
            )
        },
    ),
    ExampleState(
        "no longer for sale", {"card": card(title="Măng khô", stars=None, sellable=False)}
    ),
)
PERCENT = Given(
    name="Tết sum vầy",
    kind="percentage",
    value=20,
    minimum=0,
    price=148_000,
    reference=185_000,
    ends_at=datetime(2027, 2, 6),
    terms="Mỗi người mua một lần.",
)
AMOUNT = Given(
    name="Mua nhiều giảm thêm",
    kind="amount",
    value=50_000,
    minimum=500_000,
    price=None,
    reference=None,
    ends_at=datetime(2027, 2, 6),
    terms="",
)
SEALS = (
    ExampleState("5 stars", {"stars": 5}),
    ExampleState("4 stars", {"stars": 4}),
    ExampleState("3 stars", {"stars": 3}),
    ExampleState("by a dated public source", {"stars": 4, "sourced": True}),
    ExampleState("perhaps no longer certified", {"stars": 4, "state": "uncertain"}),
    ExampleState("no longer certified", {"stars": 4, "state": "ended"}),
    ExampleState("awaiting the national result", {"stars": 5, "state": "pending"}),
)


def certificate(state: str, **changed: object) -> ExampleState:
    """A certificate in that state."""
    facts = {
        "stars": 5,
        "state": state,
        "decision": "377/QĐ-BNN-VPĐP",
        "decided_on": "17/01/2025",
        "issuer": "Bộ Nông nghiệp và Phát triển nông thôn",
        "level": "trung ương",
        "code": "19-164-05653-1-2025",
        "valid_from": "17/01/2025",
        "valid_until": "17/01/2028",
        "possible_until": "17/01/2028",
        "issued": "17/01/2025",
        "ends": "17/01/2028",
        "is_exact": True,
        "is_sourced": False,
        "history": [],
    }
    given = Given(**(facts | changed))
    return ExampleState(state, {"certificate": given, "anchor": f"certificate-{state}"})


BEFORE = {
    "stars": 4,
    "decision": "1906/QĐ-UBND",
    "issued": "01/12/2021",
    "ended": "01/12/2024",
}
BOUNDED = {
    "decision": "",
    "decided_on": "",
    "issued": "khoảng 17/05/2023 – 24/07/2023",
    "ends": "khoảng 17/05/2026 – 24/07/2026",
    "possible_until": "24/07/2026",
    "is_exact": False,
    "is_sourced": True,
    "evidence": "Báo Đầu tư 24/07/2023: thêm 22 sản phẩm OCOP 5 sao",
}
CERTIFICATES = (
    certificate("in_force", history=[BEFORE]),
    certificate(
        "uncertain",
        **BOUNDED,
        reason="Chưa rõ ngày của quyết định thì chưa ai nói chắc được giấy còn hiệu lực hay không.",
    ),
    certificate(
        "ended",
        ended_on="05/01/2026",
        ended_by="05/01/2026",
        reason="Chủ thể không còn sản xuất.",
    ),
    certificate("pending", stars=4, decision="", code="", note="Hồ sơ đã gửi Trung ương."),
)


def verdict(outcome: str, **changed: object) -> ExampleState:
    """An answer of the star check."""
    facts = {
        "outcome": outcome,
        "title": "Nước mắm Lê Gia",
        "url": "",
        "producer_name": "Công ty TNHH Lê Gia",
        "place": "Thanh Hóa",
        "stars": 5,
        "valid_until": "17/01/2028",
        "possible_until": "17/01/2028",
        "ended_on": "05/01/2026",
        "ended_by": "05/01/2026",
        "decision": "377/QĐ-BNN",
    }
    return ExampleState(outcome, {"verdict": Given(**(facts | changed))})


VERDICTS = tuple(
    verdict(outcome)
    for outcome in ("in_force", "uncertain", "expired", "revoked", "pending", "refused")
)
FACTS = [
    {"name": "Khối lượng", "value": "500 g"},
    {"name": "Nơi làm ra", "value": "Xã Hoằng Thanh", "note": "Trên nhãn có thể ghi: Hoằng Phụ."},
    {"name": "Chủ thể", "value": LONGER, "url": "#facts"},
    {"name": "Hạn sử dụng", "value": ""},
]
STORY = {"title": "Mười hai tháng của một chum nước mắm", "url": "#story_card", "cover": FISH}
REGION = {"name": "Duyên hải Nam Trung Bộ và Tây Nguyên", "url": "#region_tile", "cover": HONEY}
PROVINCES = [
    {"code": "19", "name": "Thái Nguyên", "url": "#map", "count": 21, "shade": 4},
    {"code": "38", "name": "Thanh Hóa", "url": "#map", "count": 12, "shade": 3},
    {"code": "48", "name": "Đà Nẵng", "url": "#map", "count": 8, "shade": 2},
    {"code": "56", "name": "Khánh Hòa", "url": "#map", "count": 3, "shade": 1},
    {"code": "96", "name": "Cà Mau", "url": "#map", "count": 0, "shade": 0},
]
PEOPLE = [("Nguyễn Văn A", "giám đốc"), ("Tổ sao chè", "mười hai người, sao tay mỗi sáng")]
FILM = Given(
    host_name="YouTube", url="https://www.youtube.com/watch?v=abcdefghijk", player_url="#film"
)
PRODUCER = {
    "name": LONGER,
    "url": "#producer",
    "kind": "hợp tác xã",
    "cover": TEA,
    "portrait": None,
    "product_count": 12,
    "description": "Ba mươi hộ trồng chè ở Tân Cương.",
    "address": "Xóm Y Na 2, xã Tân Cương",
}
ENDED = {
    "title": LONG,
    "url": "#ended",
    "message": "Hết hạn ngày 05/01/2026.",
    "stars": 4,
    "state": "ended",
    "ended_on": "05/01/2026",
    "ended_by": "05/01/2026",
}
STATED = {"facts": FACTS[:2], "missing": ["Thành phần", "Cảnh báo"], "rule": "Theo NĐ 37/2026."}
PAST = [
    {
        "title": LONG,
        "url": "#past",
        "stars": 4,
        "issued": "01/12/2021",
        "ended": "01/12/2024",
        "why": "Hết hạn",
    }
]
PLACE = Given(
    codes=("19", "38", "48", "56", "96"), code="19", view_box="200 60 120 120", spot=(250, 110, 4)
)
STAGE = {"images": [], "cover": TEA, "region_name": "miền núi phía Bắc", "stars": 5}

GOODS = (
    Example("card", CARDS, wrap="cards"),
    Example(
        "cards",
        (ExampleState("four", {"cards": [state.context["card"] for state in CARDS[:4]]}),),
        wide=True,
    ),
    Example(
        "card_row",
        (ExampleState("", {"shelf": {"heading": "Cùng nhà làm", "cards": [card()]}}),),
        wide=True,
    ),
    Example(
        "price",
        (
            ExampleState("with a unit", {"price": 185_000, "unit": "chai 500 ml"}),
            ExampleState(
                "large", {"price": 185_000, "unit": "chai", "big": True, "detail": "370.000 ₫/lít"}
            ),
            ExampleState("not given", {"price": None}),
        ),
    ),
    Example("promotions", (ExampleState("", {"promotions": [PERCENT, AMOUNT]}),)),
    Example("seal", SEALS),
    Example("certificate", CERTIFICATES),
    Example("verdict", VERDICTS),
    Example("expired_product", (ExampleState("", {"product": ENDED}),)),
    Example(
        "cover",
        (
            ExampleState("of a product", {"cover": TEA}),
            ExampleState("wide", {"cover": FISH, "shape": "wide"}),
            ExampleState("square", {"cover": HONEY, "shape": "square"}),
        ),
    ),
    Example(
        "strip",
        (ExampleState("", {"cover": TEA}), ExampleState("thin", {"cover": FISH, "thin": True})),
    ),
    Example("picture", (ExampleState("photograph", {"image": Given(**PHOTO), "cover": TEA}),)),
    Example("gallery", (ExampleState("no photograph", STAGE),)),
    Example("facts", (ExampleState("one missing", {"facts": FACTS}),)),
    Example("disclosed_facts", (ExampleState("", {"stated": STATED}),)),
    Example("expired_certificates", (ExampleState("", {"past": PAST}),), wide=True),
    Example("people", (ExampleState("", {"people": PEOPLE}),), wide=True),
    Example("video", (ExampleState("", {"video": FILM, "of": "Hợp tác xã chè Hảo Đạt"}),)),
    Example("locator", (ExampleState("", {"locator": PLACE}),), wide=True),
    Example(
        "producer",
        (
            ExampleState("long name", {"producer": PRODUCER}),
            ExampleState("nobody", {"producer": None}),
        ),
    ),
    Example(
        "story_card",
        (ExampleState("", {"story": STORY | {"place": "Thanh Hóa", "minutes": 8}}),),
        "stories",
    ),
    Example(
        "group_tile",
        (
            ExampleState(
                "", {"group": {"label": "Thực phẩm", "url": "#", "count": 1_292, "cover": TEA}}
            ),
            ExampleState(
                "empty",
                {"group": {"label": "Sinh vật cảnh", "url": "#", "count": 0, "cover": FISH}},
            ),
        ),
        "groups",
    ),
    Example(
        "region_tile",
        (
            ExampleState(
                "",
                {"region": REGION | {"province_count": 6, "product_count": 74, "goods": "cà phê"}},
            ),
        ),
        "regions",
    ),
    Example(
        "province_tile",
        (ExampleState("", {"province": PROVINCES[0] | {"goods": "chè", "cover": TEA}}),),
    ),
    Example(
        "by_stars",
        (ExampleState("", {"star_counts": [(5, 22), (4, 140), (3, 176)], "stars_url": ""}),),
    ),
    Example("producers", (ExampleState("", {"producers": [PRODUCER | {"count": 3}]}),), wide=True),
    Example("map", (ExampleState("", {"map_provinces": PROVINCES}),), wide=True),
    Example("map_list", (ExampleState("", {"map_provinces": PROVINCES}),), wide=True),
    Example(
        "producer_header",
        (ExampleState("", {"producer": PRODUCER, "province": PROVINCES[0], "place": "Tân Cương"}),),
        wide=True,
    ),
)
