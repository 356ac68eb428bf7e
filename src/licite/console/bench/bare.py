"""The yardstick: a plain Django page of 50 rows, with the middleware of `startproject`, in a process of its own.

It reads a plain twin of the contact list's columns (yardstick.py): no row policy, no envelope, no trace.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from licite.settings import database, kept

ROWS = """
    SELECT id, public, cell, name, title, company, phone, email, capacity, country, department, active_at,
           person_act_at, objections, next_task_at
    FROM bench.contact WHERE cell = %s ORDER BY active_at DESC, id DESC LIMIT 50
"""
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Contacts</title></head><body>
<form method="post">{% csrf_token %}</form>
<table><thead><tr><th>Name<th>Title<th>Company<th>Phone<th>E-mail<th>Capacity<th>Country<th>Department<th>Activity
<th>Act<th>Objections<th>Task</tr></thead><tbody>
{% for row in rows %}<tr><td><a href="/contacts/{{ row.public }}/">{{ row.name }}</a></td><td>{{ row.title }}</td>
<td>{{ row.company }}</td><td>{{ row.phone }}</td><td>{{ row.email }}</td><td>{{ row.capacity }}</td>
<td>{{ row.country }}</td><td>{{ row.department }}</td><td>{{ row.active_at|date:"Y-m-d" }}</td>
<td>{{ row.person_act_at|date:"Y-m-d" }}</td><td>{{ row.objections }}</td><td>{{ row.next_task_at|date:"Y-m-d" }}</td>
</tr>{% endfor %}</tbody></table></body></html>"""


def rows_page(request: HttpRequest) -> HttpResponse:
    """Fifty rows as dicts, in a flat table."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [11])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return HttpResponse(TEMPLATE.render({"rows": rows}, request))


urlpatterns = [path("", rows_page)]

settings.configure(
    SECRET_KEY=kept("django.key").decode(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={"default": database("licite_worker")},
    USE_TZ=True,
    TIME_ZONE="Europe/Paris",
)
application = get_wsgi_application()
TEMPLATE = engines["django"].from_string(PAGE)
