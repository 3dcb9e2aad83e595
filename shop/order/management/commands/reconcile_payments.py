"""Reconcile payments: does the ledger agree with orders, refunds, couriers and banks."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.clock import now
from shop.order.payments.reconciliation.report import reconcile, write_report


class Command(BaseCommand):
    help = (
        "Finds what does not add up between ledger, orders, refunds, couriers and banks, finishes "
        "what was left between two steps, and keeps the report of the day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--day", type=date.fromisoformat, help="report of which day, YYYY-MM-DD"
        )
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if something is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each finding on a line; with --check end with an error where there is one."""
        findings, repairs = reconcile(is_check=options["check"])
        for line in repairs:
            self.stdout.write(f"put right: {line}")
        for finding in findings:
            self.stdout.write(
                f"{finding.kind} #{finding.about} {finding.order} {finding.amount} ₫ "
                f"{finding.detail}".rstrip()
            )
        if not options["check"]:
            report = write_report(options["day"] or now().date(), findings, repairs)
            for method, sums in report.sums.items():
                figures = ", ".join(f"{name} {amount}" for name, amount in sums.items())
                self.stdout.write(f"{method}: {figures}")
        if options["check"] and findings:
            raise CommandError(f"{len(findings)} findings: the books do not add up")
        self.stdout.write(f"{len(findings)} findings")
