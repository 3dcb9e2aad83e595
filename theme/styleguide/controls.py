"""What is pressed, typed and chosen, as the style guide shows it."""

from typing import NamedTuple

from django import forms

from theme.styleguide.examples import Given, Specimen, State

LONG = "Hiện danh sách xã, phường, đặc khu của một tỉnh hay thành phố khác"


class Place(NamedTuple):
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


EMPTY = Questions(prefix="empty")
FILLED = Questions(prefix="filled", initial={"name": "Nguyễn Thị Sáu", "pay": "cod"})
WRONG = Questions({}, prefix="wrong")


def fields(form: Questions, state: str) -> list[State]:
    """Each field of a form in that state."""
    return [
        State(f"{each.name}, {state}", {"field": each, "check": each.name == "agree"})
        for each in form
    ]


def facet(key: str, label: str, kind: str, **changed) -> State:
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
    return State(kind, {"facet": Given(**(facts | changed))})


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
DELIVERY = {
    "action": "",
    "kept": [],
    "estimate": None,
    "lowest": 22_000,
    "highest": 48_000,
    "days_from": 2,
    "days_to": 6,
    "places": (Place("hue", "Huế", chosen=True),),
}
KEEP = {
    "signed_in": False,
    "kept": False,
    "waiting": False,
    "keep_url": "#keep",
    "ask_url": "#keep",
}
SOLD_OUT = {"in_stock": False, "sellable": True}
SHARE = {"share_title": "Trà đinh"}

CONTROLS = (
    Specimen(
        "button",
        (
            State("", {"label": "Thêm vào giỏ"}),
            State("link", {"label": "Xem đặc sản", "url": "#button"}),
            State("quiet", {"label": "Kiểm tra sao", "kind": "quiet"}),
            State("danger", {"label": "Hủy đơn", "kind": "danger"}),
            State("disabled", {"label": "Hết hàng", "disabled": True}),
            State("small, with a count", {"label": "Xem kết quả", "small": True, "count": 1_204}),
            State("with a sign", {"label": "Bộ lọc", "sign": "filter"}),
            State("full, long", {"label": LONG, "full": True, "kind": "quiet"}),
        ),
    ),
    Specimen(
        "field", (*fields(EMPTY, "empty"), *fields(FILLED, "filled"), *fields(WRONG, "wrong"))
    ),
    Specimen("error_summary", (State("", {"form": WRONG}),)),
    Specimen(
        "stepper",
        (
            State("", {"value": 2, "label": "Số lượng"}),
            State("with an end", {"value": 3, "max": 3}),
        ),
    ),
    Specimen("delivery", (State("no place yet", {"delivery": DELIVERY}),)),
    Specimen(
        "facet",
        (
            facet("sao", "Số sao", "many"),
            facet("loai", "Chủ thể", "one", chosen=0),
            facet("gia", "Giá", "range"),
        ),
    ),
    Specimen(
        "option",
        (
            State("", {"facet": {"key": "nhom"}, "option": OPTION | {"value": "che"}}),
            State("chosen", {"facet": {"key": "nhom"}, "option": OPTION | {"selected": True}}),
            State(
                "none", {"facet": {"key": "nhom"}, "option": OPTION | {"value": "x", "count": 0}}
            ),
        ),
    ),
    Specimen(
        "chip", (State("", {"chip": {"label": "Đồng bằng sông Cửu Long", "remove_url": "#chip"}}),)
    ),
    Specimen("links", (State("", {"links": LINKS}),)),
    Specimen(
        "search_form",
        (
            State("empty", FIND | {"id": "find-empty", "placeholder": "Nước mắm Lê Gia"}),
            State("filled", FIND | {"id": "find-filled", "value": "chẩm chéo"}),
        ),
    ),
    Specimen("pager", (State("in the middle", {"pager": PAGES}),)),
    Specimen("breadcrumb", (State("long", {"crumbs": CRUMBS}),)),
    Specimen("steps", (State("", {"steps": STEPS}),)),
    Specimen(
        "wishlist_button",
        (
            State("not signed in", {"keep": KEEP, "product": SOLD_OUT | {"in_stock": True}}),
            State("sold out", {"keep": KEEP, "product": SOLD_OUT}),
            State("waited for", {"keep": KEEP | {"waiting": True}, "product": SOLD_OUT}),
            State("kept", {"keep": KEEP | {"signed_in": True, "kept": True}, "product": {}}),
        ),
    ),
    Specimen("share", (State("", SHARE),)),
)
