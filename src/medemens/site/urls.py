"""All addresses of the site. Pages carry their language in front; the API does not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from medemens.progress.measures import open_data_pages as measures
from medemens.site import api_pages, face_pages, pages
from medemens.site.api import api
from medemens.site.staff import urls as staff
from medemens.work.lenders.hirers import open_data_pages
from medemens.work.lenders.hirers import pages as lenders

urlpatterns = [
    path("", pages.to_language, name="root"),
    path("robots.txt", pages.robots, name="robots"),
    path("lenders/keys.json", lenders.published_keys, name="lenders-keys"),
    path("lenders/dcat.<slug:form>", open_data_pages.description, name="lenders-dcat"),
    path("lenders/open-data/<slug:what>.<slug:form>", open_data_pages.file, name="lenders-file"),
    path("measures/monitor.<slug:form>", measures.file, name="measures-file"),
    path("face/style.css", face_pages.style, name="face-style"),
    path("face/logo.png", face_pages.logo, name="face-logo"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", pages.front, name="front"),
        path("about/", pages.about, name="about"),
        path("privacy/", pages.privacy, name="privacy"),
        path("accessibility/", pages.accessibility, name="accessibility"),
        path("pay/api/", api_pages.api_docs, name="api-docs"),
        path("pay/", include("medemens.work.pay.urls")),
        path("lenders/account/", include("medemens.work.lenders.accounts.urls")),
        path("lenders/following/", include("medemens.work.lenders.following.urls")),
        path("lenders/applying/", include("medemens.work.lenders.applying.urls")),
        path("lenders/", include("medemens.work.lenders.urls")),
        path("measures/follow/", include("medemens.progress.measures.following.urls")),
        path("measures/practices/", include("medemens.progress.measures.practices.urls")),
        path("measures/report-progress/", include("medemens.progress.measures.reporting.public_urls")),
        path("measures/report/", include("medemens.progress.report.urls")),
        path("measures/", include("medemens.progress.measures.urls")),
        path("report/", include("medemens.casework.reporting.urls")),
        path("workbench/audit/", include("medemens.casework.auditing.urls")),
        path("workbench/administration/", include("medemens.casework.administration.urls")),
        path("workbench/coordination/", include("medemens.casework.coordination.urls")),
        path("workbench/consulting/", include("medemens.work.lenders.consulting.urls")),
        path("workbench/admission/", include("medemens.work.lenders.admission.urls")),
        path("workbench/monitor/", include("medemens.progress.measures.editing.urls")),
        path("workbench/progress/", include("medemens.progress.measures.reporting.urls")),
        path("workbench/report/", include("medemens.progress.report.workbench_urls")),
        path("workbench/", include("medemens.casework.workbench.urls")),
        path("staff/", include("medemens.site.staff.urls")),
        path("staff/", include(staff.allauth_patterns)),
        prefix_default_language=True,
    ),
]

handler400 = "medemens.site.pages.bad_request"
handler404 = "medemens.site.pages.not_found"
handler500 = "medemens.site.pages.broken"
