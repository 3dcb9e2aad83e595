"""URLs under /nguoi-ban/; the pages show a seller's own people their own things only."""

from django.urls import path

from shop.workspace import views
from shop.workspace.change_log import ChangeLogView
from shop.workspace.enquiries.views import (
    EnquiryListView,
    WorkspaceEnquiryPhotoView,
    WorkspaceEnquiryView,
)
from shop.workspace.goods.low_stock_view import LowStockView
from shop.workspace.goods.sheet_views import GoodsSheetView, GoodsUploadView
from shop.workspace.goods.views import GoodsListView, StockRecordView
from shop.workspace.insight.views import InsightView
from shop.workspace.joining import urls as joining
from shop.workspace.listings.begin import (
    BeginListingView,
    ChangeListingView,
    CopyListingView,
    ShowListingView,
)
from shop.workspace.listings.views import ListingStepView, ListingView
from shop.workspace.members import urls as members
from shop.workspace.money.account_views import SellerAccountView, StopAccountView
from shop.workspace.money.views import StatementView
from shop.workspace.notices import urls as notices
from shop.workspace.ordering_pause import OrderingPauseView, ProductPauseView
from shop.workspace.orders.export_views import OrderExportView
from shop.workspace.orders.message_views import OrderMessagesView, WorkspaceMessagePhotoView
from shop.workspace.orders.parcel_views import InternalNotesView, ParcelsView
from shop.workspace.orders.print_views import PrintView
from shop.workspace.orders.views import (
    PickListView,
    WorkspaceOrderListView,
    WorkspaceOrderView,
)
from shop.workspace.papers import urls as papers
from shop.workspace.producer_page.poster_view import PosterView
from shop.workspace.producer_page.views import ProducerPageStepView, ProducerPageView
from shop.workspace.proofs import urls as proofs
from shop.workspace.returns.views import (
    WorkspaceReturnListView,
    WorkspaceReturnPhotoView,
    WorkspaceReturnView,
)
from shop.workspace.today.views import TodayView

app_name = "workspace"

urlpatterns = [
    *joining.urlpatterns,
    *members.urlpatterns,
    *papers.urlpatterns,
    *notices.urlpatterns,
    *proofs.urlpatterns,
    path("", views.WorkspaceView.as_view(), name="index"),
    path("<int:pk>/", TodayView.as_view(), name="today"),
    path("<int:pk>/don-hang/", WorkspaceOrderListView.as_view(), name="order-list"),
    path("<int:pk>/don-hang/nhat-hang/", PickListView.as_view(), name="pick-list"),
    path("<int:pk>/don-hang/in/", PrintView.as_view(), name="print"),
    path("<int:pk>/don-hang/xuat/", OrderExportView.as_view(), name="order-export"),
    path("<int:pk>/so-lieu/", InsightView.as_view(), name="insight"),
    path("<int:pk>/tien/tai-khoan/", SellerAccountView.as_view(), name="seller-account"),
    path("tai-khoan-nhan-tien/<str:token>/", StopAccountView.as_view(), name="stop-account"),
    path("<int:pk>/tien/", StatementView.as_view(), name="statement"),
    path("<int:pk>/tra-hang/", WorkspaceReturnListView.as_view(), name="return-list"),
    path("<int:pk>/hang/bang-tinh/", GoodsSheetView.as_view(), name="goods-sheet"),
    path("<int:pk>/hang/", GoodsListView.as_view(), name="goods"),
    path("<int:pk>/trang/", ProducerPageView.as_view(), name="producer-page"),
    path("<int:pk>/trang/ap-phich/", PosterView.as_view(), name="producer-poster"),
    path("<int:pk>/trang/<slug:step>/", ProducerPageStepView.as_view(), name="producer-page-step"),
    path("<int:pk>/gian-hang/", views.ShopFrontView.as_view(), name="shop-front"),
    path("<int:pk>/gian-hang/lich-su/", ChangeLogView.as_view(), name="change-log"),
    path("<int:pk>/gian-hang/nghi-ban/", OrderingPauseView.as_view(), name="ordering-pause"),
    path("<int:pk>/lien-he/", EnquiryListView.as_view(), name="enquiries"),
    path("lien-he/<int:pk>/", WorkspaceEnquiryView.as_view(), name="enquiry"),
    path(
        "lien-he/<int:pk>/anh/<int:photo>/",
        WorkspaceEnquiryPhotoView.as_view(),
        name="enquiry-photo",
    ),
    path("don-hang/<int:pk>/", WorkspaceOrderView.as_view(), name="order"),
    path("<int:pk>/hang/moi/", BeginListingView.as_view(), name="listing-begin"),
    path("hang/<int:pk>/sua/", ChangeListingView.as_view(), name="listing-change"),
    path("hang/<int:pk>/chep/", CopyListingView.as_view(), name="listing-copy"),
    path("hang/<int:pk>/hien/", ShowListingView.as_view(), name="listing-show"),
    path("hang/<int:pk>/tam-dung/", ProductPauseView.as_view(), name="product-pause"),
    path("tin-dang/<int:pk>/", ListingView.as_view(), name="listing"),
    path("tin-dang/<int:pk>/<slug:step>/", ListingStepView.as_view(), name="listing-step"),
    path("don-hang/<int:pk>/tin-nhan/", OrderMessagesView.as_view(), name="order-messages"),
    path(
        "don-hang/<int:pk>/tin-nhan/anh/<int:photo>/",
        WorkspaceMessagePhotoView.as_view(),
        name="order-message-photo",
    ),
    path("don-hang/<int:pk>/kien/", ParcelsView.as_view(), name="parcels"),
    path("don-hang/<int:pk>/ghi-chu/", InternalNotesView.as_view(), name="internal-notes"),
    path("tra-hang/<int:pk>/", WorkspaceReturnView.as_view(), name="return"),
    path(
        "tra-hang/<int:pk>/anh/<int:photo>/",
        WorkspaceReturnPhotoView.as_view(),
        name="return-photo",
    ),
    path("hang/bang-tinh/<int:pk>/", GoodsUploadView.as_view(), name="goods-upload"),
    path("hang/<int:pk>/bao-het/", LowStockView.as_view(), name="low-stock"),
    path("hang/<int:pk>/", StockRecordView.as_view(), name="stock-record"),
]
