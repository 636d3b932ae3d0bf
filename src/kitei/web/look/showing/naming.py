"""States, channels, purposes and effects by name; the tone each is shown in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from kitei.office.cases.queries import terms
from kitei.web.look.words import Language, say, t

TONES = {
    "open": "key",
    "waiting": "care",
    "closed": "",
    "withdrawn": "",
    "merged": "",
    "granted": "good",
    "partly": "info",
    "refused": "bad",
}
CHANNELS = ("portal", "mail", "letter", "phone", "counter")


def state(name: str) -> str:
    """Where a case stands."""
    return say(terms.STATES[name]) if name in terms.STATES else name


def effect(name: str) -> str:
    """What it came to for the person."""
    return say(terms.EFFECTS[name]) if name in terms.EFFECTS else name


@lru_cache(maxsize=4)
def state_marks(lang: Language) -> Mapping[str, Markup]:
    """Every state as a badge, for lists."""
    return {name: _mark(label.ja if lang == "ja" else label.en, TONES[name]) for name, label in terms.STATES.items()}


@lru_cache(maxsize=4)
def effect_marks(lang: Language) -> Mapping[str, Markup]:
    """Every effect as a badge; nothing for what is none."""
    return {
        name: _mark(said, TONES.get(name, "")) if (said := label.ja if lang == "ja" else label.en) else Markup("")
        for name, label in terms.EFFECTS.items()
    }


def _mark(said: str, tone: str) -> Markup:
    return Markup('<span class="badge {}">{}</span>').format(tone, said)


def subject(title: object) -> str:
    """What a case is about: its title without the name of the procedure, which stands before a colon."""
    text = str(title)
    return text.partition(":")[2].strip() or text


def whose(name: object, title: object) -> str:
    """Whose case it is: the person's name; what it is about, where it is nobody's and its title stands for the name."""
    return subject(title) if str(name) == str(title) else str(name)


def channel(name: str) -> str:
    """How something was said."""
    return {
        "portal": t("ポータル", "Portal"),
        "mail": t("電子メール", "E-mail"),
        "letter": t("書面", "Letter"),
        "phone": t("電話", "Telephone"),
        "counter": t("窓口", "At the counter"),
    }.get(name, name)


def purpose(name: str) -> str:
    """What an attachment is there for."""
    return {
        "identity": t("本人確認書類", "Proof of identity"),
        "authority": t("代理権の書類", "Proof of authority"),
        "scan": t("紙の請求書の画像", "Picture of the paper request"),
        "other": t("その他", "Other"),
    }.get(name, name)


def origin(name: str) -> str:
    """By which door a case came in."""
    return {"portal": t("ポータル", "Portal"), "desk": t("窓口", "Counter"), "api": "API"}.get(name, name)


def size(count: int) -> str:
    """A number of bytes, as people read it."""
    if count < 1024:
        return f"{count} B"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def tone(outcome: str) -> str:
    """In which tone the engine's answer is shown."""
    if outcome in {"allow", "valid", "comply", "comply_partly", "not_required", "in_scope"}:
        return "good"
    return "bad" if outcome in {"deny", "invalid", "refuse"} else "care"
