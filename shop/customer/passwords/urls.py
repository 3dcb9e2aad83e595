"""URLs of a forgotten password, under the names that Django and Oscar ask for."""

from django.urls import path

from shop.customer.passwords import views

urlpatterns = [
    path("", views.PasswordResetRequestView.as_view(), name="password-reset"),
    path("da-gui/", views.PasswordResetSentView.as_view(), name="password-reset-done"),
    path("ma/", views.PasswordResetCodeView.as_view(), name="password-reset-code"),
    path(
        "dat/<str:uidb64>/<str:token>/",
        views.NewPasswordView.as_view(),
        name="password-reset-confirm",
    ),
    path("xong/", views.PasswordResetDoneView.as_view(), name="password-reset-complete"),
]
