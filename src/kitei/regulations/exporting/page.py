"""The consolidated text, and the comparison of two texts, as a web page without scripts or foreign files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kitei.regulations.exporting.comparing import Change, Piece
from kitei.regulations.exporting.reading import Printed

_STYLE = """
body {
  font-family: "Noto Serif JP", "Hiragino Mincho ProN", "Yu Mincho", serif; line-height: 1.9; color: #1a1a1a;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
}
body.wide { max-width: 80rem; }
h1 { font-size: 1.5rem; text-align: center; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
h3, h4 { font-size: 1.05rem; }
.caption { margin: 1.2rem 0 0; }
.provision { margin: 0; text-indent: -1em; padding-left: 1em; }
.d1 { margin-left: 1.5em; }
.d2 { margin-left: 3em; }
.d3 { margin-left: 4.5em; }
.note { text-align: right; margin: 0; }
.paraphrase { border-left: 4px solid #8a5a00; padding: .3rem 1rem; background: #fff6e0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #767676; padding: .3rem .6rem; }
th, td { vertical-align: top; text-align: left; white-space: pre-line; }
ins, del { text-decoration: underline; text-decoration-thickness: 2px; background: #fdf0c2; }
del { text-decoration: line-through; background: #fde2e2; }
@media print { body { max-width: none; } thead { display: table-header-group; } }
"""


def text_page(lines: Iterable[Printed], title: str, note: str = "") -> str:
    """The document as a page; `note` stands above it."""
    parts = [f'<p class="paraphrase" role="note">{escape(note)}</p>'] if note else []
    parts += [_line(line) for line in lines]
    return _page(title, "\n".join(parts), "")


def _page(title: str, body: str, kind: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body{kind}>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _line(line: Printed) -> str:
    text = escape(line.text)
    if line.sort in {"title", "heading"}:
        return f"<h{line.depth}>{text}</h{line.depth}>"
    if line.sort == "table":
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in line.table)
        return f"<table><tbody>{rows}</tbody></table>"
    if line.sort != "provision":
        return f'<p class="{line.sort}">{text}</p>'
    label = (
        f"<strong>{escape(line.label)}</strong>　"
        if line.label and line.depth == 0
        else f"{escape(line.label)}　"
        if line.label
        else ""
    )
    return f'<p class="provision d{min(line.depth, 3)}">{label}{text}</p>'


def changes_page(found: Iterable[Change], titles: tuple[str, str]) -> str:
    """新旧対照表: new on the left, old on the right, changed words marked."""
    rows = "".join(map(_row, found))
    head = "".join(f'<th scope="col">{name}</th>' for name in _columns(titles))
    table = f"<table><caption>下線は変更箇所</caption><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>"
    return _page("新旧対照表", f"<h1>新旧対照表</h1>\n{table}", ' class="wide"')


def _columns(titles: tuple[str, str]) -> tuple[str, str, str]:
    old, new = map(escape, titles)
    return "条項", f"改正後<br>{new}", f"改正前<br>{old}"


def _row(each: Change) -> str:
    head = escape(each.label or each.clause)
    return f'<tr><th scope="row">{head}</th><td>{_cell(each.new, "ins")}</td><td>{_cell(each.old, "del")}</td></tr>\n'


def _cell(pieces: Sequence[Piece], tag: str) -> str:
    return (
        "".join(f"<{tag}>{escape(piece.text)}</{tag}>" if piece.changed else escape(piece.text) for piece in pieces)
        or "（なし）"
    )
