"""Routes of portfolios."""

from django.urls import path

from licite.desk.portfolios import views

urlpatterns = [
    path("portfolios/", views.index, name="portfolios"),
    path("portfolios/new/", views.new, name="portfolio-new"),
    path("portfolios/rules/", views.rules, name="portfolio-rules"),
    path("portfolios/rules/apply/", views.apply_rules, name="portfolio-rules-apply"),
    path("portfolios/hand-overs/<uuid:public>/", views.handover, name="handover"),
    path("portfolios/hand-overs/<uuid:public>/progress/", views.handover_progress, name="handover-progress"),
    path("portfolios/hand-overs/<uuid:public>/undo/", views.handover_undo, name="handover-undo"),
    path("portfolios/<int:portfolio>/", views.portfolio_page, name="portfolio"),
    path("portfolios/<int:portfolio>/close/", views.close, name="portfolio-close"),
    path("portfolios/<int:portfolio>/hand-over/", views.hand_over, name="portfolio-hand-over"),
]
