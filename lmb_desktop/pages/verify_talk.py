"""What page 3 shows of a Verify: the notice, the row of the button, and the act behind the notice's button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from lmb_desktop.core.account import SellerIdentity
from lmb_desktop.core.errors import RateLimited
from lmb_desktop.pages import spread_news
from lmb_desktop.pages import verify_news as news
from lmb_desktop.pages.credentials_form import CredentialsForm
from lmb_desktop.pages.spreading import Spread
from lmb_desktop.pages.verification import Stage, Verification
from lmb_desktop.pages.verify_refusals import Refusal, Remedy
from lmb_desktop.pages.verify_row import VerifyRow
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.notice_act import NoticeAct


class VerifyTalk(QObject):
    """Say how the verification goes; knows no draft."""

    def __init__(self, form: CredentialsForm, row: VerifyRow, act: NoticeAct) -> None:
        super().__init__(act)
        self._form = form
        self._row = row
        self._act = act
        self._notice = act.notice
        form.spread.connect(self._on_spread)
        form.file_dropped.connect(lambda: self._say(spread_news.show_file_dropped))

    def listen_to(self, verification: Verification) -> None:
        """Say what this verification tells from now on."""
        verification.begun.connect(self._on_begun)
        verification.answer_slow.connect(lambda: news.show_still_asking(self._notice))
        verification.keyring_slow.connect(lambda: news.show_keyring_slow(self._notice))
        verification.found.connect(lambda identity: news.show_found(self._notice, identity))
        verification.throttled.connect(self._on_throttled)
        verification.counted.connect(self._row.show_countdown)

    def show_nothing(self) -> None:
        """Go back to before: the fields can be edited, the notice is empty."""
        self._notice.show_nothing()
        self.offer_verify()

    def offer_verify(self) -> None:
        """Let the fields be edited, and Verify be pressed when they allow it."""
        self._form.set_read_only(False)
        is_quiet = self._notice.property("kind") == "none"
        self._row.show_ready(is_on=self._form.can_verify(), is_explained=is_quiet)

    def show_verified(self, identity: SellerIdentity, since: str) -> None:
        """Say what was confirmed, and since when."""
        self._form.set_read_only(False)
        self._row.show_verified(since)
        news.show_verified(self._notice, identity)

    def show_refusal(self, refusal: Refusal, acts: Mapping[Remedy, Callable[[], None]]) -> None:
        """Show what went wrong where it belongs, and go to the field at fault."""
        self._show_message(refusal, acts)
        self.offer_verify()
        field = self._form.field(refusal.field)
        if field is None:
            return
        if refusal.fault is not None:
            field.say(refusal.fault)
        if field.isVisible():
            field.line.setFocus()
            field.line.selectAll()

    def _show_message(self, refusal: Refusal, acts: Mapping[Remedy, Callable[[], None]]) -> None:
        said = refusal.message
        if said is None:
            self._notice.show_nothing()
            return
        self._act.offer(said.id, acts.get(refusal.remedy, self._notice.show_nothing))
        show = {"attention": self._notice.show_attention, "info": self._notice.show_info}
        show.get(said.kind, self._notice.show_bad)(
            said.title,
            said.text,
            message_id=said.id,
            action=said.action if refusal.remedy in acts else "",
            action_icon="opens-outside" if refusal.remedy in (Remedy.VISIT, Remedy.AUTHORISED_APPS) else "",
            details=said.details,
            help_at=said.help_at,
        )

    def _on_spread(self, spread: Spread) -> None:
        self._say(lambda notice: spread_news.show_spread(notice, spread))
        faulty = (field.line for field in self._form.shown_fields() if field.fault and field.fault.is_certain)
        next(faulty, self._row.button).setFocus()

    def _say(self, show: Callable[[Notice], None]) -> None:
        show(self._notice)
        self.offer_verify()

    def _on_begun(self, stage: Stage) -> None:
        if self._row.button.hasFocus():
            # Off, the button would hand the focus on to Back, and one Enter too many would leave the page.
            (self._form.name if self._form.token.isHidden() else self._form.token).line.setFocus()
        self._form.set_read_only(True)
        self._row.show_busy()
        if stage is Stage.ASKING:
            news.show_asking(self._notice)
        elif self._notice.property("kind") != "busy":
            news.show_saving(self._notice)

    def _on_throttled(self, error: RateLimited) -> None:
        news.show_throttled(self._notice, error)
