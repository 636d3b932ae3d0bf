"""The matters on which a person may turn to an institution, in the words a person would use."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.regulations.schema.words import Language, Words


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of request.

    Attributes:
        wish: what a person wants, in the first person.
        means: what can be asked for and what can not.
    """

    id: str
    wish: Words
    means: Words


MATTERS = {
    each.id: each
    for each in (
        Matter(
            "disclosure",
            Words(ja="自分の情報を見たい", en="I want to see the information about me"),
            Words(
                ja="大学が持っているあなたの情報の内容を、見せてもらう（写しをもらう）手続です。",
                en="You ask to be shown what the institution holds about you, or to be given a copy.",
            ),
        ),
        Matter(
            "correction",
            Words(ja="間違いを直してほしい", en="I want a mistake put right"),
            Words(
                ja="あなたの情報に事実と違うところがあるとき、訂正、追加又は削除を求める手続です。",
                en="Where what is recorded about you is wrong, you ask for it to be corrected, completed or deleted.",
            ),
        ),
        Matter(
            "cessation",
            Words(ja="使うのをやめてほしい・消してほしい", en="I want them to stop using it, or to erase it"),
            Words(
                ja="あなたの情報の利用の停止、消去、又は他の人への提供の停止を求める手続です。理由が必要です。",
                en="You ask that your information is no longer used, is erased or is no longer passed on. Say why.",
            ),
        ),
        Matter(
            "purpose_notice",
            Words(ja="何のために使われているか知りたい", en="I want to know what it is used for"),
            Words(
                ja="あなたの情報が何のために利用されているかを、知らせてもらう手続です。",
                en="You ask to be told for which purposes your information is used.",
            ),
        ),
        Matter(
            "provision_records",
            Words(ja="誰に渡されたか知りたい", en="I want to know to whom it was given"),
            Words(
                ja="あなたの情報を大学の外に渡した、又は外から受け取ったときの記録を見せてもらう手続です。",
                en="You ask to see the records of giving your information to others, or of receiving it from them.",
            ),
        ),
        Matter(
            "appeal",
            Words(ja="決定に納得できない", en="I do not agree with the decision"),
            Words(
                ja="請求に対する決定を、もう一度見直してもらう手続です。決定の通知を受けた後にできます。",
                en="You ask for a decision on your request to be looked at again, once you have its notice.",
            ),
        ),
        Matter(
            "complaint",
            Words(ja="苦情を言いたい・相談したい", en="I have a complaint or a question"),
            Words(
                ja="個人情報の扱い方への苦情や相談です。名前を書かなくてもかまいません。",
                en="A complaint or a question about how personal information is handled. You need not give your name.",
            ),
        ),
    )
}


def wish(matter: str, language: Language) -> str:
    """What a person wants, in the first person."""
    return MATTERS[matter].wish.of(language)
