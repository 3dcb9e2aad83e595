"""Addresses of a forgotten password, under the names that Django and Oscar ask for."""

from django.urls import path

from shop.customer.passwords import views

urlpatterns = [
    path("", views.ForgottenView.as_view(), name="password-reset"),
    path("da-gui/", views.SentView.as_view(), name="password-reset-done"),
    path("ma/", views.CodeView.as_view(), name="password-reset-code"),
    path(
        "dat/<str:uidb64>/<str:token>/",
        views.NewPasswordView.as_view(),
        name="password-reset-confirm",
    ),
    path("xong/", views.DoneView.as_view(), name="password-reset-complete"),
]
