"""Hard questions at the five institutions, read a second time, straight from the clauses and without the norms."""

from __future__ import annotations

from tests.spec import the_act
from tests.spec.readings import AGES, COUNTS, Known, Reading
from tests.spec.the_act import STATE_OR_ENTRUSTED, child, consent_stands, research, stricter

KINDS: tuple[list[str], ...] = (
    [],
    ["student"],
    ["pupil"],
    ["event_participant"],
    ["guarantor", "student"],
    ["former_staff"],
)
PERSON = {
    "subject_kinds": tuple(frozenset(kinds) for kinds in KINDS),
    "subject_age": AGES,
    "academic_share": ("none", "whole"),
}
PLAIN = {"processed_as": "plain"}
DISCLOSE = {
    "request_kind": "disclose",
    "claimant": "principal",
    "identity_verified": True,
    "personal_data": True,
    "retained_data": True,
    "existence_harm": frozenset(),
}
TO_ONE_PERSON = {**PLAIN, "consent_by": "principal", "consented_on": None, "named_recipient": "none"}

RE_ENTRUSTMENT = {"re_entrustment", "re_entrustment_report", "re_entrustment_approval"}
CLAUSES_OF_IUJ = frozenset(
    {
        "confidentiality",  # 15(2)(1)
        "re_entrustment_report",  # 15(2)(2)
        "term",  # 15(2)(3)
        "return_or_erasure",  # 15(2)(4)
        "no_alteration",  # 15(2)(5)
        "no_copying",  # 15(2)(6)
        "incident_report",  # 15(2)(7)
        "liability",  # 15(2)(8)
    }
)
CLAUSES_OF_JOSAI = frozenset(  # 10(2)(6) is one of RE_ENTRUSTMENT
    {
        "handlers_named",  # 10(2)(1)
        "security_measures",  # 10(2)(2)
        "no_alteration",  # 10(2)(3)
        "no_copying",  # 10(2)(4)
        "confidentiality",  # 10(2)(5)
        "return_or_erasure",  # 10(2)(7)
        "liability",  # 10(2)(8)
        "incident_report",  # 10(2)(9)
        "term",  # 10(2)(10)
    }
)


# ── provision ────────────────────────────────────────────────────────────────────────────────────────────────────


def provision_at_muroran(facts: Known) -> str:
    """The notice, 2.s1 and its seven exceptions; entrustment by the second sentence of the preamble."""
    text = (
        consent_stands(facts, facts.consent)  # 2.s1
        or facts.asserts("law")  # 2(1)
        or (facts.asserts("vital") and facts.consent_difficult)  # 2(2)
        or (facts.asserts("public_health") and facts.consent_difficult)  # 2(3)
        or (facts.asserts("welfare") and child(facts) and facts.consent_difficult)  # 2(3)
        or (
            facts.asserts("state_cooperation") and facts.consent_obstructs and facts.recipient in STATE_OR_ENTRUSTED
        )  # 2(4)
        or (facts.asserts("academic_publication") and research(facts))  # 2(5)
        or (facts.asserts("academic_joint_research") and facts.joint_research and research(facts))  # 2(6)
        or (facts.asserts("academic_recipient") and facts.recipient_academic and research(facts))  # 2(7)
        or (facts.relation == "entrustment" and facts.necessary)  # pre(2)
    )
    return stricter("allow" if text else "deny", the_act.provision(facts))


def provision_at_shibaura(facts: Known) -> str:
    """Articles 5(4), 9 and 10: consent that shows three things and a need, or one of a closed list."""
    if facts.asserts("law") and facts.law_compels:  # 9(3)(1), and what is compelled is done
        return "allow"
    shown = facts.consent_elements >= {"content", "purpose", "recipient"}
    agreed = consent_stands(facts, facts.consent) and shown and facts.necessary  # 9(2)
    students = facts.subject_kinds & {"student", "pupil"}
    listed = (
        facts.asserts("law")  # 9(3)(1)
        or (facts.asserts("vital") and facts.consent_difficult)  # 9(3)(2)
        or (facts.asserts("public_health") and facts.consent_difficult)  # 9(3)(3)
        or (facts.asserts("welfare") and students and facts.consent_difficult)  # 9(3)(3)
        or (
            facts.asserts("state_cooperation")
            and facts.consent_obstructs
            and facts.recipient in {"state", "local_government"}
        )  # 9(3)(4)
        or (facts.asserts("academic_publication") and research(facts))  # 5(4)(1)
        or (
            facts.asserts("academic_joint_research")
            and facts.joint_research
            and facts.recipient_academic
            and research(facts)
        )  # 5(4)(2)
        or (facts.asserts("academic_recipient") and facts.recipient_academic and research(facts))  # 5(4)(3)
    )
    if facts.relation == "entrustment":  # 9(1) proviso, 10(1)
        text = {None: "allow_if", True: "allow", False: "deny"}[facts.contract_concluded]
    elif facts.relation == "joint_use":  # 9(1) proviso
        text = "allow"
    else:
        text = "allow" if agreed or listed else "deny"
    return stricter(text, the_act.provision(facts))


def provision_at_iuj(facts: Known) -> str:
    """Articles 6(2), 18 and 18-3; the academic exceptions of the Act are not in the list."""
    listed = (
        facts.asserts("law")  # 6(2)(1)
        or (facts.asserts("vital") and facts.consent_difficult)  # 6(2)(2)
        or (facts.asserts("public_health") and facts.consent_difficult)  # 6(2)(3), without children
        or (
            facts.asserts("state_cooperation") and facts.consent_obstructs and facts.recipient in STATE_OR_ENTRUSTED
        )  # 6(2)(4)
    )
    agreed_abroad = consent_stands(facts, facts.foreign_consent)
    if facts.abroad and not (agreed_abroad or facts.equivalent_country or facts.equivalent_system or listed):  # 18-3
        return "deny"
    by_opt_out = facts.opt_out and not facts.special_care  # 18(2)
    agreed = consent_stands(facts, facts.consent) or (facts.abroad and agreed_abroad)
    if agreed or listed or by_opt_out or facts.relation == "joint_use":  # 18(1), 18(4)(3)
        text = "allow"
    elif facts.relation == "entrustment":  # 18(4)(2), 15(2)
        text = {None: "allow_if", True: "allow", False: "deny"}[facts.contract_concluded]
    else:
        text = "deny"
    return stricter(text, the_act.provision(facts))


def provision_at_josai(facts: Known) -> str:
    """Article 11(1): consent or an entrustment. Article 8(1) would let law and vital interests carry it: a conflict."""
    if facts.asserts("law") and facts.law_compels:  # 8(1)(2), 22: what is compelled is done
        return "allow"
    if facts.relation == "entrustment":  # 11(1), 10(2)
        text = {None: "allow_if", True: "allow", False: "deny"}[facts.contract_concluded]
    elif facts.asserts("vital") and facts.urgent:  # 8(1)(6)
        text = "allow"
    elif facts.asserts("law"):  # 8(1)(2): what is only permitted is for counsel to say, unless the person agreed
        text = "allow" if consent_stands(facts, facts.consent) else "escalate"
    elif consent_stands(facts, facts.consent):  # 11(1), and the memorandum of 11(2) in principle
        text = {None: "allow_if", True: "allow", False: "escalate"}[facts.memorandum]
    else:
        text = "escalate" if facts.asserts("vital") else "deny"
    return stricter(text, the_act.provision(facts))


def nobody_by_law(facts: Known) -> bool:
    """Who takes something because a statute says so does not do one's work."""
    return not (facts.asserts("law") and facts.relation == "entrustment")


# ── use, purpose, acquisition ────────────────────────────────────────────────────────────────────────────────────


def use_at_josai(facts: Known) -> str:
    """Article 8(1): consent, law, vital interests without any test of whether consent is difficult."""
    text = (
        facts.within_purpose
        or facts.consent  # 8(1)(1)
        or facts.asserts("law")  # 8(1)(2)
        or facts.asserts("vital")  # 8(1)(6)
    )
    return stricter("allow" if text else "deny", the_act.use(facts))


def purpose_change_at_shibaura(facts: Known) -> str:
    """Article 8(3): any changed purpose needs consent, related or not, with four exceptions and one of 5(2)."""
    students = facts.subject_kinds & {"student", "pupil"}
    text = (
        facts.consent
        or facts.asserts("law")  # 8(3)(1)
        or (facts.asserts("vital") and facts.consent_difficult)  # 8(3)(2)
        or (facts.asserts("public_health") and facts.consent_difficult)  # 8(3)(3)
        or (facts.asserts("welfare") and students and facts.consent_difficult)  # 8(3)(3)
        or (facts.asserts("state_cooperation") and facts.consent_obstructs)  # 8(3)(4)
        or (facts.asserts("academic_own_use") and research(facts))  # 5(2)(1)
        or (facts.asserts("academic_recipient") and research(facts))  # 5(2)(2)
    )
    return stricter("allow" if text else "deny", the_act.purpose_change(facts))


def notice_at_iuj(facts: Known) -> str:
    """Articles 9 and 10: shown beforehand when it comes in writing from the person, and no emergency excuses that."""
    grounds = {"harm_to_person", "harm_to_institution", "state_obstructed", "purpose_obvious"}
    exempt = facts.notice_grounds & grounds  # 9(3), 10(2)(3)
    if facts.source == "principal_in_writing":  # 9(1)
        return "not_required" if exempt else "valid" if facts.indicated_before else "invalid"
    return the_act.notice(facts)  # 9(2), 10(1): as the Act has it


# ── take-out, contract, receipt, record ──────────────────────────────────────────────────────────────────────────


def take_out_at_josai(facts: Known) -> str:
    """Article 10(1), (3): never, but for an entrustment, a teacher's teaching, or a reason the manager accepts."""
    reasons = facts.takeout_grounds
    if "entrusted_work" in reasons or ("teaching" in reasons and facts.actor == "teacher"):
        return "allow"
    if not reasons:
        return "deny"
    return {None: "allow_if", True: "allow", False: "deny"}[facts.approved_before]


def take_out_at_nihon(facts: Known) -> str:
    """Article 17: three cases without more; else the head's approval, the log and, unless it is paper, encryption."""
    if facts.takeout_grounds & {"law", "entrusted_work", "administrative_organ"}:  # 17(1)(1)-(3)
        return "allow"
    steps = [facts.approved_before, facts.logged_before]  # 17(2)
    if facts.media != "paper":
        steps.append(facts.encrypted)
    if False in steps:
        return "deny"
    return "allow_if" if None in steps else "allow"


def contract_at_shibaura(facts: Known) -> str:
    """Article 10(1): five things, none of which may be left out."""
    needed = {"confidentiality", "security_measures", "liability", "return_or_erasure"}
    return "valid" if needed <= facts.clauses and facts.clauses & RE_ENTRUSTMENT else "invalid"


def contract_at_iuj(facts: Known) -> str:
    """Article 15(2): eight things, of which those may be left out that are not needed, for a reason recorded."""
    waived = facts.waived if facts.waiver_reason else frozenset()
    if "re_entrustment" in waived:
        waived |= {"re_entrustment_report"}
    return "valid" if facts.clauses | waived >= CLAUSES_OF_IUJ else "invalid"


def contract_at_josai(facts: Known) -> str:
    """Article 10(2): ten things."""
    return "valid" if facts.clauses >= CLAUSES_OF_JOSAI and facts.clauses & RE_ENTRUSTMENT else "invalid"


def receipt_at_josai(facts: Known) -> str:
    """Article 7(5): both confirmed, whoever the supplier; else it is not taken."""
    text = "allow" if facts.lawful_confirmed and facts.managed_properly else "deny"
    return stricter(text, the_act.receipt(facts))


def record_at_nihon(_facts: Known) -> str:
    """Article 10(1), (2): every provision is recorded, those that the parent's proviso exempts too."""
    return "required"


# ── requests, breaches, bodies ───────────────────────────────────────────────────────────────────────────────────


def disclosure_at_josai(facts: Known) -> str:
    """Articles 13(3), 14(1): what falls under Article 14 shall not be disclosed; hindrance is for the committee."""
    if not facts.exists:
        return "comply"
    if facts.refusal_grounds & {"violates_law", "evaluation", "harm_to_person"}:  # 14(1)(1)-(3)
        return "refuse"
    if "hinders_operations" in facts.refusal_grounds:  # 14(1)(4)
        return {"refused": "refuse", "partly": "comply_partly", "none": "escalate", "accepted": "comply"}[
            facts.committee_decision
        ]
    return "comply"


def breach_report_at_shibaura(facts: Known) -> str:
    """Article 15(3) and 16(9); whatever the Act wants more is done too."""
    text = (
        not (facts.strongly_encrypted or facts.processed_as == "pseudonymised")
        and facts.personal_data
        and (
            (facts.special_care and facts.state == "confirmed")  # 15(3)(1): only what has happened
            or facts.property_damage  # 15(3)(2)
            or facts.malicious  # 15(3)(3)
            or facts.subjects_count > 1000  # 15(3)(4)
        )
    )
    return "required" if text else the_act.breach_report(facts)


def vote_at_iuj(facts: Known) -> str:
    """Article 28(2), (3): more than half of the members, then more than half of those present; a tie is the chair's."""
    if 2 * facts.present <= facts.members:
        return "invalid"
    if 2 * facts.votes_for > facts.present:
        return "valid"
    return "escalate" if facts.votes_for == facts.votes_against else "invalid"


def votes_add_up(facts: Known) -> bool:
    """Everybody present votes for, against or not at all."""
    return bool(facts.votes_for + facts.votes_against + facts.abstained == facts.present)


def damages_at_josai(facts: Known) -> str:
    """Article 21: violation and damage; serving staff only after they were disciplined under Article 20."""
    owed = facts.violated and facts.damage
    first_disciplined = facts.actor in {"teacher", "staff"}
    return "allow" if owed and (facts.disciplined or not first_disciplined) else "deny"


def appeal_at_josai(facts: Known) -> str:
    """Article 18(1): identity proved, in writing, and not the same matter again; never too late."""
    return "valid" if facts.identity_verified and facts.written and not facts.same_content else "invalid"


# ── which of them the engine is set against, and on which facts ──────────────────────────────────────────────────

TOLD_BY_NOBODY = tuple(
    frozenset(grounds)
    for grounds in ([], ["harm_to_person"], ["harm_to_institution"], ["state_obstructed"], ["purpose_obvious"])
)
COUNTED = {
    "members": (10, 11, 12),
    "present": (5, 6, 7),
    "votes_for": (1, 2, 3, 4),
    "votes_against": (0, 1, 2, 3),
    "abstained": (0, 1),
}
RECIPIENTS = {"recipient": ("state", "local_government", "company", "hospital", "academic_institution", "family")}
BREACH = {"subjects_count": COUNTS, "processed_as": ("plain", "pseudonymised")}
PAYING = {"actor": ("teacher", "staff", "officer", "former_staff", "former_officer")}
FULL_CONTRACTS = {
    "clauses": tuple(
        (CLAUSES_OF_IUJ | CLAUSES_OF_JOSAI | {"re_entrustment"}) - {left_out}
        for left_out in sorted(CLAUSES_OF_IUJ | CLAUSES_OF_JOSAI | RE_ENTRUSTMENT)
    )
}
PROVISION = {**PERSON, "relation": ("none", "entrustment", "joint_use")}
PROVISION_OR_WORK = {**PERSON, "relation": ("none", "entrustment")}
ANY_RELATION = {**PERSON, "relation": ("none", "entrustment", "joint_use", "succession")}
APPEAL = {"claimant": "principal", "request_kind": "disclose"}
AT_HOME = {**TO_ONE_PERSON, "abroad": False}

READINGS = [
    Reading("appi", "provision", the_act.provision, TO_ONE_PERSON, ANY_RELATION),
    Reading("muroran-it", "provision", provision_at_muroran, TO_ONE_PERSON, PROVISION_OR_WORK),
    Reading("shibaura-it", "provision", provision_at_shibaura, TO_ONE_PERSON, PROVISION | RECIPIENTS, nobody_by_law),
    Reading("iuj", "provision", provision_at_iuj, TO_ONE_PERSON, PROVISION),
    Reading("josai", "provision", provision_at_josai, AT_HOME, PROVISION_OR_WORK, nobody_by_law),
    Reading("appi", "use", the_act.use, PLAIN, PERSON),
    Reading("josai", "use", use_at_josai, PLAIN, PERSON),
    Reading("appi", "purpose-change", the_act.purpose_change, PLAIN, PERSON),
    Reading("shibaura-it", "purpose-change", purpose_change_at_shibaura, PLAIN, PERSON),
    Reading("appi", "sensitive", the_act.sensitive, {}, PERSON),
    Reading("appi", "notice", the_act.notice, {}, {}),
    Reading("iuj", "notice", notice_at_iuj, {}, {"notice_grounds": TOLD_BY_NOBODY}),
    Reading("josai", "take-out", take_out_at_josai, {}, {}),
    Reading("nihon-cst", "take-out", take_out_at_nihon, {}, {}),
    Reading("shibaura-it", "contract", contract_at_shibaura, {}, FULL_CONTRACTS),
    Reading("iuj", "contract", contract_at_iuj, {}, FULL_CONTRACTS),
    Reading("josai", "contract", contract_at_josai, {}, FULL_CONTRACTS),
    Reading("appi", "receipt", the_act.receipt, {}, ANY_RELATION),
    Reading("josai", "receipt", receipt_at_josai, {}, ANY_RELATION),
    Reading("appi", "record", the_act.provision_record, {}, ANY_RELATION),
    Reading("nihon-cst", "record", record_at_nihon, {"relation": "none"}, PERSON),
    Reading("appi", "breach-report", the_act.breach_report, {}, BREACH),
    Reading("shibaura-it", "breach-report", breach_report_at_shibaura, {}, BREACH),
    Reading("appi", "request", the_act.disclosure, DISCLOSE, {}),
    Reading("josai", "request", disclosure_at_josai, DISCLOSE, {}),
    Reading("iuj", "meeting", vote_at_iuj, {"guests": 2}, COUNTED, votes_add_up),
    Reading("josai", "sanction", damages_at_josai, {"measure": "damages"}, PAYING),
    Reading("josai", "appeal", appeal_at_josai, APPEAL, {}),
]
