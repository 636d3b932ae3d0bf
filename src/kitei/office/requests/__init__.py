"""Requests (開示等の請求), appeals (不服申立て), complaints (苦情): what people ask, and the answers.

- `models`: drafts, links, proofs seen, third parties, fees, what was handed over. `services`: every act.
- `queries`: status by number and secret, what may be answered and with which paper filled how far.
- `books`: what the office's folders say about papers (`kitei.filings`). Cases themselves are of `kitei.office.cases`.
"""
