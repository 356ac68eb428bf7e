"""The pages for persons outside: no account, no cookie needed, the same for everybody.

Whether an address is in the base is nobody's to learn here: a form answers the same bytes by the same statements for
every address, and a link opens the same page for whoever has a record and whoever has none. A page never acts on GET,
because mail scanners follow links (RFC 8058, section 3); the one-click stop acts on POST alone, without cookie, login
or redirect.

E-mail only: the link goes to the address that was typed, so nobody can refuse in another's place. A phone can be sent
no link yet, and to take a number at its typed word would let anyone silence anyone: a person refuses calls for the
records of their e-mail on this page, or says so to whoever calls, or writes to the keeper of the list, who adds it.
"""
