import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from songfai.kit.fields import TrilingualField


class Person(models.Model):
    """Somebody the record names: a signatory, a person who answers for a commitment, an officer.

    A name is kept whole, in the form the person uses in each language; it is never split.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = TrilingualField(_("name"))
    courtesy = models.CharField(_("form of address"), max_length=20, blank=True, default="")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return str(self.name)


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> models.QuerySet["Account"]:
        """With the person: every page names who is signed in."""
        return super().get_queryset().select_related("person")

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """What a person signs in with. What they may do comes from their seats, never from here."""

    email = models.EmailField(_("e-mail address"), unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return str(self.person) if self.person else self.email
