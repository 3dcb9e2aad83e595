"""What is pressed, typed and chosen, as the style guide shows it."""

from typing import NamedTuple

from django import forms

from theme.styleguide.examples import Example, ExampleState, Given

LONG = "Hiện danh sách xã, phường, đặc khu của một tỉnh hay thành phố khác"


class ExamplePlace(NamedTuple):
    """A place to deliver to; lists of them are drawn once, so it can be hashed."""

    slug: str
    name: str
    chosen: bool


class Questions(forms.Form):
    """One field of each kind; bound to nothing it has every error it can have."""

    name = forms.CharField(label="Họ tên người nhận")
    phone = forms.CharField(label="Điện thoại", help_text="Mười chữ số, ví dụ 0912 345 678.")
    note = forms.CharField(label="Lời nhắn", widget=forms.Textarea, required=False)
    province = forms.ChoiceField(label="Tỉnh, thành phố", choices=[("", "Chọn…"), ("1", "Huế")])
    pay = forms.ChoiceField(
        label="Cách trả tiền",
        choices=[("cod", "Trả khi nhận hàng"), ("ck", "Chuyển khoản")],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label="Tôi đồng ý với điều khoản mua bán.")


PAYMENT_METHODS = [
    Given(
        method=Given(
            code="qr",
            label="Chuyển khoản bằng mã QR",
            description="Quét mã bằng ứng dụng ngân hàng.",
            order_label="Đặt hàng và chuyển khoản",
        ),
        refusal="",
    ),
    Given(
        method=Given(
            code="cash",
            label="Trả tiền mặt khi nhận hàng",
            description="Trả cho người giao hàng.",
            order_label="Đặt hàng, trả khi nhận",
        ),
        refusal="Người nhận quà không phải trả tiền; mời bạn trả trước.",
    ),
]
EMPTY = Questions(prefix="empty")
FILLED = Questions(prefix="filled", initial={"name": "Nguyễn Thị Sáu", "pay": "cod"})
WRONG = Questions({}, prefix="wrong")


def fields(form: Questions, state: str) -> list[ExampleState]:
    return [
        ExampleState(f"{field.name}, {state}", {"field": field, "check": field.name == "agree"})
        for field in form
    ]


def facet(key: str, label: str, kind: str, **changed: object) -> ExampleState:
    """A facet of that kind."""
    options = [
        Given(
            value="5", label="5 sao", count=1_204, selected=True, level="", note="", url="#facet"
        ),
        Given(value="4", label="4 sao", count=38, selected=False, level="", note="", url="#facet"),
        Given(
            value="3", label=LONG, count=0, selected=False, level="group", note="cũ", url="#facet"
        ),
    ]
    facts = {
        "key": key,
        "label": label,
        "kind": kind,
        "open": True,
        "chosen": 1,
        "options": options,
    }
    facts |= {"low": Given(name="gia_tu", limit=20_000, value=None), "more": ()}
    facts |= {"high": Given(name="gia_den", limit=2_000_000, value=500_000)}
    return ExampleState(kind, {"facet": Given(**(facts | changed))})


OPTION = {"label": "Chè", "count": 14, "selected": False, "level": "", "note": ""}
ITEMS = [
    {"number": number, "url": "#pager", "current": number == 3}
    for number in (1, None, 2, 3, 4, None, 12)
]
PAGES = {"number": 3, "pages": 12, "previous": "#pager", "next": "#pager", "items": ITEMS}
CRUMBS = [("Trang chủ", "#breadcrumb"), ("Chè và sản phẩm từ chè", "#breadcrumb"), (LONG, "")]
LINKS = [
    {"name": "Thái Nguyên", "url": "#links", "count": 21},
    {"name": "Hợp tác xã chè Hảo Đạt", "url": "#links", "note": "Tân Cương"},
]
STEPS = [("Địa chỉ", "done"), ("Xem lại", "now"), ("Đã nhận đơn", "")]
FIND = {"action": "#find", "name": "Tìm thử", "label": "Tên sản phẩm", "button": "Tìm"}
DELIVERY: dict[str, object] = {
    "action": "",
    "kept": [],
    "estimate": None,
    "lowest": 22_000,
    "highest": 48_000,
    "reach": "other",
    "days_from": 2,
    "days_to": 6,
    "places": (ExamplePlace("hue", "Huế", chosen=True),),
}
WISH_LIST = {
    "signed_in": False,
    "is_listed": False,
    "waiting": False,
    "list_url": "#wishlist_button",
    "alert_url": "#wishlist_button",
}
SOLD_OUT = {"in_stock": False, "sellable": True}
SHARE = {"share_title": "Trà đinh"}

CONTROLS = (
    Example(
        "button",
        (
            ExampleState("", {"label": "Thêm vào giỏ"}),
            ExampleState("link", {"label": "Xem đặc sản", "url": "#button"}),
            ExampleState("quiet", {"label": "Kiểm tra sao", "kind": "quiet"}),
            ExampleState("danger", {"label": "Hủy đơn", "kind": "danger"}),
            ExampleState("disabled", {"label": "Hết hàng", "disabled": True}),
            ExampleState(
                "small, with a count", {"label": "Xem kết quả", "small": True, "count": 1_204}
            ),
            ExampleState("with a sign", {"label": "Bộ lọc", "sign": "filter"}),
            ExampleState("full, long", {"label": LONG, "full": True, "kind": "quiet"}),
        ),
    ),
    Example("field", (*fields(EMPTY, "empty"), *fields(FILLED, "filled"), *fields(WRONG, "wrong"))),
    Example("error_summary", (ExampleState("", {"form": WRONG}),)),
    Example(
        "stepper",
        (
            ExampleState("", {"value": 2, "label": "Số lượng"}),
            ExampleState("with an end", {"value": 3, "max": 3}),
        ),
    ),
    Example("delivery", (ExampleState("no place yet", {"delivery": DELIVERY}),)),
    Example(
        "facet",
        (
            facet("sao", "Số sao", "many"),
            facet("loai", "Chủ thể", "one", chosen=0),
            facet("gia", "Giá", "range"),
        ),
    ),
    Example(
        "option",
        (
            ExampleState("", {"facet": {"key": "nhom"}, "option": OPTION | {"value": "che"}}),
            ExampleState(
                "chosen", {"facet": {"key": "nhom"}, "option": OPTION | {"selected": True}}
            ),
            ExampleState(
                "none", {"facet": {"key": "nhom"}, "option": OPTION | {"value": "x", "count": 0}}
            ),
        ),
    ),
    Example(
        "chip",
        (ExampleState("", {"chip": {"label": "Đồng bằng sông Cửu Long", "remove_url": "#chip"}}),),
    ),
    Example("links", (ExampleState("", {"links": LINKS}),)),
    Example(
        "search_form",
        (
            ExampleState("empty", FIND | {"id": "find-empty", "placeholder": "Nước mắm Lê Gia"}),
            ExampleState("filled", FIND | {"id": "find-filled", "value": "chẩm chéo"}),
        ),
    ),
    Example("pager", (ExampleState("in the middle", {"pager": PAGES}),)),
    Example("breadcrumb", (ExampleState("long", {"crumbs": CRUMBS}),)),
    Example("steps", (ExampleState("", {"steps": STEPS}),)),
    Example(
        "wishlist_button",
        (
            ExampleState(
                "not signed in", {"wish_list": WISH_LIST, "product": SOLD_OUT | {"in_stock": True}}
            ),
            ExampleState("sold out", {"wish_list": WISH_LIST, "product": SOLD_OUT}),
            ExampleState(
                "waited for", {"wish_list": WISH_LIST | {"waiting": True}, "product": SOLD_OUT}
            ),
            ExampleState(
                "kept",
                {"wish_list": WISH_LIST | {"signed_in": True, "is_listed": True}, "product": {}},
            ),
        ),
    ),
    Example("share", (ExampleState("", SHARE),)),
    Example(
        "payment_methods",
        (ExampleState("one chosen, one refused", {"methods": PAYMENT_METHODS, "chosen": "qr"}),),
    ),
)
