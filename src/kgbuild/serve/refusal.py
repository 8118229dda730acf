"""A request that is not answered, and why."""


class Refusal(Exception):  # noqa: N818
    """A fault of the client or a limit of the server: the HTTP status, what is wrong, and what to do about it.

    `again` is after how many seconds it may be asked again, 0 for whenever.
    """

    def __init__(self, status: int, message: str, hint: str = "", again: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint
        self.again = again
