"""Who may enter the dashboard at all: staff, sellers, those who work on certificates, those who pay out."""

HOME = (
    ["is_staff"],
    ["partner.dashboard_access"],
    ["catalogue.view_certificate"],
    ["payment.view_payoutbatch"],
)
