"""The reporter's addresses. None holds a word of a report: what stays in a browser's history tells nothing."""

from django.urls import path

from medemens.casework.reporting import mailbox_pages, pages, send_pages

app_name = "report"
urlpatterns = [
    path("", pages.start, name="start"),
    path("question/<int:number>/", pages.ask, name="question"),
    path("check/", pages.check, name="check"),
    path("send/", send_pages.send, name="send"),
    path("nobody/", send_pages.nobody, name="nobody"),
    path("receipt/", send_pages.receipt, name="receipt"),
    path("written-down/", send_pages.written_down, name="written-down"),
    path("done/", send_pages.done, name="done"),
    path("with-pay-check/", pages.from_pay_check, name="from_pay_check"),
    path("forget/", pages.forget, name="forget"),
    path("leave/", pages.leave, name="leave"),
    path("traces/", pages.traces, name="traces"),
    path("mailbox/", mailbox_pages.mailbox, name="mailbox"),
    path("mailbox/from-receipt/", mailbox_pages.from_receipt, name="from-receipt"),
    path("mailbox/close/", mailbox_pages.close, name="close"),
    path("mailbox/messages/", mailbox_pages.messages, name="messages"),
    path("mailbox/<int:number>/write/", mailbox_pages.write, name="write"),
    path("mailbox/<int:number>/add/", mailbox_pages.add, name="add"),
    path("mailbox/<int:number>/withdraw/", mailbox_pages.withdraw, name="withdraw"),
    path("mailbox/<int:number>/document/<int:document>/<int:page>/", mailbox_pages.picture, name="picture"),
]
