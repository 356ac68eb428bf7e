"""The room's routes. allauth's views keep the names by which allauth calls them, and no other of its routes exists."""

from django.urls import include, path

from licite.staff.views import account, links, login, members

ours = [
    path("account/", account.account, name="account"),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/end/", account.end_others, name="sessions-end"),
    path("account/sessions/<slug:mark>/end/", account.end_session, name="session-end"),
    path("invitation/<str:token>/", links.choose, name="invitation"),
    path("members/", members.index, name="members"),
    path("members/new/", members.invite, name="member-invite"),
    path("members/<uuid:public>/invitation/", members.invite_again, name="member-invite-again"),
    path("notice/", account.notice, name="notice"),
]

urlpatterns = [
    path("", include((ours, "staff"))),
    path("sign-in/", login.sign_in, name="account_login"),
    path("sign-in/code/", login.code, name="mfa_authenticate"),
    path("sign-in/again/", login.again, name="account_reauthenticate"),
    path("sign-in/again/code/", login.again_code, name="mfa_reauthenticate"),
    path("sign-out/", login.sign_out, name="account_logout"),
    path("password/", login.change_password, name="account_change_password"),
    path("password/forgotten/", links.forgotten, name="account_reset_password"),
    path("account/second-factor/", login.activate, name="mfa_activate_totp"),
    path("account/second-factor/end/", login.deactivate, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", login.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", login.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
