"""Finding what counts: numbers, headings, captions, landmarks; and the plan of a document made of them."""
