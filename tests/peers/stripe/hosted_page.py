"""The page that Stripe would host: plain forms that a browser clicks through, openly a trial."""

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.peers.stripe.state import DECLINED, SECURE, SUCCESS, Refused

if TYPE_CHECKING:
    from tests.peers.stripe.server import StripeHandler

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Trang thanh toán thử nghiệm</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:30rem;padding:1rem}}
.trial{{background:#7a1f00;color:#fff;padding:.5rem 1rem}}label{{display:block;margin:.75rem 0}}
input[name=card]{{font:inherit;width:100%;box-sizing:border-box;padding:.6rem}}
button,.link{{font:inherit;display:block;width:100%;padding:.8rem;margin:.75rem 0;box-sizing:border-box}}
.error{{color:#a00000;font-weight:600}}table{{font-size:.9rem}}td{{padding-right:1rem}}</style></head><body>
<p class="trial">THỬ NGHIỆM: không phải Stripe, không có tiền thật.</p>{body}</body></html>"""

FORM = """<h1>{label}</h1><p>Số tiền: <strong>{amount} {currency}</strong></p>{error}
<form method="post">
<label>Số thẻ <input name="card" inputmode="numeric" autocomplete="off" value="{card}"></label>
<button name="action" value="pay">Thanh toán</button>
<button name="action" value="later">Trả bằng cách chậm (ngân hàng duyệt sau)</button>
</form>
<p><a href="{cancel}">Quay lại cửa hàng</a></p>
<h2>Thẻ thử</h2><table>
<tr><td>4242 4242 4242 4242</td><td>được chấp nhận</td></tr>
<tr><td>4000 0000 0000 0002</td><td>bị từ chối</td></tr>
<tr><td>4000 0000 0000 0259</td><td>được chấp nhận, rồi ngân hàng khiếu nại</td></tr>
<tr><td>4000 0000 0000 3220</td><td>hỏi 3-D Secure</td></tr></table>"""

CHALLENGE = """<h1>3-D Secure</h1><p>Ngân hàng hỏi: có đúng bạn đang trả {amount} {currency}?</p>
<form method="post"><input type="hidden" name="card" value="{card}">
<button name="action" value="confirm">Đúng, tôi trả</button>
<button name="action" value="refuse">Không phải tôi</button></form>"""

UNKNOWN = """<h1>Không có trang này</h1><p>Máy thử thẻ không biết trang thanh toán này nữa. Tiền chưa bị
trừ. Mở lại trang đơn hàng (đường dẫn trong email, hoặc tra cứu bằng số đơn và điện thoại) rồi chọn
cách trả tiền lần nữa.</p>{back}"""
CLOSED = "<h1>Trang đã đóng</h1><p>Trang thanh toán này không còn dùng được.</p>{back}"
DECLINED_TEXT = "Thẻ bị từ chối. Hãy thử thẻ khác."


def answer(handler: "StripeHandler", method: str, path: str, sent: dict[str, str]) -> None:
    """Show the page, or do what its button says and lead back to the shop."""
    name = path.rsplit("/", 1)[-1]
    peer = handler.peer
    with peer.lock:
        try:
            session = peer.session(name)
        except Refused:
            shop = urlsplit(handler.delivery.url)
            home = f"{shop.scheme}://{shop.netloc}/don-hang/tra-cuu/" if shop.netloc else ""
            back = f'<p><a href="{escape(home)}">Tra cứu đơn hàng</a></p>' if home else ""
            return _show(handler, UNKNOWN.format(back=back), 404)
        if session["status"] != "open":
            back = f'<p><a href="{escape(session["success_url"])}">Quay lại cửa hàng</a></p>'
            return _show(handler, CLOSED.format(back=back), 410)
        facts = {
            "label": escape(session["label"]),
            "amount": f"{session['amount_total']:,}".replace(",", "."),
            "currency": escape(session["currency"].upper()),
            "cancel": escape(session["cancel_url"] or ""),
            "card": "",
            "error": "",
        }
        if method == "GET":
            return _show(handler, FORM.format(**facts))
        card = "".join(filter(str.isdecimal, sent.get("card", ""))) or SUCCESS
        action = sent.get("action", "pay")
        facts["card"] = card
        if action == "later":
            peer.pay_later(name)
        elif card == SECURE and action == "pay":
            return _show(handler, CHALLENGE.format(**facts))
        elif action == "refuse" or not peer.pay(name, DECLINED if action == "refuse" else card):
            facts["error"] = f'<p class="error" role="alert">{DECLINED_TEXT}</p>'
            return _show(handler, FORM.format(**facts))
        return handler.send(303, b"", "text/plain", Location=session["success_url"])


def _show(handler: "StripeHandler", body: str, status: int = 200) -> None:
    handler.send(status, PAGE.format(body=body).encode(), "text/html; charset=utf-8")
