"""The look all pages share: layout, parts, words, days, errors; what a page may load."""
