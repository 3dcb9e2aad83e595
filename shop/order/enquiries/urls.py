"""URLs of enquiries: the form under a product, and threads behind signed links."""

from django.urls import path

from shop.order.enquiries import views

app_name = "enquiries"

urlpatterns = [
    path("san-pham/<int:pk>/", views.AskSellerView.as_view(), name="ask"),
    path("<str:token>/", views.EnquiryView.as_view(), name="thread"),
    path("<str:token>/anh/<int:photo>/", views.EnquiryPhotoView.as_view(), name="photo"),
]
