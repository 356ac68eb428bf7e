"""The routes of sales."""

from django.urls import path

from licite.sales.views import board, choosing, companies, deals, forecast, lists, purchases

app_name = "sales"
urlpatterns = [
    path("deals/", board.board_page, name="board"),
    path("deals/list/", lists.deal_index, name="list"),
    path("deals/new/", choosing.choose, name="choose"),
    path("deals/<uuid:public>/", deals.deal_page, name="deal"),
    path("deals/<uuid:public>/edit/", deals.edit, name="edit"),
    path("deals/<uuid:public>/step/", deals.step, name="step"),
    path("deals/<uuid:public>/hand/", deals.hand, name="hand"),
    path("deals/<uuid:public>/close/<slug:end>/", deals.close, name="close"),
    path("contacts/<uuid:public>/deals/new/", deals.new, name="new"),
    path("contacts/<uuid:public>/purchases/", purchases.purchase_page, name="purchases"),
    path("companies/<uuid:public>/deals/", companies.company_deals, name="company"),
    path("forecast/", forecast.forecast_page, name="forecast"),
]
