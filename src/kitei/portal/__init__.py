"""The portal (floor 4): pages for the persons whose data are held; Japanese and English, without JavaScript too.

One page, one room. A page reads the law as data, calls one function of the office, and answers; what differs between
institutions is in their folders.
"""
