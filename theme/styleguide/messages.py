"""What the shop says to people, as the style guide shows it."""

from datetime import UTC, date, datetime

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from theme.covers import weave
from theme.styleguide.examples import Example, ExampleState, Given

LONG = "Chúng tôi đã nhận đơn hàng của bạn và gửi thư xác nhận. Nếu không thấy, xin xem cả hộp thư rác."
COVER = weave(slug="gio", world="dong-nam-bo", glyph="gio")
WAYS = [{"name": "Xem đặc sản", "url": "#empty"}, {"name": "Bỏ lọc", "url": "#empty", "count": 12}]
TIMELINE = [
    Given(label="Đã đặt", state="done", at=None, by="Chị Sáu", reason="", note=""),
    Given(label="Đang đóng gói", state="now", at=None, by="", reason="", note="Chờ đợt hái mới."),
    Given(label="Đã giao", state="", at=None, by="", reason="", note=""),
]
CANCELLED = [TIMELINE[0], Given(label="Đã hủy", state="ended", at=None, by="", reason="", note="")]
SAID = [Message(constants.SUCCESS, LONG), Message(constants.ERROR, "Chưa lưu được.")]
DIALOG = {"id": "dialog-sample", "title": "Hủy đơn hàng?", "text": "Việc này không hoàn lại được."}

REVIEW = {
    "pk": 1,
    "points": 8,
    "words": "Hài lòng",
    "body": "Mật thơm, sánh.\n\nNắp lọ hơi lỏng, nên bọc kỹ hơn.",
    "name": "Sáu",
    "lang": "vi",
    "written_at": date(2026, 11, 20),
    "is_edited": False,
    "reply": "",
    "replied_at": None,
    "report_url": "#review",
}
REPLIED = {"is_edited": True, "reply": "Cảm ơn chị, lọ mới đã có nắp kín.", "pk": 2}
BARS = [
    Given(words=words, count=count, share=share)
    for words, count, share in (
        ("Rất hài lòng", 14, 58),
        ("Hài lòng", 7, 29),
        ("Tạm được", 2, 9),
        ("Chưa hài lòng", 1, 4),
        ("Thất vọng", 0, 0),
    )
]


class WrittenMessage(forms.Form):
    """What is written in a thread, as its form shows it."""

    text = forms.CharField(label="Lời nhắn", widget=forms.Textarea(attrs={"rows": 3}))
    submission = forms.UUIDField(widget=forms.HiddenInput)
    photo_1 = forms.FileField(label="Ảnh 1", required=False)

    def photo_fields(self) -> list[forms.BoundField]:
        """Return the fields of the photographs."""
        return [self["photo_1"]]


MORNING = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
NOBODYS = {"author": "", "photos": (), "hidden": False}
THREAD = [
    Given(is_own=False, at=MORNING, text="Hộp trà có kèm túi giấy không ạ?", **NOBODYS),
    Given(is_own=True, at=MORNING, text="Dạ có, mỗi hộp một túi.", **NOBODYS),
    Given(is_own=False, at=MORNING, text="Gọi tôi số …", **NOBODYS | {"hidden": True}),
]

MESSAGES = (
    Example(
        "notice",
        (
            ExampleState("", {"text": LONG}),
            ExampleState("success", {"text": "Đã cập nhật.", "kind": "success"}),
            ExampleState("error", {"text": "Chỉ còn 3 hộp.", "kind": "error"}),
        ),
    ),
    Example(
        "toast",
        (
            ExampleState("", {"text": LONG}),
            ExampleState("success", {"text": "Đã thêm vào giỏ.", "kind": "success"}),
            ExampleState("error", {"text": "Chưa gửi được.", "kind": "error"}),
        ),
    ),
    Example("untranslated", (ExampleState("", {"foreign": True}),)),
    Example("adult_warning", (ExampleState("", {"request": Given(get_full_path="/")}),)),
    Example("messages", (ExampleState("two", {"messages": SAID}),)),
    Example(
        "empty",
        (
            ExampleState(
                "", {"title": "Giỏ hàng trống", "text": LONG, "ways": WAYS, "cover": COVER}
            ),
            ExampleState("nothing to offer", {"title": "Chưa có gì"}),
        ),
    ),
    Example(
        "dialog",
        (ExampleState("", DIALOG | {"url": "#dialog", "label": "Hủy đơn", "kind": "danger"}),),
    ),
    Example(
        "badge",
        (
            ExampleState("", {"count": 2}),
            ExampleState("many", {"count": 128, "words": "món trong giỏ"}),
        ),
    ),
    Example(
        "state",
        tuple(
            ExampleState(name, {"state": name, "label": label})
            for name, label in (
                ("new", "mới đặt"),
                ("confirmed", "đã xác nhận"),
                ("delivered", "đã giao"),
                ("cancelled", "đã hủy"),
            )
        ),
    ),
    Example(
        "timeline",
        (
            ExampleState("on its way", {"steps": TIMELINE}),
            ExampleState("cancelled", {"steps": CANCELLED}),
        ),
    ),
    Example(
        "thread",
        (ExampleState("", {"thread": THREAD, "other": "Chị Sáu", "token": "", "row": 1}),),
    ),
    Example("thread_form", (ExampleState("", {"form": WrittenMessage(prefix="thread")}),)),
    Example(
        "table",
        (
            ExampleState(
                "",
                {
                    "caption": "Phí giao hàng",
                    "columns": [("Vùng", False), ("Ngày", False), ("Phí", True)],
                    "rows": [["Nội tỉnh", "1–2", "22.000 ₫"], ["Liên vùng", "4–6", "48.000 ₫"]],
                },
            ),
        ),
    ),
    Example(
        "review",
        (
            ExampleState("", {"review": Given(**REVIEW), "report": True}),
            ExampleState(
                "with a reply",
                {
                    "review": Given(**(REVIEW | REPLIED | {"replied_at": date(2026, 11, 21)})),
                    "producer": "Hợp tác xã U Minh",
                },
            ),
        ),
    ),
    Example(
        "review_summary",
        (
            ExampleState("", {"reviews": Given(is_enough=True, mean="8,8", total=24, bars=BARS)}),
            ExampleState(
                "too few for a mean", {"reviews": Given(is_enough=False, total=2, bars=BARS)}
            ),
        ),
    ),
)
