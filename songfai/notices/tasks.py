from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django_tasks import task

from songfai.notices.models import Notice
from songfai.notices.queries import worded


@task()
def send_mail(notice_id: int) -> None:
    """Mail one notice in the language of its reader."""
    notice = Notice.objects.select_related("account").get(pk=notice_id)
    language = notice.account.language or settings.LANGUAGE_CODE
    with translation.override(language):
        subject, body = worded(notice, language), worded(notice, language)
    EmailMessage(subject=subject, body=body, to=[notice.account.email]).send()
