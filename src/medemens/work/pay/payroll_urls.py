"""The addresses of the payroll check."""

from django.urls import path

from medemens.work.pay import payroll_pages

urlpatterns = [
    path("payroll/", payroll_pages.payroll, name="payroll"),
    path("payroll/schema.json", payroll_pages.payroll_schema, name="payroll-schema"),
    path("payroll/example/", payroll_pages.payroll_example, name="payroll-example"),
    path("payroll/example/<str:name>", payroll_pages.payroll_example_file, name="payroll-example-file"),
    path("payroll/<int:number>/", payroll_pages.payroll_check, name="payroll-check"),
    path("payroll/<int:number>/stop/", payroll_pages.payroll_stop, name="payroll-stop"),
    path("payroll/<int:number>/remove/", payroll_pages.payroll_remove, name="payroll-remove"),
    path("payroll/<int:number>/<str:name>", payroll_pages.payroll_download, name="payroll-download"),
]
