"""Texts that are made when they are shown, in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy

from kitei.web.look.words import t

lazy_t: Any = lazy(t, str)
"""`t(ja, en)`, read only when the text is needed."""

ERRORS = {
    "account_inactive": lazy_t("このアカウントは停止されています。", "This account is closed."),
    "email_password_mismatch": lazy_t(
        "メールアドレス又はパスワードが違います。", "The e-mail address or the password is wrong."
    ),
    "enter_current_password": lazy_t("今のパスワードを入力してください。", "Enter your present password."),
    "incorrect_code": lazy_t("コードが違います。", "The code is wrong."),
    "incorrect_password": lazy_t("パスワードが違います。", "The password is wrong."),
    "invalid_or_expired_key": lazy_t(
        "リンクの期限が切れたか、既に使われています。", "The link is too old or was used already."
    ),
    "invalid_login": lazy_t("入力を確かめてください。", "Check what you entered."),
    "invalid_password_reset": lazy_t("再設定のリンクが正しくありません。", "That is no valid link."),
    "rate_limited": lazy_t("回数が多すぎます。しばらく待ってください。", "Too many attempts; wait a while."),
    "same_as_current": lazy_t("今と違うものにしてください。", "Choose one different from the present one."),
    "too_many_login_attempts": lazy_t(
        "失敗が続いたため、しばらくサインインできません。数分待ってから、もう一度試してください。",
        "After several failures sign-in is blocked for a while. Wait some minutes and try again.",
    ),
    "unknown_email": lazy_t("この住所のアカウントはありません。", "There is no account with this address."),
}
"""What allauth's checks of accounts say."""

FACTOR_ERRORS = {
    "add_email_blocked": lazy_t("今は変更できません。", "This cannot be changed now."),
    "cannot_delete_authenticator": lazy_t("これは外せません。", "This one cannot be removed."),
    "cannot_generate_recovery_codes": lazy_t(
        "先に認証アプリ又はパスキーを登録してください。", "Add an authenticator app or a passkey first."
    ),
    "incorrect_code": lazy_t("コードが違います。", "The code is wrong."),
    "unverified_email": lazy_t("メールアドレスが確かめられていません。", "The e-mail address is not confirmed."),
}
"""What allauth's checks of second factors say."""
