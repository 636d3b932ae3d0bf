"""How meetings, items and votes are put into words, in either language; pages, papers and letters share it."""

from __future__ import annotations

from datetime import date
from typing import Final

from kitei.calendar import DayError, wareki
from kitei.office.committees.bodies import body_named
from kitei.office.committees.counting import Majority
from kitei.office.committees.models import AgendaItem, Attendance, Hearing, Meeting, Motion
from kitei.office.committees.rules import Ruled
from kitei.office.lawbook import current
from kitei.regulations.importing.folder.citing import cited
from kitei.regulations.schema.words import Language

SHARES: Final = {
    "more_than_half": ("過半数", "more than half"),
    "half_or_more": ("半数以上", "half or more"),
    "two_thirds": ("3分の2以上", "two thirds or more"),
    "all": ("全員", "all"),
}
WHOLES: Final = {
    "members": ("委員", "of the members"),
    "present": ("出席した委員", "of the members present"),
    "cast": ("賛否を表した委員", "of those for and against"),
}
VALUES: Final = {
    ("tie", "chair"): ("委員長が決する", "the chair decides"),
    ("tie", "lost"): ("否決とする", "it is lost"),
    ("guests_vote", False): ("議決に加わらない", "they do not vote"),
    ("guests_vote", True): ("議決に加わる", "they vote"),
    ("chair_votes", True): ("委員として表決に加わる", "the chair votes as a member"),
    ("chair_votes", False): ("可否同数のときだけ決する", "the chair only decides ties"),
    ("recused", "apart"): ("委員の数から除く", "not counted as a member"),
    ("recused", "absent"): ("欠席とみなす", "counted as absent"),
    ("recused", "counted"): ("定足数には数え、表決には加わらない", "counted for the quorum, without a vote"),
    ("circulation", "none"): ("行わない", "not done"),
    ("circulation", "as_meeting"): ("会議と同じ要件で議決できる", "by the majority of a meeting"),
    ("circulation", "all_agree"): ("全員の賛成があるときに議決できる", "only if all members agree"),
}
CHOSEN: Final = ("tie", "recused", "circulation", "chair_votes")
"""Rules a body chooses from a list."""
STANDINGS: Final = {
    Attendance.Standing.CHAIR: ("委員長", "Chair"),
    Attendance.Standing.VICE_CHAIR: ("副委員長", "Vice-chair"),
    Attendance.Standing.MEMBER: ("委員", "Member"),
    Attendance.Standing.SECRETARY: ("事務局", "Secretariat"),
    Attendance.Standing.GUEST: ("陪席", "Guest"),
}
PRESENCES: Final = {
    Attendance.Presence.EXPECTED: ("未確認", "not taken down"),
    Attendance.Presence.PRESENT: ("出席", "present"),
    Attendance.Presence.REMOTE: ("オンライン出席", "present online"),
    Attendance.Presence.ABSENT: ("欠席", "absent"),
}
STATES: Final = {
    Meeting.State.PLANNED: ("準備中", "Being prepared"),
    Meeting.State.CONVENED: ("招集済み", "Convened"),
    Meeting.State.OPEN: ("開会中", "In session"),
    Meeting.State.ADJOURNED: ("延会", "Adjourned"),
    Meeting.State.CLOSED: ("閉会", "Closed"),
    Meeting.State.CANCELLED: ("取りやめ", "Called off"),
}
ITEM_STATES: Final = {
    AgendaItem.State.OPEN: ("審議前", "Open"),
    AgendaItem.State.DECIDED: ("議決", "Decided"),
    AgendaItem.State.REPORTED: ("報告", "Reported"),
    AgendaItem.State.DEFERRED: ("継続審議", "Put off"),
    AgendaItem.State.WITHDRAWN: ("取下げ", "Taken off"),
}
RESULTS: Final = {
    Motion.Result.OPEN: ("回答受付中", "Answers come in"),
    Motion.Result.NO_QUORUM: ("定足数不足", "No quorum"),
    Motion.Result.CARRIED: ("可決", "Carried"),
    Motion.Result.LOST: ("否決", "Lost"),
    Motion.Result.TIE: ("可否同数", "Tied"),
}
CHOICES: Final = {"for": ("賛成", "for"), "against": ("反対", "against"), "abstain": ("棄権", "abstains")}
HEARD_AS: Final = {
    Hearing.Standing.PRINCIPAL: ("本人・申立人", "the person or appellant"),
    Hearing.Standing.MANAGER: ("管理者", "the manager"),
    Hearing.Standing.STAFF: ("教職員", "staff"),
    Hearing.Standing.EXPERT: ("有識者", "an expert"),
    Hearing.Standing.OTHER: ("その他", "somebody else"),
}


def pick(pair: tuple[str, str], lang: str) -> str:
    """One of two words, by language."""
    return pair[0] if lang == "ja" else pair[1]


def body_title(meeting: Meeting, lang: Language) -> str:
    """What the body is called, with its unit where each unit has one."""
    title = body_named(meeting.body).title.of(lang)
    if meeting.unit is None:
        return title
    return f"{meeting.unit.title(lang)} {title}" if lang == "ja" else f"{title}, {meeting.unit.title(lang)}"


def meeting_title(meeting: Meeting, lang: Language) -> str:
    """「令和8年度 第3回 個人情報保護委員会」."""
    title = body_title(meeting, lang)
    kind = "持ち回り " if meeting.mode == Meeting.Mode.CIRCULATION else ""
    if lang == "ja":
        return f"{_fiscal_year(meeting.year)} 第{meeting.number}回 {kind}{title}"
    by = ", by circulation" if kind else ""
    return f"{title}, meeting {meeting.number} of fiscal {meeting.year}{by}"


def item_title(item: AgendaItem, lang: Language) -> str:
    """What an item is called: of a case its number, procedure and step; no name."""
    if item.case is None:
        return str(item.title or "")
    procedure = current().procedures.get(item.case.procedure)
    step = procedure.steps.get(item.step) if procedure else None
    if procedure is None or step is None:
        return item.case.number
    titles = (procedure.title.ja, step.title.ja) if lang == "ja" else (procedure.title.en, step.title.en)
    return (
        f"{item.case.number} {titles[0]}: {titles[1]}"
        if lang == "en"
        else f"{item.case.number} {titles[0]}「{titles[1]}」"
    )


def outcome_title(item: AgendaItem, outcome: str, lang: Language) -> str:
    """How a step ends, in words; the proposal's own words stand elsewhere."""
    if item.case is None or not outcome:
        return ""
    procedure = current().procedures.get(item.case.procedure)
    step = procedure.steps.get(item.step) if procedure else None
    found = next((each for each in step.outcomes if each.id == outcome), None) if step else None
    if found is None:
        return outcome
    return found.title.ja if lang == "ja" else found.title.en


def cite(clause: str, lang: str) -> str:
    """A clause of the office's own regulation as a person cites it: 「第18条第2項」; others by their id."""
    key, _, own = clause.rpartition(":")
    if key != current().key:
        return clause
    return cited(own)[lang == "en"]


def tally(motion: Motion, lang: str) -> str:
    """The count in short: 「賛成6 反対2 棄権1」."""
    if motion.result == Motion.Result.OPEN:
        return pick(RESULTS[Motion.Result.OPEN], lang)
    said = (
        f"賛成{motion.votes_for} 反対{motion.votes_against} 棄権{motion.abstained}"
        if lang == "ja"
        else f"{motion.votes_for} for, {motion.votes_against} against, {motion.abstained} abstained"
    )
    if motion.casting is None:
        return said
    chair = ("可", "carried") if motion.casting else ("否", "lost")
    return f"{said}、委員長が{chair[0]}とした" if lang == "ja" else f"{said}; the chair: {chair[1]}"


def majority(ruled: Majority, lang: str) -> str:
    """「委員の過半数」."""
    share, whole = pick(SHARES[ruled.share], lang), pick(WHOLES[ruled.of], lang)
    return f"{whole}の{share}" if lang == "ja" else f"{share} {whole}"


def rule_words(name: str, ruled: Ruled[object], lang: str) -> str:
    """What a rule says."""
    if isinstance(ruled.value, Majority):
        return majority(ruled.value, lang)
    if name == "notice_days":
        return f"{ruled.value}日前まで" if lang == "ja" else f"{ruled.value} days before"
    return pick(VALUES[(name, ruled.value)], lang)


def quorum_words(members: int, present: int, needed: int, lang: str) -> str:
    """「委員9名中8名出席(定足数5名)、成立」."""
    if lang == "ja":
        return f"委員{members}名中{present}名出席(定足数{needed}名)、成立"
    return f"{present} of {members} members present ({needed} needed): quorum met"


def _fiscal_year(year: int) -> str:
    try:
        return f"{wareki(date(year, 4, 1)).split('年')[0]}年度"
    except DayError:
        return f"{year}年度"
