"""URLs under /quan-tri/viec/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.tasks import forecast, views

VIEW = ["catalogue.view_certificate"]
PERMISSIONS = dict.fromkeys(("task-list", "forecast", "forecast-export", "forecast-workbook"), VIEW)

urlpatterns = [
    path("viec/", views.TaskListView.as_view(), name="task-list"),
    path("viec/du-bao/", forecast.ForecastView.as_view(), name="forecast"),
    path(
        "viec/du-bao/tai-ve.xlsx",
        forecast.ForecastWorkbookView.as_view(),
        name="forecast-workbook",
    ),
    path("viec/du-bao/tai-ve.csv", forecast.ForecastExportView.as_view(), name="forecast-export"),
]
