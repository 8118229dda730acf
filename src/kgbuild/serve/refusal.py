"""A request that is not answered, and why."""


class Refusal(Exception):  # noqa: N818
    """A fault of the client or a limit of the server: the HTTP status, what is wrong, and what to do about it."""

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint
