"""Word drafts: authored templates, compiled once, filled for each agency.

``authoring`` makes the templates that the office may edit; ``template`` compiles and fills one; ``tables`` paints the
official tables; ``draft`` and ``scope`` gather what a draft says.
"""
