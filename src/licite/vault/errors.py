"""What can go wrong with keys. No message ever holds a key or a value."""


class RingError(Exception):
    """The key ring cannot be used as asked."""


class RingExposed(RingError):
    """Someone other than its owner may read or write the ring's file."""


class RingDamaged(RingError):
    """The file is not a ring, or not one this version understands."""


class WrongPassphrase(RingError):
    """The copy does not open: wrong passphrase, or a copy that was altered."""


class PassphraseTooShort(RingError):
    """A copy leaves the machine, so its passphrase is all that protects it."""


class RetirementRefused(RingError):
    """This generation is active, unknown, or of a class that never retires."""
