"""The Act, read a second time: what a private school corporation may do and must do."""

from __future__ import annotations

from tests.spec.readings import ON, Known

REFUSALS = ("undetermined", "deny", "escalate", "allow_if", "allow")
PUBLIC_BODIES = {"state", "local_government", "incorporated_agency", "local_incorporated_agency"}  # 16(2)
STATE_OR_ENTRUSTED = {"state", "local_government", "state_contractor"}  # 27(1)(iv)


def stricter(one: str, other: str) -> str:
    """The floor: of two outcomes of an act the one that permits less stands (contract, section 2)."""
    return min(one, other, key=REFUSALS.index)


def child(facts: Known) -> bool:
    return bool(facts.subject_age < 18)


def research(facts: Known) -> bool:
    """Academic purpose, if only in part, and no unjust infringement to be feared."""
    return facts.academic_share in {"part", "whole"} and not facts.unjust_infringement


def consent_stands(facts: Known, given: bool) -> bool:
    """Given by the principal, and not withdrawn by the day of provision."""
    day = facts.provided_on or ON
    return given and not (facts.withdrawn_on and facts.withdrawn_on <= day)


def article_27_1(facts: Known) -> bool:
    """The seven exceptions of Act 27(1)."""
    return (
        facts.asserts("law")  # (i)
        or (facts.asserts("vital") and facts.consent_difficult)  # (ii)
        or (facts.asserts("public_health") and facts.consent_difficult)  # (iii)
        or (facts.asserts("welfare") and child(facts) and facts.consent_difficult)  # (iii)
        or (
            facts.asserts("state_cooperation") and facts.consent_obstructs and facts.recipient in STATE_OR_ENTRUSTED
        )  # (iv)
        or (facts.asserts("academic_publication") and not facts.unjust_infringement)  # (v)
        or (facts.asserts("academic_joint_research") and facts.joint_research and research(facts))  # (vi)
        or (facts.asserts("academic_recipient") and facts.recipient_academic and research(facts))  # (vii)
    )


def provision(facts: Known) -> str:
    """Act 27 and 28, of information that is neither pseudonymised nor anonymised, to somebody outside."""
    abroad = facts.abroad and not (facts.equivalent_country or facts.equivalent_system)
    if article_27_1(facts):
        return "allow"
    if abroad:  # 28(1): this consent takes the place of the one in 27
        return "allow" if consent_stands(facts, facts.foreign_consent) else "deny"
    by_opt_out = facts.opt_out and not facts.special_care  # 27(2)
    inside_the_circle = facts.relation in {"entrustment", "succession", "joint_use"}  # 27(5)
    return "allow" if consent_stands(facts, facts.consent) or by_opt_out or inside_the_circle else "deny"


def breach_report(facts: Known) -> str:
    """Act 26(1), Rules 7 and 9."""
    if facts.strongly_encrypted or facts.processed_as == "pseudonymised":  # Rule 7(1)(1), 41(9)
        return "not_required"
    if facts.as_entrustee and facts.entruster_notified:  # 26(1) proviso, Rule 9
        return "not_required"
    if not facts.personal_data:  # Rule 7(1)(3): what is about to become personal data
        return "required" if facts.malicious else "not_required"
    reportable = facts.special_care or facts.property_damage or facts.malicious or facts.subjects_count > 1000
    return "required" if reportable else "not_required"


def provision_record(facts: Known) -> str:
    """Act 29(1): a record of each provision, but not of those that 27(1) or (5) carries, nor to a body of 16(2)."""
    abroad = facts.abroad and not (facts.equivalent_country or facts.equivalent_system)
    inside_the_circle = facts.relation in {"entrustment", "succession", "joint_use"}
    if facts.recipient in PUBLIC_BODIES or article_27_1(facts):
        return "not_required"
    return "not_required" if inside_the_circle and not abroad else "required"


def receipt(facts: Known) -> str:
    """Act 30(1): the supplier's acquisition is confirmed, unless a case of 27(1) or (5) or a body of 16(2)."""
    exempt = (
        facts.supplier in PUBLIC_BODIES
        or facts.relation in {"entrustment", "succession", "joint_use"}
        or article_27_1(Known({**facts, "recipient": "state", "recipient_academic": True}))  # seen from the supplier
    )
    return "allow" if exempt or facts.lawful_confirmed else "deny"


def use(facts: Known) -> str:
    """Act 18 and 19."""
    if facts.improper:  # 19
        return "deny"
    within = facts.within_purpose or facts.consent or article_18_3(facts)
    return "allow" if within else "deny"


def article_18_3(facts: Known) -> bool:
    """The six exceptions of Act 18(3)."""
    return (
        facts.asserts("law")
        or (facts.asserts("vital") and facts.consent_difficult)
        or (facts.asserts("public_health") and facts.consent_difficult)
        or (facts.asserts("welfare") and child(facts) and facts.consent_difficult)
        or (facts.asserts("state_cooperation") and facts.consent_obstructs)
        or (facts.asserts("academic_own_use") and research(facts))
        or (facts.asserts("academic_recipient") and research(facts))
    )


def purpose_change(facts: Known) -> str:
    """Act 17(2): within what is reasonably related; beyond it as use beyond the purpose, 18."""
    return "allow" if facts.related or facts.consent or article_18_3(facts) else "deny"


def sensitive(facts: Known) -> str:
    """Act 20(2)."""
    public = {"principal", "state", "local_government", "academic_institution", "newspaper", "press", "publication"}
    permitted = (
        not facts.special_care
        or facts.consent
        or facts.asserts("law")  # (i)
        or (facts.asserts("vital") and facts.consent_difficult)  # (ii)
        or (facts.asserts("public_health") and facts.consent_difficult)  # (iii)
        or (facts.asserts("welfare") and child(facts) and facts.consent_difficult)  # (iii)
        or (facts.asserts("state_cooperation") and facts.consent_obstructs)  # (iv)
        or (facts.asserts("academic_own_use") and research(facts))  # (v)
        or (
            facts.asserts("academic_joint_source")
            and facts.source_academic
            and facts.joint_research
            and research(facts)
        )  # (vi)
        or (facts.asserts("already_public") and bool(facts.published_by & public))  # (vii)
        or facts.asserts("visible")  # (viii), Order 9
        or facts.asserts("entrusted_succeeded_joint")  # (viii), Order 9
    )
    return "allow" if permitted else "deny"


def notice(facts: Known) -> str:
    """Act 21(1), (2), (4)."""
    exempt = facts.notice_grounds & {"harm_to_person", "harm_to_institution", "state_obstructed", "purpose_obvious"}
    if exempt:  # 21(4)
        return "not_required"
    if facts.source == "principal_in_writing" and not facts.urgent:  # 21(2)
        return "valid" if facts.indicated_before else "invalid"
    return "valid" if facts.published_before or facts.indicated_before else "required"  # 21(1)


def disclosure(facts: Known) -> str:
    """Act 33 for the principal in person: comply, or what may be withheld."""
    if not facts.exists:  # 33(3): telling that there is nothing is an answer
        return "comply"
    grounds = {"harm_to_person", "hinders_operations", "violates_law", "evaluation"}
    return "may_refuse" if facts.refusal_grounds & grounds else "comply"
