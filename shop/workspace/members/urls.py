"""URLs of the people of a shop front, and of the link in an invitation."""

from django.urls import path

from shop.workspace.members import views
from shop.workspace.members.assistance_view import AssistanceView
from shop.workspace.members.invitation_view import InvitationView

urlpatterns = [
    path("<int:pk>/gian-hang/nguoi/", views.MembersView.as_view(), name="members"),
    path("<int:pk>/gian-hang/nguoi/moi/", views.InviteView.as_view(), name="invite"),
    path("<int:pk>/gian-hang/nguoi/giao-lai/", views.HandOverView.as_view(), name="hand-over"),
    path("<int:pk>/gian-hang/nguoi/roi/", views.LeaveView.as_view(), name="leave"),
    path("<int:pk>/gian-hang/nguoi/<int:member>/", views.MemberView.as_view(), name="member"),
    path(
        "<int:pk>/gian-hang/loi-moi/<int:invitation>/",
        views.InvitationLinkView.as_view(),
        name="invitation-link",
    ),
    path("<int:pk>/gian-hang/lam-thay/", AssistanceView.as_view(), name="assistance"),
    path("loi-moi/<str:token>/", InvitationView.as_view(), name="invitation"),
]
