"""Japanese wording as printed: folding for matching, numerals, days, joining of lines, sentences."""
