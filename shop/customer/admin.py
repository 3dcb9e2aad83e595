"""Oscar's admin of customers, and accounts; Oscar's admins autocomplete on them."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as UpstreamUserAdmin
from django.http import HttpRequest
from oscar.apps.customer.admin import *

from shop.customer.emails.account import enqueue_email_changed
from shop.users.forms import AdminAddForm, AdminChangeForm
from shop.users.models import User


@admin.register(User)
class UserAdmin(UpstreamUserAdmin):
    """Staff find an account by e-mail, phone or name; its owner is told of another e-mail."""

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

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        """Save, in the transaction of Django's view, with the e-mails about a changed address."""
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before is not None:
            enqueue_email_changed(before=before, after=obj)
