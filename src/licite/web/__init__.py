"""Everything the screens are made of: frame, elements, colours, forms, error pages, security headers.

Promises: no page needs script, no page holds inline script or style, no text is below 4.5:1, no error page
asks the database. This room knows no person and no right; it draws what others have decided to show.

**A page** extends ``web/base.html`` (a signed-in member) or ``web/bare.html`` (sign-in, public, errors).
Blocks of base: ``title``, ``styles``, ``scripts``, ``nav``, ``top``, ``head`` (made of ``heading``,
``subheading``, ``head_actions``), ``content``. Blocks of bare: ``title``, ``styles``, ``scripts``,
``heading``, ``content``, ``footer``. Context of the frame, all optional: ``nav`` (a list of
``parts.NavGroup``), ``nav_home`` (address of the brand), ``nav_member`` (``parts.NavMember``), ``nav_search``
(``parts.Search``).

**Elements** are the tags of ``templatetags/web.py``, each documented there (``{% load web %}``).

**Rows of long lists are written flat**, without tags, from these classes:

=====================  =============================================================================
table                  ``<table class="table">`` in ``<section class="card">``; ``<td class="name">`` first
on a phone             a row becomes a card: give every ``<td>`` but the first ``data-l="Label"``
second line of a cell  ``<small>…</small>`` (a block inside ``td``)
number column          ``class="number"`` on ``th`` and ``td``
chip                   ``<span class="chip chip--yes|care|no|blue|sealed">…</span>``, plain without variant
masked value           ``marks.masked(text)``, or ``<span class="masked">…</span>`` where the heading says so
revealed value         ``<span class="revealed" data-until="ISO time">…<small data-left></small></span>``:
                       emptied at its end by licite.js
beside a form          the same inside ``<span class="minute" data-for="{{ until|seconds_left }}">``, followed by
                       ``<span class="masked-again">…</span>``: where no script runs the sheet hides it, and what is
                       being typed stays
lights                 ``marks.lights([("tel", "yes"), ("sms", "no")])``, made once and put in the row
progress               ``<progress class="progress progress--care" max="100" value="28">28 %</progress>``
filter pill            ``<a class="filter" aria-current="true">``
=====================  =============================================================================
"""
