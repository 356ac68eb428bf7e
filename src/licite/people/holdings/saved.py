"""What members keep of a list."""

from licite.inventory.declare import CELL, DATE, ID, MEMBER, About, Ends, Holding, Recipients, sealed

VIEW = Holding(
    model="people.SavedView",
    about=About.MEMBER,
    recipients=Recipients.GRANTED,
    ends=Ends.KEPT,
    why="the member's own choices of a list; shared ones serve a portfolio after a member has left",
    fields={
        "id": ID,
        "public": ID,
        "member": MEMBER,
        "portfolio": CELL,
        "content": sealed("view"),
        "created_at": DATE,
        "changed_at": DATE,
    },
)
FIRST = Holding(
    model="people.FirstView",
    about=About.MEMBER,
    path="member",
    recipients=Recipients.ONESELF,
    ends=Ends.KEPT,
    why="which view a member's list opens in",
    fields={"member": MEMBER, "view": ID},
)
