"""Letters about accounts: to the person, in both languages, with nothing that stands in a case."""

from __future__ import annotations

from dataclasses import dataclass

_SIGNED = "\n\n--\n{institution}\n{base_url}\n"

_NOTICES = {
    "account/email/password_changed": ("パスワードが変更されました", "Your password was changed"),
    "account/email/password_reset": ("パスワードが再設定されました", "Your password was set anew"),
    "account/email/password_set": ("パスワードが設定されました", "A password was set"),
    "mfa/email/totp_activated": ("認証アプリが登録されました", "An authenticator app was added"),
    "mfa/email/totp_deactivated": ("認証アプリが外されました", "The authenticator app was removed"),
    "mfa/email/recovery_codes_generated": ("予備コードが作られました", "New recovery codes were made"),
    "mfa/email/webauthn_added": ("パスキーが登録されました", "A passkey was added"),
    "mfa/email/webauthn_removed": ("パスキーが外されました", "A passkey was removed"),
    "socialaccount/email/account_connected": ("シングルサインオンと結ばれました", "Single sign-on was connected"),
    "socialaccount/email/account_disconnected": ("シングルサインオンが外されました", "Single sign-on was disconnected"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text."""

    subject: str
    body: str


def notice(prefix: str, institution: str, base_url: str) -> Letter | None:
    """What happened to an account; `None` for what is not worth a letter."""
    found = _NOTICES.get(prefix)
    if found is None:
        return None
    ja, en = found
    body = (
        f"あなたのアカウントで、次のことがありました：{ja}。\n"
        "心当たりがないときは、すぐに管理者へ知らせてください。\n\n"
        f"This happened to your account: {en}.\n"
        "If it was not you, tell the administrator at once."
    )
    return Letter(f"{ja} / {en}", body + _SIGNED.format(institution=institution, base_url=base_url))


def reset(url: str, institution: str, base_url: str) -> Letter:
    """A link by which a password is set anew."""
    body = (
        "次のリンクから、新しいパスワードを設定できます。リンクは一度だけ、1時間以内に使えます。\n"
        f"{url}\n"
        "心当たりがないときは、このメールを捨ててください。何も変わりません。\n\n"
        "With this link you can set a new password. It works once, within an hour.\n"
        f"{url}\n"
        "If you did not ask for it, throw this letter away; nothing changes."
    )
    return Letter(
        "パスワードの再設定 / Setting a new password", body + _SIGNED.format(institution=institution, base_url=base_url)
    )


def no_account(institution: str, base_url: str) -> Letter:
    """Somebody asked for a new password with an address that has no account."""
    body = (
        "このメールアドレスでパスワードの再設定が求められましたが、アカウントはありません。\n"
        "利用するには、管理者からの招待が必要です。\n\n"
        "A new password was asked for with this address, but there is no account.\n"
        "To have one you need an invitation by the administrator."
    )
    return Letter(
        "アカウントはありません / No account", body + _SIGNED.format(institution=institution, base_url=base_url)
    )


def invitation(name: str, url: str, days: int, institution: str, base_url: str) -> Letter:
    """An invitation to open an account."""
    body = (
        f"{name} 様\n\n"
        f"{institution}の個人情報事務室を利用するためのアカウントが用意されました。\n"
        f"次のリンクから開いてください。リンクは一度だけ、{days}日以内に使えます。\n"
        f"{url}\n\n"
        f"An account in the privacy office of {institution} has been prepared for you.\n"
        f"Open it with this link. It works once, within {days} days.\n"
        f"{url}"
    )
    return Letter("アカウントの招待 / Your account", body + _SIGNED.format(institution=institution, base_url=base_url))
