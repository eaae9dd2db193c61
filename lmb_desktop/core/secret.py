"""Secret: text that never prints itself. Only gateways take its value out, by `reveal`."""

from __future__ import annotations

DOTS = "••••"


class Secret:
    """Hold a token, code or password so that it cannot slip into a log, a title or a traceback."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """Return the value itself; a name to search for, used where it is sent or stored."""
        return self.__value

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __len__(self) -> int:
        return len(self.__value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        # It loads the system's cryptography, which no window needs to be painted.
        from hmac import compare_digest

        return compare_digest(_bytes(self.__value), _bytes(other.__value))

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __repr__(self) -> str:
        return f"Secret({DOTS})"

    def __str__(self) -> str:
        return DOTS

    def __format__(self, format_spec: str) -> str:
        return DOTS

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        # Pickles and deep copies carry dots: a secret never leaves the process by accident.
        return (Secret, (DOTS,))


def _bytes(value: str) -> bytes:
    # Half a character, as broken clipboards bring it, is compared like any other.
    return value.encode("utf-8", "surrogatepass")


EMPTY = Secret("")
"""No secret at all."""
