"""Accounts in Django's admin; Oscar's admins autocomplete on them."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as UpstreamUserAdmin

from shop.users.forms import AdminAddForm, AdminChangeForm
from shop.users.models import User


@admin.register(User)
class UserAdmin(UpstreamUserAdmin):
    """Staff find an account by e-mail, phone or name."""

    add_form = AdminAddForm
    form = AdminChangeForm
    ordering = ["-date_joined"]
    list_display = ["__str__", "email", "phone", "is_staff", "is_active"]
    search_fields = ["email", "phone", "first_name", "last_name"]
    fieldsets = [
        (None, {"fields": ["email", "phone", "password"]}),
        (None, {"fields": ["first_name", "last_name"]}),
        (None, {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "phone", "usable_password", "password1", "password2"]})
    ]
