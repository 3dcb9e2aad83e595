"""Who may enter the dashboard at all: staff, sellers, and those who work on certificates."""

HOME = (["is_staff"], ["partner.dashboard_access"], ["catalogue.view_certificate"])
