"""Every action, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kitei.office.cases.services import corresponding, reopening, stopping, withdrawing
from kitei.web.cases.actions import doing, requested
from kitei.web.cases.actions.kinds import Action, Entry
from kitei.web.look.showing import naming as words
from kitei.web.look.words import t

_LIST = (
    Action(
        name="note",
        act="case.note_added",
        ja="メモを残す",
        en="Add a note",
        done_ja="メモを残しました",
        done_en="Note added",
        lead_ja="部内のメモです。請求者には見えません。",
        lead_en="A note of the office to itself; whoever asked never sees it.",
        entries=lambda _case, _desk: (doing.body("メモ", "Note"),),
        do=lambda sent: corresponding.add_note(case=sent.case, body=sent.text("body"), **sent.common),
        fits=doing.always,
    ),
    Action(
        name="message",
        act="case.message_sent",
        ja="本人へ連絡する",
        en="Write to the person",
        done_ja="連絡を送りました",
        done_en="Message sent",
        lead_ja="ポータルを選ぶと、本人がポータルで読めます。電話や窓口で伝えたことも、ここに記録します。",
        lead_en="Over the portal the person can read it there; note down here what was said by telephone or in person.",
        entries=lambda _case, _desk: (
            doing.channels(*words.CHANNELS),
            Entry(name="subject", kind="text", label=t("件名", "Subject"), required=False),
            doing.body("本文", "Text"),
        ),
        do=lambda sent: corresponding.send(
            case=sent.case,
            body=sent.text("body"),
            channel=sent.text("channel") or "portal",
            subject=sent.text("subject"),
            **sent.common,
        ),
        fits=doing.always,
    ),
    Action(
        name="received",
        act="case.message_received",
        ja="本人からの連絡を記録する",
        en="Note what the person said",
        done_ja="連絡を記録しました",
        done_en="Noted",
        entries=lambda _case, _desk: (
            doing.channels("phone", "counter", "mail", "letter"),
            doing.body("内容", "What was said"),
        ),
        do=lambda sent: corresponding.receive(
            case=sent.case, body=sent.text("body"), channel=sent.text("channel") or "phone", **sent.common
        ),
        fits=doing.always,
    ),
    Action(
        name="attach",
        act="case.attachment_added",
        ja="ファイルを加える",
        en="Add a file",
        done_ja="ファイルを加えました",
        done_en="File added",
        lead_ja="PDF、画像、文書を20 MBまで。動く仕掛けのあるファイルは受け付けません。暗号化して保管します。",
        lead_en="PDF, pictures, documents up to 20 MB. Files with active content are refused. They are kept encrypted.",
        entries=lambda _case, _desk: (
            Entry(name="file", kind="file", label=t("ファイル", "File")),
            Entry(
                name="purpose",
                kind="select",
                label=t("種類", "What it is"),
                options=tuple((each, words.purpose(each)) for each in ("other", "identity", "authority", "scan")),
            ),
        ),
        do=doing.attach,
    ),
    Action(
        name="keep",
        act="case.decision_stored",
        ja="今の答えを保存する",
        en="Keep the present answer",
        done_ja="規程と法令からの答えを保存しました",
        done_en="The answer was kept",
        lead_ja="今分かっている事実で規程と法令が何と言うかを、後から同じように判断し直せる形で残します。",
        lead_en="What the regulation and the law say for the facts known now is kept, so that it can be decided again.",
        entries=lambda _case, _desk: (),
        do=doing.keep,
    ),
    Action(
        name="assign",
        act="case.assigned",
        ja="担当者を決める",
        en="Assign",
        done_ja="担当者を決めました",
        done_en="Assigned",
        entries=doing.people,
        do=doing.assign,
    ),
    Action(
        name="transfer",
        act="case.transferred",
        ja="他の部署へ移送する",
        en="Hand on to another unit",
        done_ja="移送しました",
        done_en="Handed on",
        lead_ja="移送すると、この部署の担当から外れます。期限はそのまま進みます。",
        lead_en="The case leaves this unit. Its periods run on.",
        entries=doing.units,
        do=doing.transfer,
    ),
    Action(
        name="merge",
        act="case.merged",
        ja="重複する案件に併合する",
        en="Merge into another case",
        done_ja="併合しました",
        done_en="Merged",
        lead_ja="同じ人の同じ請求が二つあるとき、続ける方の番号を入れてください。書類は両方に残ります。",
        lead_en="Where one request came in twice, enter the number of the case that goes on. Papers stay in both.",
        entries=lambda _case, _desk: (
            Entry(name="into", kind="text", label=t("続ける案件の番号", "Number of the case that goes on")),
            doing.reason("同じ請求だと分かった理由を書いてください。", "How you know that they are one request."),
        ),
        do=doing.merge,
    ),
    Action(
        name="stop",
        act="case.clock_stopped",
        ja="期限を止める（補正）",
        en="Stop the clock",
        done_ja="期限を止めました",
        done_en="The clock stands still",
        lead_ja="補正を求めている間、期限の進みを止めます。止められるのは、手続がそれを認める場合だけです。",
        lead_en="While something was asked for, the period stands still; only where the procedure knows such a thing.",
        entries=lambda _case, _desk: (doing.reason("何を求めたかを書いてください。", "What was asked for."),),
        do=lambda sent: stopping.stop_clock(case=sent.case, reason=sent.text("reason"), seen=sent.seen, **sent.common),
        fits=lambda case, _: case.running and case.stopped_since is None,
    ),
    Action(
        name="resume",
        act="case.clock_resumed",
        ja="期限を再び進める",
        en="Let the clock go on",
        done_ja="期限が再び進みます",
        done_en="The clock goes on",
        lead_ja="止まっていた日数は、期限に加わります。",
        lead_en="The days on which it stood still are added to the period.",
        entries=lambda _case, _desk: (),
        do=lambda sent: stopping.resume_clock(case=sent.case, seen=sent.seen, **sent.common),
        fits=lambda case, _: case.running and case.stopped_since is not None,
    ),
    Action(
        name="withdraw",
        act="case.withdrawn",
        ja="取下げを受け付ける",
        en="Take in a withdrawal",
        done_ja="取下げとして終えました",
        done_en="Withdrawn; the case is closed",
        lead_ja="請求者が請求を取り下げたときに記録します。案件は終了します。",
        lead_en="When whoever asked takes the request back. The case is closed.",
        entries=lambda _case, _desk: (
            doing.reason("いつ、どのように取り下げたかを書いてください。", "When and how it was taken back."),
        ),
        do=lambda sent: withdrawing.withdraw(case=sent.case, reason=sent.text("reason"), seen=sent.seen, **sent.common),
    ),
    Action(
        name="reopen",
        act="case.reopened",
        ja="再開する",
        en="Reopen",
        done_ja="再開しました",
        done_en="Reopened",
        lead_ja="最後に行った段階からやり直します。行ったことは記録と書面に残ります。",
        lead_en="The step last taken is taken anew. What was done stays in the record and on paper.",
        entries=lambda _case, _desk: (
            doing.reason(
                "何が分かったのでやり直すのかを書いてください。", "What came to light, so that it is done again."
            ),
        ),
        do=lambda sent: reopening.reopen(case=sent.case, reason=sent.text("reason"), seen=sent.seen, **sent.common),
        fits=lambda case, _: not case.running and case.state != "merged" and case.erased_on is None,
    ),
    Action(
        name="erase",
        act="case.key_destroyed",
        ja="内容を消去する",
        en="Erase what it holds",
        done_ja="消去しました",
        done_en="Erased",
        lead_ja="この案件の鍵を廃棄します。氏名、書類、連絡は二度と読めません。番号、日付、結果と記録は残ります。",
        lead_en="Destroys the key of the case: names, papers and messages can never be read again. "
        "Number, dates, outcome and record stay.",
        entries=lambda case, _desk: (
            Entry(
                name="number",
                kind="text",
                label=t("確認のため番号を入力", "Type the number to confirm"),
                help=case.number,
            ),
            doing.reason(
                "どの保存期間が終わったか、だれの指示かを書いてください。", "Which period ended, or who ordered it."
            ),
        ),
        do=doing.erase,
        fits=lambda case, _: not case.running and case.erased_on is None,
        danger=True,
    ),
)
ACTIONS: Mapping[str, Action] = MappingProxyType(
    {each.name: each for each in (*_LIST[:-2], *requested.LISTED, *_LIST[-2:])}
)
"""Every action by name, in the order in which they are offered."""
