"""From a neutral stream of lines to a document: the one entrance to this room."""

from __future__ import annotations

from collections.abc import Sequence

from kitei.regulations.importing.finding.landmarks import is_footer, text_at, title_like, title_of
from kitei.regulations.importing.finding.markers import markers
from kitei.regulations.importing.finding.plan import Plan, plan
from kitei.regulations.importing.model import Block, Document, Doubt, Kind, Line, Node, Source
from kitei.regulations.importing.structure.back import back
from kitei.regulations.importing.structure.drafts import Draft
from kitei.regulations.importing.structure.front import front, preamble_of
from kitei.regulations.importing.structure.main import Articles
from kitei.regulations.importing.structure.outline import Outline
from kitei.regulations.importing.wording.joining import runs_on

_FEW = 0.02  # list numbers for each line below which a text is taken to have lost them
_MANY_LINES = 1.4  # lines for each article from which it has more than one paragraph


def recognise(source: Source) -> tuple[Document, list[Doubt]]:
    """The tree of a document and everything a person should look at."""
    blocks = source.blocks
    found = plan(blocks)
    if not _has_articles(found):
        return _notice(blocks)
    articles = Articles(blocks, found)
    main = articles.main()
    if _lost_numbers(found, articles):
        articles = Articles(blocks, found, unnumbered=True)
        main = articles.main()
        articles.doubts.append(_inferred(blocks))
    head = front(blocks, found.main_start, found.skipped)
    wording = "\n".join(node.text for each in main for node in each.walk())
    tail, doubts = back(blocks, found, articles, wording, policy=head.policy)
    sort = _sort(head.title, policy=head.policy)
    document = Document(title=head.title, sort=sort, nodes=(*head.nodes, *main, *tail))
    return document, sorted({*articles.doubts, *doubts, *_gaps(found, blocks)})


def _has_articles(found: Plan) -> bool:
    strong = sum(1 for each in found.articles if each.heading.weight > 0)
    return strong > 1 or (strong == 1 and found.articles[0].heading.key == (1,))


def _lost_numbers(found: Plan, articles: Articles) -> bool:
    return articles.lines > _MANY_LINES * len(found.articles) + 10 and articles.accepted < _FEW * articles.lines


def _inferred(blocks: Sequence[Block]) -> Doubt:
    return Doubt(
        blocks[0].number,
        "numbers_inferred",
        "項・号の番号が印刷されていないため、文の形から推定しました",
        "paragraphs and items print no numbers; they were inferred from the form of the sentences",
    )


def _sort(title: str, *, policy: bool) -> str:
    if policy:
        return "policy_and_regulation"
    if title_like(title, "internal_rules"):
        return "internal_rules"
    return "statute" if title_like(title, "statute") else "regulation"


def _gaps(found: Plan, blocks: Sequence[Block]) -> list[Doubt]:
    """Article numbers left out in the main provision."""
    doubts = []
    for before, after in zip(found.articles, found.articles[1:], strict=False):
        if after.heading.key[0] > before.heading.until[0] + 1:
            label = after.heading.label
            doubts.append(
                Doubt(
                    blocks[after.heading.at].number,
                    "article_missing",
                    f"{label}の前の条がありません",
                    f"an article is missing before {label}",
                )
            )
    return doubts


def _notice(blocks: Sequence[Block]) -> tuple[Document, list[Doubt]]:
    """A document without articles: a title, a preamble, numbered sections, a footer."""
    at = next((place for place in range(len(blocks)) if text_at(blocks, place)), 0)
    first = text_at(blocks, at)
    title = (title_of(first) or first.text) if first else ""
    end = _notice_footer(blocks)
    draft = Draft(Kind.PREAMBLE)
    outline = Outline(draft, numbered=False, kinds=(Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM))
    outline.feed(blocks[at + 1 : end])
    nodes = (
        [Node(kind=Kind.TITLE, text=title, lines=(blocks[at].number, blocks[at].number))] if title and blocks else []
    )
    if draft.lines:
        nodes.append(preamble_of(draft.lines))
    nodes += [_captioned(child.freeze()) for child in draft.children]
    if end < len(blocks):
        nodes.append(_notice_foot([block for block in blocks[end:] if isinstance(block, Line)]))
    return Document(title=title, sort="notice", nodes=tuple(nodes)), sorted(outline.doubts)


def _captioned(node: Node) -> Node:
    """A section of a notice: its first line is its heading where more follows."""
    head, line_feed, rest = node.text.partition("\n")
    if node.text and (line_feed or node.children) and not head.endswith("。"):
        return Node(
            kind=node.kind,
            number=node.number,
            label=node.label,
            caption=head,
            text=rest,
            grids=node.grids,
            children=node.children,
            lines=node.lines,
        )
    return node


def _notice_footer(blocks: Sequence[Block]) -> int:
    end = len(blocks)
    for at in range(len(blocks) - 1, 0, -1):
        line, above = text_at(blocks, at), text_at(blocks, at - 1)
        if line is None:
            break
        if is_footer(line) and not markers(line) and not (above and runs_on(above.text)):
            end = at
        elif end < len(blocks) or markers(line) or line.text.endswith("。"):
            break
    return end


def _notice_foot(lines: Sequence[Line]) -> Node:
    children = tuple(
        Node(kind=Kind.FOOTER, number=str(place), text=line.text, lines=(line.number, line.number))
        for place, line in enumerate(lines, 1)
    )
    return Node(kind=Kind.FOOTER, children=children, lines=(lines[0].number, lines[-1].number))
