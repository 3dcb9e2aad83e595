"""URLs of the account pages: `private` ones ask to sign in first."""

from django.urls import path

from shop.customer import views
from shop.customer.account.enquiries import EnquiryHistoryView
from shop.customer.addressbook import views as addressbook
from shop.customer.alerts import views as alerts
from shop.customer.privacy import views as privacy
from shop.customer.second_factor import views as safety
from shop.customer.second_factor.views import SecondFactorView
from shop.customer.unsent_forms import UnsentFormView
from shop.customer.verification import views as verification
from shop.customer.wishlists import views as wishlists

public = [
    path("dang-nhap/", views.SignInView.as_view(), name="login"),
    path("dang-nhap/ma/", SecondFactorView.as_view(), name="second-factor"),
    path("dang-ky/", views.SignUpView.as_view(), name="register"),
    path("dang-xuat/", views.SignOutView.as_view(), name="logout"),
    path("nhac-hang/dat/<int:pk>/", alerts.AlertCreateView.as_view(), name="alert-ask"),
    path(
        "nhac-hang/xac-nhan/<str:token>/", alerts.AlertConfirmView.as_view(), name="alert-confirm"
    ),
    path("nhac-hang/thoi/<str:token>/", alerts.AlertCancelView.as_view(), name="alert-end"),
]
private = [
    path("", views.AccountSummaryView.as_view(), name="summary"),
    path("bao-mat/", safety.SafetyView.as_view(), name="safety"),
    path("bao-mat/bat/", safety.SecondFactorSetupView.as_view(), name="second-factor-setup"),
    path("bao-mat/sua/", safety.SecondFactorChangeView.as_view(), name="second-factor-change"),
    path("doi-mat-khau/", views.ChangePasswordView.as_view(), name="change-password"),
    path("ho-so/", views.ProfileView.as_view(), name="profile-view"),
    path("ho-so/sua/", views.ProfileUpdateView.as_view(), name="profile-update"),
    path("ho-so/xoa/", privacy.AccountEraseView.as_view(), name="profile-delete"),
    path("xac-nhan-email/", verification.VerificationResendView.as_view(), name="verify"),
    path(
        "xac-nhan-email/<str:token>/",
        verification.EmailVerificationView.as_view(),
        name="verify-confirm",
    ),
    path("don-hang/", views.OrderHistoryView.as_view(), name="order-list"),
    path("don-hang/<str:order_number>/", views.OrderRedirectView.as_view(), name="order"),
    path("dia-chi/", addressbook.AddressListView.as_view(), name="address-list"),
    path("dia-chi/them/", addressbook.AddressEditView.as_view(), name="address-add"),
    path("dia-chi/<int:pk>/", addressbook.AddressEditView.as_view(), name="address-edit"),
    path("dia-chi/<int:pk>/xoa/", addressbook.AddressDeleteView.as_view(), name="address-delete"),
    path("de-danh/", wishlists.WishListView.as_view(), name="wish-list"),
    path("de-danh/giu/<int:pk>/", wishlists.WishListToggleView.as_view(), name="wish-keep"),
    path("de-danh/<int:number>/bo/", wishlists.WishListRemoveView.as_view(), name="wish-drop"),
    path(
        "de-danh/<int:number>/mua/", wishlists.WishListToBasketView.as_view(), name="wish-to-basket"
    ),
    path("cau-hoi/", EnquiryHistoryView.as_view(), name="enquiry-list"),
    path("nhac-hang/", alerts.AlertListView.as_view(), name="alert-list"),
    path("viet-tiep/<uuid:token>/", UnsentFormView.as_view(), name="unsent-form"),
    path("du-lieu/", privacy.DataView.as_view(), name="data"),
    path("du-lieu/tai-ve/", privacy.DataDownloadView.as_view(), name="data-download"),
]
