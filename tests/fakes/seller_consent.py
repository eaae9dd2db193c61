"""Amazon's consent page played by hand: attempts with a known state, and grants or errors as told."""

from __future__ import annotations

from dataclasses import dataclass, field

from lmb_desktop.core.account import SellerGrant
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_consent import ConsentAnswer, ConsentAttempt
from tests.fakes.window_ports import FixedClock, Gate, off_gui_thread

RETURN_PAGE = "https://books.example/amazon"


@dataclass
class FakeConsent:
    """Play Amazon behind the port SellerConsent."""

    clock: FixedClock
    token: Secret = field(default_factory=lambda: Secret("Atzr|given-here"))
    trouble: LmbError | None = None
    """Raised instead of the next grant."""
    begun: list[ConsentAttempt] = field(default_factory=list)
    drafts: list[bool] = field(default_factory=list)
    """For every attempt, whether the app was to be opened as a draft."""
    gate: Gate = field(default_factory=Gate)

    def begin(self, region: str, *, is_draft: bool = False) -> ConsentAttempt:
        """Return an attempt with a fresh state."""
        off_gui_thread()
        state = f"state-{len(self.begun) + 1}"
        attempt = ConsentAttempt(
            region=region,
            authorize_url=f"https://sellercentral.example/apps/authorize/consent?region={region}&state={state}",
            redirect_uri=RETURN_PAGE,
            state=Secret(state),
            issued_at=self.clock.now(),
        )
        self.begun.append(attempt)
        self.drafts.append(is_draft)
        return attempt

    def exchange(self, attempt: ConsentAttempt, answer: ConsentAnswer, cancel: CancelToken) -> SellerGrant:
        """Return the grant of the seller that the answer names, or raise."""
        off_gui_thread()
        self.gate.pass_through(cancel)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return SellerGrant(answer.seller_id, self.token, is_id_proven=answer.is_named_by_amazon)

    def address(self, seller_id: str) -> str:
        """Return the address that Amazon leads to when this seller agrees to the newest attempt."""
        state = self.begun[-1].state.reveal()
        return f"{RETURN_PAGE}?spapi_oauth_code=code&selling_partner_id={seller_id}&state={state}"
