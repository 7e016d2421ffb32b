"""Drafts: authored Word templates, compiled once, filled for each agency, as documents and as pages for the website.

``authoring`` makes the templates that the office may edit; ``template`` compiles and fills one, ``faults`` says where a
mistake in one stands; ``tables`` and ``web`` paint the official tables; ``comments`` sets what is doubted beside the
text; ``draft`` gathers what a draft says.
"""
