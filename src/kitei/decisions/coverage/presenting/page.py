"""Coverage as one self-contained page: no script, nothing loaded from elsewhere, fit for printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kitei.decisions.coverage.findings import SILENT, UNREAD, WEAKER, Coverage, Finding, Row
from kitei.decisions.coverage.presenting.texts import MEANING, SEVERITY, SIGN, STATE, of, text
from kitei.decisions.norms import Label
from kitei.regulations.schema.identity import Trap
from kitei.regulations.schema.words import Language

_CSS = Path(__file__).with_name("page.css")
_SHOWN = 7  # clauses and examples in one cell
_SHADES = 4


def page(coverage: Coverage, lang: Language) -> str:
    """The page."""
    return "\n".join(_Page(coverage, lang).lines())


@dataclass(frozen=True, slots=True)
class _Page:
    coverage: Coverage
    lang: Language

    def lines(self) -> Iterator[str]:
        identity = self.coverage.regulation.identity
        title = f"{self._text('title')} – {escape(identity.title.of(self.lang))}"
        yield f'<!DOCTYPE html>\n<html lang="{self.lang}">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>\n{_CSS.read_text(encoding='utf-8')}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#main">{self._text("skip")}</a>'
        yield from self._head()
        yield '<main id="main">'
        yield from self._first()
        yield from self._map()
        for chapter in self.coverage.chapters:
            rows = self.coverage.of_chapter(chapter.id)
            if rows:
                yield from self._chapter(chapter.id, chapter.title.of(self.lang), rows)
        yield from self._unplaced()
        yield f"</main>\n<footer><p>{self._text('usual')}</p><p>{self._text('caveat')}</p></footer>\n</body>\n</html>\n"

    def _text(self, name: str) -> str:
        return escape(text(name, self.lang))

    def _of(self, label: Label) -> str:
        return escape(of(label, self.lang))

    def _head(self) -> Iterator[str]:
        coverage, identity = self.coverage, self.coverage.regulation.identity
        yield f'<header><p class="kicker">{self._text("title")}</p>'
        yield f"<h1>{escape(identity.title.of(self.lang))}</h1>"
        yield f'<p class="who">{escape(identity.institution.of(self.lang))}</p><p>{self._text("lead")}</p>'
        yield '<dl class="facts">'
        for name, value in (
            ("edition", coverage.edition),
            ("asked_on", coverage.on),
            ("statute", coverage.statute.identity.title.of(self.lang)),
        ):
            yield f"<div><dt>{self._text(name)}</dt><dd>{escape(value)}</dd></div>"
        yield '</dl><ul class="counts">'
        for state in self.coverage.states:
            count = coverage.count(state)
            yield f'<li class="{state}"><b>{count}</b><span>{SIGN[state]} {self._of(STATE[state])}</span></li>'
        yield "</ul></header>"

    def _first(self) -> Iterator[str]:
        rows = [r for r in self.coverage.rows if r.severity == "A" and r.state in (WEAKER, SILENT)]
        yield f'<section aria-labelledby="first"><h2 id="first">{self._text("first")}</h2>'
        yield f"<p>{self._text('first_lead' if rows else 'none_first')}</p>"
        yield '<ul class="first">'
        for row in rows:
            title = escape(row.duty.title.of(self.lang))
            number = f'<span class="no">{row.number}</span>'
            yield f'<li>{number}<a href="#r{row.number}">{title}</a> {self._state(row.state)}</li>'
        yield "</ul></section>"

    def _map(self) -> Iterator[str]:
        coverage = self.coverage
        yield f'<section aria-labelledby="map"><h2 id="map">{self._text("map")}</h2><p>{self._text("map_lead")}</p>'
        label = self._text("map")
        yield f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table class="map"><thead><tr>'
        yield f'<th scope="col">{self._text("chapter")}</th>'
        for state in self.coverage.states:
            yield f'<th scope="col"><span aria-hidden="true">{SIGN[state]}</span> {self._of(STATE[state])}</th>'
        yield "</tr></thead><tbody>"
        most = max((coverage.count(s, c.id) for s in coverage.states for c in coverage.chapters), default=1) or 1
        for chapter in coverage.chapters:
            rows = coverage.of_chapter(chapter.id)
            if rows:
                yield f'<tr><th scope="row"><a href="#c-{chapter.id}">{escape(chapter.title.of(self.lang))}</a></th>'
                for state in self.coverage.states:
                    yield self._cell(state, [row for row in rows if row.state == state], most)
                yield "</tr>"
        yield "</tbody></table></div>"
        yield f'<h3>{self._text("reading")}</h3><dl class="legend">'
        for state in self.coverage.states:
            yield f"<div><dt>{self._state(state)}</dt><dd>{self._of(MEANING[state])}</dd></div>"
        for letter, label_ in SEVERITY.items():
            yield f"<div><dt>{self._severity(letter)}</dt><dd>{self._of(label_)}</dd></div>"
        yield "</dl></section>"

    def _cell(self, state: str, rows: list[Row], most: int) -> str:
        if not rows:
            return '<td class="none"><span aria-hidden="true">·</span></td>'
        shade = max(1, round(_SHADES * len(rows) / most))
        links = " ".join(
            f'<a href="#r{row.number}" title="{escape(row.duty.title.of(self.lang))}">{row.number}</a>' for row in rows
        )
        return f'<td class="{state} s{shade}"><b>{len(rows)}</b><span class="nos">{links}</span></td>'

    def _chapter(self, name: str, title: str, rows: tuple[Row, ...]) -> Iterator[str]:
        yield f'<section aria-labelledby="c-{name}"><h2 id="c-{name}">{escape(title)}</h2><table class="rows">'
        yield "<thead><tr>"
        for column in ("duty", "act", "regulation", "difference"):
            yield f'<th scope="col">{self._text(column)}</th>'
        yield "</tr></thead><tbody>"
        for row in rows:
            yield from self._row(row)
        yield "</tbody></table></section>"

    def _row(self, row: Row) -> Iterator[str]:
        duty = row.duty
        yield f'<tr id="r{row.number}" class="{row.state}"><th scope="row"><span class="no">{row.number}</span>'
        yield f'<span class="name">{escape(duty.title.of(self.lang))}</span>'
        if duty.kind != "duty":
            yield f"<small>{self._text(duty.kind)}</small>"
        yield f'<span class="marks">{self._state(row.state)}{self._severity(row.severity)}</span></th>'
        yield f'<td data-label="{self._text("act")}">{self._clauses(row.statute_clauses)}</td>'
        yield f'<td data-label="{self._text("regulation")}">{self._own(row)}</td>'
        yield f'<td data-label="{self._text("difference")}">'
        yield from self._differences(row)
        yield "</td></tr>"

    def _own(self, row: Row) -> str:
        absent = row.state in (SILENT, UNREAD, "elsewhere")
        near = f'<p class="note">{self._text("near")}</p>' if absent and row.text_clauses else ""
        listed = self._clauses(row.text_clauses) if row.text_clauses else f'<p class="note">{self._text("nothing")}</p>'
        handed = ""
        if row.refers and row.state != "ruled":
            handed = f'<p class="note">{self._text("handed").format(clauses=", ".join(map(escape, row.refers)))}</p>'
        return near + listed + handed

    def _clauses(self, ids: Iterable[str]) -> str:
        known = [each for each in ids if each in self.coverage.wording]
        shown = "".join(f"<li><b>{escape(c)}</b> {self._of(self.coverage.wording[c])}</li>" for c in known[:_SHOWN])
        rest = known[_SHOWN:]
        more = f'<li class="note">{escape(", ".join(rest))}</li>' if rest else ""
        return f'<ul class="clauses">{shown}{more}</ul>'

    def _differences(self, row: Row) -> Iterator[str]:
        if row.findings:
            yield '<ul class="findings">'
            yield from (self._finding(each) for each in row.findings)
            yield "</ul>"
        if row.traps:
            yield f"<h4>{self._text('traps')}</h4>{self._traps(row.traps)}"
        if row.settle:
            settle = "".join(f"<li>{self._of(each)}</li>" for each in row.settle)
            yield f'<h4>{self._text("settle")}</h4><ul class="settle">{settle}</ul>'
        if not (row.findings or row.traps or row.settle):
            yield f'<p class="note">{self._of(MEANING["ruled"])}</p>'

    def _finding(self, finding: Finding) -> str:
        examples = ""
        if finding.witness.ja:
            shown = [finding.witness, *finding.also][:_SHOWN]
            listed = "".join(f"<li>{self._of(each)}</li>" for each in shown)
            rest = 1 + len(finding.also) - len(shown)
            more = f"<li>{self._text('more').format(n=rest)}</li>" if rest > 0 else ""
            examples = f'<div class="eg"><span>{self._text("witness")}</span><ul>{listed}{more}</ul></div>'
        sign = f'<span class="sign {finding.state}" aria-hidden="true">{SIGN[finding.state]}</span>'
        return f"<li>{sign}<div>{self._of(finding.says)}{examples}</div></li>"

    def _traps(self, traps: Iterable[Trap]) -> str:
        return (
            '<ul class="traps">'
            + "".join(
                f"<li>{self._severity(t.severity)} {escape(t.says.of(self.lang))} "
                f"<small>{escape(t.id)}{': ' if t.clauses else ''}{escape(', '.join(t.clauses))}</small></li>"
                for t in traps
            )
            + "</ul>"
        )

    def _unplaced(self) -> Iterator[str]:
        if self.coverage.unplaced:
            yield f'<section aria-labelledby="rest"><h2 id="rest">{self._text("unplaced")}</h2>'
            yield f"{self._traps(self.coverage.unplaced)}</section>"

    def _state(self, state: str) -> str:
        sign = f'<span aria-hidden="true">{SIGN[state]}</span>'
        return f'<span class="chip {state}">{sign} {self._of(STATE[state])}</span>'

    def _severity(self, severity: str | None) -> str:
        if severity is None:
            return ""
        return f'<span class="sev sev-{severity}"><span class="vh">{self._text("severity")} </span>{severity}</span>'
