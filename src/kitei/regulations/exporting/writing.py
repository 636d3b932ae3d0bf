"""One entrance for every form of export."""

from __future__ import annotations

from kitei.regulations.exporting.comparing import changes
from kitei.regulations.exporting.egov import to_xml
from kitei.regulations.exporting.markdown import changes_markdown, text_markdown
from kitei.regulations.exporting.page import changes_page, text_page
from kitei.regulations.exporting.reading import printed
from kitei.regulations.exporting.source import Text
from kitei.regulations.exporting.word import changes_word, text_word
from kitei.regulations.importing.readers.egov import read_egov

FORMS = ("xml", "docx", "html", "md")
_PARAPHRASED = (
    "この文書は原文ではなく、Kitei による要約です。 / This is not the institution's wording but a paraphrase."
)


class NoSuchForm(ValueError):
    """A form of export that does not exist, or not for this."""

    def __init__(self, form: str, *, comparing: bool = False) -> None:
        known = ", ".join(each for each in FORMS if each != "xml") if comparing else ", ".join(FORMS)
        self.ja = f"「{form}」では書き出せません（{known} のいずれか）。"
        self.en = f"`{form}` is no form of export here (one of {known})"
        super().__init__(self.en)


class NotReadBack(RuntimeError):
    """The XML written does not read back as the same document: nothing is handed out."""

    def __init__(self) -> None:
        self.ja = "書き出した XML を読み戻すと元の規程と一致しません。開発者に知らせてください。"
        self.en = "the XML written does not read back as the same document; please report this"
        super().__init__(self.en)


def exported(text: Text, form: str) -> bytes:
    """A folder's text in one of the forms `xml`, `docx`, `html`, `md`.

    Raises:
        NoSuchForm: the form is none of these.
        NotReadBack: the XML would not carry everything.
    """
    note = _PARAPHRASED if text.paraphrased else ""
    if form == "xml":
        return checked_xml(text)
    if form == "docx":
        return text_word(printed(text.document), text.document.title, note)
    if form == "html":
        return text_page(printed(text.document), text.document.title, note).encode()
    if form == "md":
        return text_markdown(printed(text.document), note).encode()
    raise NoSuchForm(form)


def checked_xml(text: Text) -> bytes:
    """e-Gov standard XML, read back and compared before it is handed out.

    Raises:
        NotReadBack: it is not the same document.
    """
    written = to_xml(text.document)
    if read_egov(written) != text.document:
        raise NotReadBack
    return written


def compared(old: Text, new: Text, form: str) -> bytes:
    """新旧対照表 of two texts in one of the forms `docx`, `html`, `md`.

    Raises:
        NoSuchForm: the form is none of these.
    """
    found = changes(old.document, new.document)
    titles = (_named(old), _named(new))
    if form == "docx":
        return changes_word(found, titles)
    if form == "html":
        return changes_page(found, titles).encode()
    if form == "md":
        return changes_markdown(found, titles).encode()
    raise NoSuchForm(form, comparing=True)


def _named(text: Text) -> str:
    edition = f"（{text.editions[-1]}施行）" if text.editions else ""
    return f"{text.document.title}{edition}"
