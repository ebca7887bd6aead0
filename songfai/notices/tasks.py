from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django_tasks import task

from songfai.notices.models import Notice
from songfai.notices.queries import lines_of, worded


@task()
def send_mail(notice_id: int) -> None:
    """Mail one notice in the language of its reader."""
    notice = Notice.objects.select_related("account").get(pk=notice_id)
    language = notice.account.language or settings.LANGUAGE_CODE
    with translation.override(language):
        subject = worded(notice, language)
    # What a notice sums up stands under it, a paragraph each: the reader need not sign in to see it.
    body = "\n\n".join([subject, *lines_of(notice, language)])
    EmailMessage(subject=subject, body=body, to=[notice.account.email]).send()
