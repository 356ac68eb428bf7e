"""Where each member's day stands."""

from licite.inventory.declare import DATE, MEMBER, SETTING, About, Ends, Holding, Recipients

DAY = Holding(
    model="people.Day",
    about=About.MEMBER,
    path="member",
    recipients=Recipients.ONESELF,
    ends=Ends.KEPT,
    why="when a member last looked at the own day and its reminders, and a setting of theirs; the next visit writes over it",
    fields={"member": MEMBER, "since": DATE, "visited_at": DATE, "mails": SETTING, "reminded_to": DATE},
)
