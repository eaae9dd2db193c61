"""Page 2: the way to Seller Central, in the browser or by Amazon's consent page in the program. Saves nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent

from lmb_desktop.core.account import Method, SellerGrant
from lmb_desktop.pages import authorise_news as news
from lmb_desktop.pages.consent_troubles import Remedy, Trouble, request_text, troubles
from lmb_desktop.pages.seller_central_link import NOT_OPENED
from lmb_desktop.pages.seller_central_view import SellerCentralView
from lmb_desktop.pages.session import PageParts, WizardSession


class SellerCentralPage(SellerCentralView):
    """Send the user to Seller Central and say what to bring back, or let Amazon bring it by itself."""

    authorised = Signal()
    """Amazon gave its consent: Next is the thing to do, and gets the focus."""
    own_app_wanted = Signal()
    """The seller's own app is to be used; its fields stand on the next page."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__(session, parts)
        self._painted: tuple[str, str, Method, SellerGrant | None] | None = None
        self._connect()

    def initializePage(self) -> None:
        """Show the address and the steps for the draft's region and method."""
        self._show_draft()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what fits the draft; Back brings no initializePage, and the region may have changed on page 3."""
        super().showEvent(event)
        if not event.spontaneous() and self.draft.region:
            self._show_draft()

    def stop_work(self) -> None:
        """End a consent that is under way, and its page."""
        super().stop_work()
        if self.panel.is_busy:
            self.panel.stop()
            self.notice.show_nothing()

    def _connect(self) -> None:
        self.visit_button.clicked.connect(self._visit)
        self.copy_button.clicked.connect(self._copy_link)
        self.ways.method_chosen.connect(self._on_method_chosen)
        self.ways.here_wanted.connect(self._authorise_here)
        self.trouble_menu.chosen.connect(self._on_trouble_chosen)
        self.panel.authorised.connect(self._on_authorised)
        self.panel.page_failed.connect(self._on_page_failed)
        self.panel.app_credentials_wanted.connect(self._ask_for_credentials)

    def _show_draft(self) -> None:
        draft = self.draft
        seen = (draft.account_id, draft.region, draft.method, draft.consent)
        is_other, self._painted = self._painted != seen, seen
        if is_other:
            self.is_here = draft.consent is not None
        self.paint()
        if is_other:
            self._show_arrival()

    def _show_arrival(self) -> None:
        """Show what the draft alone calls for: a consent, another region, MWS."""
        is_other_region = self.draft.previous_region not in ("", self.draft.region)
        if self.draft.consent is not None:
            news.show_authorised(self.notice, self.draft.consent.seller_id)
            self.act.offer(news.AUTHORISED, self._use_the_token)
        elif is_other_region and not self.draft.is_visited:
            news.show_region_changed(self.notice, self.region.name)
        elif self.draft.method is Method.MWS:
            news.show_mws_closed(self.notice)
            self.act.offer(news.MWS_CLOSED, self._use_the_token)
        else:
            self.notice.show_nothing()

    def _visit(self) -> None:
        if self.link.open(self.draft):
            self._note_visit()
            self.link.show_opened(self.notice)
        else:
            self.link.show_not_opened(self.notice, self.draft)
            self.act.offer(NOT_OPENED, self._copy_link)

    def _copy_link(self) -> None:
        self.link.copy(self.draft)
        self._note_visit()
        self.link.show_copied(self.notice)

    def _note_visit(self) -> None:
        self.set_draft(self.draft.with_visit())
        self.main_step_changed.emit()

    def _on_method_chosen(self, method: Method) -> None:
        if method is self.draft.method:
            return
        self.set_draft(self.draft.with_method(method))
        self._show_draft()
        self.main_step_changed.emit()

    def _use_the_token(self) -> None:
        self.set_draft(self.draft.without_consent().with_method(Method.SP_API))
        self._show_draft()
        self.main_step_changed.emit()

    def _authorise_here(self) -> None:
        self._start_here(is_draft=False)

    def _start_here(self, *, is_draft: bool) -> None:
        self.is_here = True
        self.panel.start(self.draft.region, is_draft=is_draft)
        self.paint()

    def _on_authorised(self, grant: SellerGrant) -> None:
        self.set_draft(self.draft.with_consent(grant))
        self._show_draft()
        self.main_step_changed.emit()
        self.authorised.emit()

    def _on_page_failed(self, code: str) -> None:
        self._show_trouble(troubles(self.region.name, is_here=True)[code])

    def _on_trouble_chosen(self, name: str) -> None:
        can_be_here = self.parts.settings().offers_consent
        self._show_trouble(troubles(self.region.name, is_here=self.is_here, can_be_here=can_be_here)[name])

    def _show_trouble(self, trouble: Trouble) -> None:
        acts: dict[Remedy, Callable[[], None]] = {
            Remedy.COPY_REQUEST: self._copy_request,
            Remedy.APP_CREDENTIALS: self._ask_for_credentials,
            Remedy.AS_DRAFT: lambda: self._start_here(is_draft=True),
            Remedy.AGAIN: self._authorise_here,
            Remedy.VISIT: self._visit_apps,
            Remedy.OWN_APP: self._use_own_app,
            Remedy.COPY_LINK: self._copy_link,
        }
        said = trouble.message
        extra = self.link.label(self.draft) if trouble.remedy is Remedy.COPY_REQUEST else None
        self.notice.show_bad(
            said.title,
            said.text,
            message_id=said.id,
            action=said.action,
            action_icon="opens-outside" if trouble.remedy is Remedy.VISIT else "",
            extra=extra,
            help_at=said.help_at,
        )
        self.act.offer(said.id, acts.get(trouble.remedy, self.notice.show_nothing))

    def _visit_apps(self) -> None:
        """Go to Develop apps for a refresh token, whatever was begun before."""
        self._bring_token()
        self._visit()

    def _use_own_app(self) -> None:
        self._bring_token()
        self.set_draft(self.draft.with_own_app(True))
        self.notice.show_nothing()
        self.own_app_wanted.emit()

    def _bring_token(self) -> None:
        self.set_draft(self.draft.without_consent().with_method(Method.SP_API))
        self.is_here = False
        self._show_draft()

    def _ask_for_credentials(self) -> None:
        self.app_credentials_wanted.emit("amazon")

    def _copy_request(self) -> None:
        QGuiApplication.clipboard().setText(request_text(self.region.name, self.link.url(self.draft)))
        news.show_request_copied(self.notice)
