"""Oscar's forms of offers, ranges and vouchers are taken out of Django's admin.

They offer kinds that the shop's engine does not reckon with: promotions are made at
/quan-tri/khuyen-mai/ alone.
"""

from django.contrib import admin
from oscar.apps.offer.models import Benefit, Condition, ConditionalOffer, Range
from oscar.apps.voucher.models import Voucher, VoucherApplication

for model in (Benefit, Condition, ConditionalOffer, Range, Voucher, VoucherApplication):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
