"""The addresses of the wage check: the worker's, then the payroll's."""

from medemens.work.pay import payroll_urls, worker_urls

app_name = "pay"
urlpatterns = [*worker_urls.urlpatterns, *payroll_urls.urlpatterns]
