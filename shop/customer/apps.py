"""Oscar's account pages cut down to what is whole: sign-in, profile, orders, passwords.

Only the configuration is ours, so Oscar's models and migrations stay where they are.
"""

from django.contrib.auth.decorators import login_required
from django.urls import path
from oscar.apps.customer import apps as upstream


class CustomerConfig(upstream.CustomerConfig):
    """No address book, e-mail archive, notifications, alerts or wish lists."""

    def get_urls(self):
        """Return the addresses under /tai-khoan/, under Oscar's names."""
        from shop.customer import views

        private = [
            path("", views.SummaryView.as_view(), name="summary"),
            path("doi-mat-khau/", views.ChangePasswordView.as_view(), name="change-password"),
            path("ho-so/", views.ProfileView.as_view(), name="profile-view"),
            path("ho-so/sua/", views.ProfileUpdateView.as_view(), name="profile-update"),
            path("ho-so/xoa/", views.ProfileDeleteView.as_view(), name="profile-delete"),
            path("don-hang/", views.OrderListView.as_view(), name="order-list"),
            path("don-hang/<str:order_number>/", views.OrderView.as_view(), name="order"),
        ]
        for pattern in private:
            pattern.callback = login_required(pattern.callback)
        return self.post_process_urls(
            [
                path("dang-nhap/", views.SignInView.as_view(), name="login"),
                path("dang-ky/", views.SignUpView.as_view(), name="register"),
                path("dang-xuat/", views.SignOutView.as_view(), name="logout"),
                *private,
            ]
        )
