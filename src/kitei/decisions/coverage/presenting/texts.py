"""The words of the coverage page and workbook, Japanese and English."""

from __future__ import annotations

from kitei.decisions.norms import Label
from kitei.regulations.schema.words import Language

STATE = {
    "weaker": Label("法に届かない", "Falls short"),
    "silent": Label("定めなし", "Silent"),
    "unread": Label("未読解", "Not read yet"),
    "elsewhere": Label("他の文書", "Elsewhere"),
    "stricter": Label("法より厳しい", "Stricter"),
    "ruled": Label("定めあり", "Ruled"),
}
SIGN = {"weaker": "▼", "silent": "○", "unread": "?", "elsewhere": "↗", "stricter": "▲", "ruled": "✓"}
"""A sign beside every colour; the words stand beside it too."""

MEANING = {
    "weaker": Label(
        "法が求めるより緩い場合があるか、一部を欠く",
        "on some facts laxer than the Act, or without part of what it asks",
    ),
    "silent": Label(
        "この規程に定めがない(許されたことにはならず、法が適用される)", "no rule here; the Act applies all the same"
    ),
    "unread": Label(
        "触れている条項はあるが、意味がまだ規範として書かれていない",
        "clauses speak of it, and what they mean is not written yet",
    ),
    "elsewhere": Label("提供されていない文書に委ねている", "left to a document that was not supplied"),
    "stricter": Label("法より厳しい定めがある", "asks for more than the Act, or allows less"),
    "ruled": Label("法との違いは見つからない", "ruled, and no difference from the Act was found"),
}
SEVERITY = {
    "A": Label("判断や法的義務が変わる", "changes a decision or a legal duty"),
    "B": Label("書類や引用が変わる", "changes a document or a citation"),
    "C": Label("整えておくとよい", "good order"),
}

_TEXTS = {
    "title": ("規程と法の対照", "Coverage of the Act"),
    "lead": (
        "法がこの法人に課す義務と本人の権利を一つずつ取り上げ、規程のデータを実際に動かして、何が定められているかを調べました。",
        "Every duty and right the Act gives this institution, against its regulation; found by running it as data.",
    ),
    "edition": ("規程の版", "Edition"),
    "asked_on": ("基準日", "As of"),
    "statute": ("対照した法", "Held against"),
    "entity": ("法人の種別", "Entity type"),
    "first": ("まず決めること", "Settle these first"),
    "first_lead": ("重要度 A で、法に届かないか定めのない項目です。", "Severity A, and short of the Act or silent."),
    "none_first": ("重要度 A の不足は見つかりませんでした。", "No shortfall of severity A was found."),
    "map": ("全体図", "Heat map"),
    "map_lead": (
        "章ごとの状態です。数字は項目の番号で、押すとその項目へ移ります。色が濃いほど件数が多いことを表します。",
        "Chapter by state. The numbers are those of the rows below and lead to them; the darker, the more.",
    ),
    "chapter": ("章", "Chapter"),
    "total": ("計", "Total"),
    "reading": ("読み方", "How to read it"),
    "duty": ("義務・権利", "Duty or right"),
    "right": ("本人の権利", "right of the principal"),
    "exception": ("法が認める例外", "exception the Act allows"),
    "act": ("法の定め", "What the Act says"),
    "regulation": ("規程の定め", "What the regulation says"),
    "difference": ("違いと、決めること", "Where they part, and what to settle"),
    "severity": ("重要度", "Severity"),
    "state": ("状態", "State"),
    "nothing": ("該当する条項なし", "no clause"),
    "near": ("最も近い条項", "nearest clauses"),
    "witness": ("例", "e.g."),
    "more": ("ほか{n}例", "{n} more"),
    "traps": ("本文の中の問題", "Problems inside the text"),
    "settle": ("改正で決めること", "An amendment must settle"),
    "unplaced": ("法の義務に関わらない本文の問題", "Problems of the text that touch no duty of the Act"),
    "usual": (
        "「例」は、ふつうの場合(成人の学生、国内の会社への提供など)から変えた事実だけです。全部は JSON にあります。",
        "Examples name only the facts that depart from a plain case (a student of age, a company in Japan).",
    ),
    "caveat": (
        "条項の要約は Kitei の言葉によるものです。法的助言ではありません。決める前に担当者が原文を確かめてください。",
        "Clauses are paraphrased in Kitei's own words. This is no legal advice: check the texts before deciding.",
    ),
    "handed": ("定めのない点は {clauses} により法令に委ねる", "what is not ruled is handed to the law by {clauses}"),
    "skip": ("本文へ", "Skip to content"),
    "finding": ("違い", "Difference"),
    "question": ("問い", "Question"),
    "regulation_says": ("規程では", "Regulation says"),
    "statute_says": ("法では", "Act says"),
    "number": ("番号", "No."),
    "rows": ("項目", "Rows"),
    "findings": ("違いの一覧", "Differences"),
    "clauses": ("条項", "Clauses"),
    "facts": ("事実", "Facts"),
}


def text(name: str, lang: Language) -> str:
    """A fixed text in one language."""
    ja, en = _TEXTS[name]
    return ja if lang == "ja" else en


def of(label: Label, lang: Language) -> str:
    """A label in one language."""
    return label.ja if lang == "ja" else label.en
