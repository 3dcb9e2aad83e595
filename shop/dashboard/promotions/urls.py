"""URLs under /quan-tri/khuyen-mai/; the views show sellers their own promotions only."""

from django.urls import path

from shop.dashboard.promotions import views

SEE = (["promotion.view_promotion"], ["partner.dashboard_access"])
MAKE = (["promotion.add_promotion"], ["partner.dashboard_access"])
END = (["promotion.change_promotion"], ["partner.dashboard_access"])
PERMISSIONS = {
    "promotion-list": SEE,
    "promotion-detail": SEE,
    "promotion-uses": SEE,
    "promotion-create": MAKE,
    "promotion-end": END,
}

urlpatterns = [
    path("khuyen-mai/", views.PromotionListView.as_view(), name="promotion-list"),
    path("khuyen-mai/moi/", views.PromotionCreateView.as_view(), name="promotion-create"),
    path("khuyen-mai/<int:pk>/", views.PromotionDetailView.as_view(), name="promotion-detail"),
    path("khuyen-mai/<int:pk>/ket-thuc/", views.EndPromotionView.as_view(), name="promotion-end"),
    path(
        "khuyen-mai/<int:pk>/luot-dung.csv",
        views.PromotionUsesView.as_view(),
        name="promotion-uses",
    ),
]
