"""How members come in, prove who they are and leave: accounts, second factors, sessions, invitations.

This room promises that nothing that opens an account rests in clear, that a second factor is asked outside
trusted networks, and that a leaver is shut out in one gesture. Its tables live in the login schema, which
the page's own database role cannot read.
"""
