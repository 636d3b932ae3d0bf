"""What the acts of the table are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kitei.regulations.schema.words import Words

ACT_TITLES: Mapping[str, Words] = MappingProxyType(
    {
        name: Words(ja=ja, en=en)
        for name, ja, en in (
            ("case.read", "閲覧", "read"),
            ("case.search", "検索", "search"),
            ("case.opened", "案件を開く", "open a case"),
            ("case.step_taken", "手続を進める", "take steps"),
            ("case.note_added", "メモ", "notes"),
            ("case.facts_set", "事実の記入", "facts"),
            ("case.decision_stored", "判断の保存", "keep decisions"),
            ("case.document_issued", "書面の発行", "issue papers"),
            ("case.document_received", "書面の受領", "receive papers"),
            ("case.attachment_added", "添付", "attachments"),
            ("case.message_sent", "連絡の送信", "send messages"),
            ("case.message_received", "連絡の受信", "take in messages"),
            ("case.handed_over", "引渡しの記録", "hand over"),
            ("case.assigned", "担当者の指定", "assign"),
            ("case.transferred", "移送", "transfer"),
            ("case.merged", "併合", "merge"),
            ("case.reopened", "再開", "reopen"),
            ("case.withdrawn", "取下げの受付", "note a withdrawal"),
            ("case.clock_stopped", "期限の停止", "stop the clock"),
            ("case.clock_resumed", "期限の再開", "resume the clock"),
            ("case.key_destroyed", "消去（鍵の破棄）", "erase (destroy the key)"),
            ("request.filed", "請求の受付", "take in requests"),
            ("request.identity_checked", "本人確認", "check identity"),
            ("request.fee_noted", "手数料の記録", "note fees"),
            ("request.third_party_noted", "第三者の意見の記録", "note third parties’ opinions"),
            ("meeting.read", "会議の閲覧", "read meetings"),
            ("body.rules_set", "会議体の定め", "set the body’s rules"),
            ("meeting.planned", "会議の計画", "plan meetings"),
            ("meeting.agenda_set", "議題", "agenda"),
            ("meeting.paper_added", "資料", "papers"),
            ("meeting.convened", "招集", "convene"),
            ("meeting.opened", "開会", "open"),
            ("meeting.attendance_set", "出欠", "attendance"),
            ("meeting.recused", "除斥・回避", "recusals"),
            ("meeting.heard", "意見の聴取", "hearings"),
            ("meeting.recorded", "経過の記録", "proceedings"),
            ("meeting.voted", "議決の記録", "record votes"),
            ("meeting.condition_met", "条件の確認", "conditions met"),
            ("meeting.adjourned", "延会", "adjourn"),
            ("meeting.cancelled", "取りやめ", "cancel"),
            ("meeting.closed", "閉会", "close"),
            ("meeting.minutes_issued", "議事録の発行", "issue minutes"),
            ("person.added", "人の登録", "add persons"),
            ("person.changed", "人の変更", "change persons"),
            ("unit.added", "部署の登録", "add units"),
            ("unit.changed", "部署の変更", "change units"),
            ("appointment.made", "任命", "appoint"),
            ("appointment.ended", "任命の終了", "end appointments"),
            ("account.invited", "招待", "invite"),
            ("account.closed", "アカウントの停止・再開", "close and reopen accounts"),
            ("token.issued", "APIの鍵の発行", "issue API tokens"),
            ("token.revoked", "APIの鍵の取消し", "revoke API tokens"),
            ("webhook.added", "外部通知の登録", "add webhooks"),
            ("webhook.removed", "外部通知の取消し", "remove webhooks"),
            ("record.read", "記録の検査", "examine the record"),
            ("statistics.read", "統計の閲覧", "read figures"),
        )
    }
)
"""Every act of the table, in both languages."""
