"""From lines to a tree: regions, articles, lists, appendices. Every decision is made from the text, by data tables."""
