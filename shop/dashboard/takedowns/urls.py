"""URLs under /quan-tri/go-san-pham/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.takedowns import views

VIEW, PLACE, LIFT = (
    ["catalogue.view_takedown"],
    ["catalogue.add_takedown"],
    ["catalogue.change_takedown"],
)
PERMISSIONS = {
    "takedown-list": VIEW,
    "takedown-detail": VIEW,
    "takedown-choose-product": PLACE,
    "takedown-place": PLACE,
    "takedown-lift": LIFT,
    "takedown-request-lift": LIFT,
    "takedown-confirm-lift": LIFT,
    "takedown-refuse-lift": LIFT,
}

urlpatterns = [
    path("go-san-pham/", views.TakedownListView.as_view(), name="takedown-list"),
    path("go-san-pham/<int:pk>/", views.TakedownDetailView.as_view(), name="takedown-detail"),
    path(
        "go-san-pham/moi/",
        views.TakedownProductChoiceView.as_view(),
        name="takedown-choose-product",
    ),
    path(
        "go-san-pham/moi/<int:product_pk>/",
        views.PlaceTakedownView.as_view(),
        name="takedown-place",
    ),
    path(
        "go-san-pham/<int:pk>/hien-lai/",
        views.LiftTakedownView.as_view(),
        name="takedown-lift",
    ),
    path(
        "go-san-pham/<int:pk>/xin-hien-lai/",
        views.RequestLiftView.as_view(),
        name="takedown-request-lift",
    ),
    path(
        "go-san-pham/<int:pk>/dong-y-hien-lai/",
        views.ConfirmLiftView.as_view(),
        name="takedown-confirm-lift",
    ),
    path(
        "go-san-pham/<int:pk>/giu-go/",
        views.RefuseLiftView.as_view(),
        name="takedown-refuse-lift",
    ),
]
