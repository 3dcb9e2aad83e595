"""Drafts of the made-up producers, one in each state, and what the province answered."""

from catalogue.listings.drafts import add_photos, begin_listing, submit_listing, write_draft
from catalogue.listings.review import approve_listing
from catalogue.models import Producer, Product
from catalogue.models.reviewed_draft import DraftState
from catalogue.photos.acceptance import AcceptedPhoto
from catalogue.reviewed_drafts.steps import ask_for_changes
from shop.demo.made_up_papers import plain_photo
from shop.users.models import User

STEWARD = "quan-ly-tinh@example.com"
NAMES = {
    DraftState.DRAFT: "Sản phẩm minh họa đang viết dở",
    DraftState.SUBMITTED: "Sản phẩm minh họa chờ tỉnh xem",
    DraftState.CHANGES_ASKED: "Sản phẩm minh họa tỉnh xin sửa",
    DraftState.APPROVED: "Sản phẩm minh họa đã được duyệt, chưa có chứng nhận",
}
COLOURS = ("tan", "darkseagreen", "burlywood", "slategray")
LABEL = {
    "quantity": "250 g",
    "ingredients": "Nguyên liệu minh họa 100 %",
    "shelf_life": "12 tháng",
    "storage": "Nơi khô mát",
    "usage": "Dùng trực tiếp",
    "warnings": "Không dùng khi bao bì rách",
}
REASON = "Ảnh minh họa chưa cho thấy nhãn, xin chụp lại mặt có nhãn."


def write_drafts(*, producer: Producer, owner: User, like: Product) -> None:
    """Write a listing for each state; `like` lends its set and nothing else."""
    steward = User.objects.get(email=STEWARD)
    for (state, title), colour in zip(NAMES.items(), COLOURS, strict=True):
        draft = begin_listing(producer=producer, by=owner)
        facts = {
            "title": title,
            "description": "Tin đăng minh họa của bản dùng thử, không bán thật.",
            "classification": like.classification,
            "label": LABEL,
            "unit": "Gói 250 g",
            "weight_grams": 300,
            "price": 85_000,
            "stock": 20,
        }
        draft = write_draft(draft=draft, by=owner, facts=facts)
        if state == DraftState.DRAFT:
            continue
        add_photos(draft=draft, by=owner, photos=[AcceptedPhoto(plain_photo(colour))])
        draft = submit_listing(draft=draft, by=owner)
        if state == DraftState.CHANGES_ASKED:
            ask_for_changes(draft=draft, by=steward, reason=REASON, seen=draft.version)
        elif state == DraftState.APPROVED:
            approve_listing(draft=draft, by=steward, seen=draft.version)
