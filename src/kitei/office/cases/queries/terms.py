"""Words of pages about cases, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kitei.office.lawbook import Law
from kitei.procedures.procedure import Label

STATES: Mapping[str, Label] = MappingProxyType(
    {
        "open": Label("進行中", "Running"),
        "waiting": Label("本人待ち", "Waiting for the person"),
        "closed": Label("終了", "Closed"),
        "withdrawn": Label("取下げ", "Withdrawn"),
        "merged": Label("併合", "Merged"),
    }
)
"""Where a case stands."""

ERASED = Label("消去済み", "Erased")
"""What is left of a case whose key was destroyed."""

EFFECTS: Mapping[str, Label] = MappingProxyType(
    {
        "granted": Label("認める", "Granted"),
        "partly": Label("一部を認める", "Granted in part"),
        "refused": Label("認めない", "Refused"),
        "none": Label("", ""),
        "": Label("", ""),
    }
)
"""What an outcome means for the person."""

ACTS: Mapping[str, Label] = MappingProxyType(
    {
        "case.opened": Label("受け付けた", "Opened"),
        "case.step_taken": Label("段階を終えた", "Step taken"),
        "case.facts_set": Label("事実を入力した", "Facts entered"),
        "case.decision_stored": Label("エンジンの判断を保存した", "The engine’s answer kept"),
        "case.note_added": Label("メモを書いた", "Note added"),
        "case.document_issued": Label("文書を出した", "Document issued"),
        "case.document_received": Label("文書を受け取った", "Document received"),
        "case.attachment_added": Label("ファイルを加えた", "File added"),
        "case.message_sent": Label("連絡を送った", "Message sent"),
        "case.message_received": Label("連絡を受けた", "Message received"),
        "case.assigned": Label("担当者を決めた", "Assigned"),
        "case.transferred": Label("他部署へ移した", "Transferred"),
        "case.merged": Label("併合した", "Merged"),
        "case.reopened": Label("再開した", "Reopened"),
        "case.withdrawn": Label("取り下げられた", "Withdrawn"),
        "case.clock_stopped": Label("期限を止めた", "Clock stopped"),
        "case.clock_resumed": Label("期限を再び進めた", "Clock resumed"),
        "case.handed_over": Label("渡した", "Handed over"),
        "case.condition_set": Label("条件が付いた", "Condition set"),
        "case.condition_met": Label("条件が満たされた", "Condition met"),
        "case.late_marked": Label("期限を過ぎた", "Overdue"),
        "case.key_destroyed": Label("内容を消去した", "Erased"),
        "request.filed": Label("請求を受け付けた", "Request received"),
        "request.identity_checked": Label("本人を確認した", "Identity checked"),
        "request.fee_noted": Label("手数料を記録した", "Fee noted"),
        "request.third_party_noted": Label("第三者の意見の手続を記録した", "Hearing of a third party noted"),
        "request.link_sent": Label("確認のリンクを送った", "Link sent"),
        "request.link_opened": Label("確認のリンクが開かれた", "Link opened"),
        "meeting.agenda_set": Label("会議の議題にした", "Put on a meeting’s agenda"),
        "meeting.paper_added": Label("会議の資料を加えた", "Paper for a meeting added"),
        "meeting.recused": Label("委員が議事から外れた", "A member kept out"),
        "meeting.heard": Label("会議で意見を聴いた", "Somebody heard in a meeting"),
        "meeting.recorded": Label("会議の経過を記した", "Proceedings recorded"),
        "meeting.voted": Label("会議で表決した", "Voted in a meeting"),
        "meeting.condition_met": Label("条件が満たされた", "Condition met"),
    }
)
"""What each act is called; acts of other domains are called by their own names."""

_NONE = Label("", "")


def due_word(law: Law, word: str) -> Label:
    """The time word of the text: 遅滞なく, 速やかに; empty for none."""
    found = law.vocabulary.glossary["due_word"].get(word)
    return _NONE if found is None or word == "none" else Label(found.ja, found.en)


def role(law: Law, name: str) -> Label:
    """What a role, a body or whoever asks is called."""
    return Label(law.role_title(name, "ja"), law.role_title(name, "en"))


def ground(law: Law, name: str) -> Label:
    """What a legal ground is called."""
    for enum in law.vocabulary.enums.values():
        for value in enum.values:
            if value.id == name:
                return Label(value.ja, value.en)
    return Label(name, name)


def fact(law: Law, name: str) -> Label:
    """What a fact is called."""
    found = law.vocabulary.facts.get(name)
    return Label(found.ja, found.en) if found else Label(name, name)


def value(law: Law, name: str, given: object) -> Label:
    """What a fact's value is called."""
    model = law.vocabulary.facts.get(name)
    if isinstance(given, bool):
        return Label("はい", "yes") if given else Label("いいえ", "no")
    if isinstance(given, list):
        parts = [value(law, name, each) for each in given]
        return Label("、".join(part.ja for part in parts) or "なし", ", ".join(part.en for part in parts) or "none")
    for known in law.vocabulary.values_of(model) if model else ():
        if known.id == given:
            return Label(known.ja, known.en)
    return Label(str(given), str(given))
