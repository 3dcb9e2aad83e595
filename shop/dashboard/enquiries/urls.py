"""URLs under /quan-tri/cau-hoi/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.enquiries import views

ANSWER = ["order.change_order"]
PERMISSIONS = {"enquiry-list": ANSWER, "enquiry": ANSWER, "enquiry-photo": ANSWER}

urlpatterns = [
    path("cau-hoi/", views.UnattendedEnquiryListView.as_view(), name="enquiry-list"),
    path("cau-hoi/<int:pk>/", views.UnattendedEnquiryView.as_view(), name="enquiry"),
    path(
        "cau-hoi/<int:pk>/anh/<int:photo>/",
        views.UnattendedEnquiryPhotoView.as_view(),
        name="enquiry-photo",
    ),
]
