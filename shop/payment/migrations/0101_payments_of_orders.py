"""Every order has a payment: those of before are paid to the courier, or ended with nothing to pay."""

from django.db import migrations

BATCH = 500


def open_payments(apps, schema_editor):
    Order = apps.get_model("order", "Order")
    Payment = apps.get_model("payment", "Payment")
    orders = Order.objects.filter(payment__isnull=True).order_by("pk")
    rows = orders.values_list("pk", "number", "status", "total_incl_tax", "date_placed", "submission__payment_code")
    Payment.objects.bulk_create(
        (
            Payment(
                order_id=pk,
                method=code or "cod",
                reference=f"OCOP{number}",
                amount=total,
                status="cancelled" if status == "cancelled" else "on_delivery",
                created_at=placed,
            )
            for pk, number, status, total, placed, code in rows.iterator(BATCH)
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("payment", "0100_payments")]

    operations = [migrations.RunPython(open_payments, migrations.RunPython.noop, elidable=True)]
