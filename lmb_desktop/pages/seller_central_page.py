"""Page 2: the way to Seller Central. Opens or copies the region's page and shows what to do there; saves nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import Region
from lmb_desktop.pages.authorise_steps import method_name, steps_for, subtitle_for
from lmb_desktop.pages.consent_troubles import Remedy, Trouble, request_text, troubles
from lmb_desktop.pages.other_ways import OtherWays
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.seller_central_link import SellerCentralLink
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.pages.step_pictures import StepPictures
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.wrapping import WrappingLayout


class SellerCentralPage(AccountPage):
    """Send the user to Seller Central and say what to bring back."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__("sellerCentralPage", session, parts)
        self._link = SellerCentralLink(parts)
        self._painted: tuple[str, str, Method] | None = None
        self._act: Callable[[], None] = self._copy_link
        self.visit_button = _named(MainButton(self.tr("&Visit Seller Central")), "visitSellerCentralButton")
        self.copy_button = _named(MainButton(self.tr("&Copy link")), "copySellerCentralLinkButton")
        self.host = TextLabel("", role="small", muted=True)
        self.steps = StepPictures(steps_for(Method.SP_API))
        self.other_ways_button = LinkButton(self.tr("&Other ways to authorise"), chevron="opens")
        self.trouble_button = LinkButton(self.tr("It &did not work…"))
        self.ways = OtherWays()
        self.trouble_menu = QMenu(self)
        self._build()
        self._fill_trouble_menu()
        self._connect()

    def initializePage(self) -> None:
        """Show the address and the steps for the draft's region and method."""
        self._paint()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what fits the draft; Back brings no initializePage, and the region may have changed on page 3."""
        super().showEvent(event)
        if not event.spontaneous() and self.draft.region:
            self._paint()

    def isComplete(self) -> bool:
        """Next is always on: someone may have the details already."""
        return True

    def main_step(self) -> QPushButton | None:
        """Return Visit Seller Central until the page was opened or its link copied."""
        return None if self.draft.is_visited else self.visit_button

    def step_answer(self) -> str:
        """Return what the user brings back."""
        return method_name(self.draft.method)

    def settings_changed(self) -> None:
        """Show the address and developer that are configured now."""
        if self.draft.region:
            self._paint_facts()

    def _build(self) -> None:
        self.visit_button.setIcon(icon("opens-outside"))
        self.copy_button.setIcon(icon("copy"))
        for button, name in ((self.other_ways_button, "otherWaysButton"), (self.trouble_button, "didNotWorkButton")):
            button.setObjectName(name)
            button.setAccessibleIdentifier(name)
        self.other_ways_button.setCheckable(True)
        main, links = WrappingLayout(), WrappingLayout(between=24, below=4)
        for part in (self.visit_button, self.copy_button, self.host):
            main.addWidget(part)
        for link in (self.other_ways_button, self.trouble_button):
            links.addWidget(link)
        self.body.addLayout(main)
        self.body.addSpacing(20)
        self.body.addWidget(self.steps)
        self.body.addSpacing(12)
        self.body.addLayout(links)
        self.body.addWidget(self.ways)
        self.body.addStretch(1)
        self.ways.hide()
        self.hint.set_text(
            self.tr("Signed in to another seller account? Copy the link and open it in a private window.")
        )

    def _connect(self) -> None:
        self.visit_button.clicked.connect(self._visit)
        self.copy_button.clicked.connect(self._copy_link)
        self.other_ways_button.toggled.connect(self._unfold)
        self.trouble_button.clicked.connect(self._open_trouble_menu)
        self.ways.method_chosen.connect(self._on_method_chosen)
        self.ways.app_credentials_wanted.connect(lambda: self.app_credentials_wanted.emit("amazon"))
        self.notice.action_triggered.connect(lambda: self._act())

    @property
    def _region(self) -> Region:
        return self.parts.book.region(self.draft.region)

    def _paint(self) -> None:
        draft = self.draft
        self.set_titles(self.tr("Authorise in Seller Central"), subtitle_for(draft.method))
        self.steps.set_steps(steps_for(draft.method))
        self._paint_facts()
        if draft.method is Method.MWS:
            self.other_ways_button.setChecked(True)
        seen = (draft.account_id, draft.region, draft.method)
        if self._painted != seen:
            self._painted = seen
            self._show_arrival()

    def _paint_facts(self) -> None:
        self.host.setText(self._link.host(self.draft))
        self.ways.show_method(self.draft.method, self._region, self.parts.settings().amazon.mws)

    def _show_arrival(self) -> None:
        """Show what the draft alone calls for: the region was changed, or MWS was chosen."""
        is_other_region = self.draft.previous_region not in ("", self.draft.region)
        if is_other_region and not self.draft.is_visited:
            self.notice.show_info(
                self.tr("The region is now {region}").format(region=self._region.name),
                self.tr("Authorise again in its Seller Central. The account name is kept."),
                message_id="region-changed",
            )
        elif self.draft.method is Method.MWS:
            self._show_mws_closed()
        else:
            self.notice.show_nothing()

    def _show_mws_closed(self) -> None:
        self._act = lambda: self._on_method_chosen(Method.SP_API)
        self.notice.show_attention(
            self.tr("Amazon switched MWS off in 2024"),
            self.tr("Real Amazon accounts can no longer be connected this way. Use the refresh token instead."),
            message_id="mws-switched-off",
            action=self.tr("Use the refresh token"),
        )

    def _visit(self) -> None:
        if self._link.open(self.draft):
            self._note_visit()
            self._link.show_opened(self.notice)
        else:
            self._act = self._copy_link
            self._link.show_not_opened(self.notice, self.draft)

    def _copy_link(self) -> None:
        self._link.copy(self.draft)
        self._note_visit()
        self._link.show_copied(self.notice)

    def _note_visit(self) -> None:
        self.set_draft(self.draft.with_visit())
        self.main_step_changed.emit()

    def _unfold(self, is_open: bool) -> None:
        self.other_ways_button.set_chevron("opens-below" if is_open else "opens")
        self.ways.setVisible(is_open)
        if is_open and self.isVisible():
            QTimer.singleShot(0, self, self._bring_ways_into_view)

    def _bring_ways_into_view(self) -> None:
        scroll = self.findChild(PageScroll)
        if scroll is not None:
            scroll.ensureWidgetVisible(self.ways, 0, 0)

    def _on_method_chosen(self, method: Method) -> None:
        if method is self.draft.method:
            return
        self.set_draft(self.draft.with_method(method))
        self._paint()
        self.main_step_changed.emit()

    def _fill_trouble_menu(self) -> None:
        known = troubles("")
        for name in ("no-access", "individual-plan", "no-authorise"):
            self._add_trouble(self.trouble_menu, known[name])
        codes = QMenu(self.tr("The page shows an error code"), self.trouble_menu)
        self.trouble_menu.insertMenu(self.trouble_menu.actions()[1], codes)
        for name in ("MD1000", "MD5101", "MD9100", "other-code"):
            self._add_trouble(codes, known[name])

    def _add_trouble(self, menu: QMenu, trouble: Trouble) -> None:
        entry = menu.addAction(trouble.label)
        entry.setObjectName(f"trouble_{trouble.name}")
        entry.triggered.connect(lambda: self._show_trouble(troubles(self._region.name)[trouble.name]))

    def _open_trouble_menu(self) -> None:
        # `popup` returns at once; `exec`, and Qt's own menu button, would run a loop of their own.
        self.trouble_menu.popup(self.trouble_button.mapToGlobal(QPoint(0, self.trouble_button.height())))

    def _show_trouble(self, trouble: Trouble) -> None:
        remedies = {
            Remedy.COPY_REQUEST: self._copy_request,
            Remedy.APP_CREDENTIALS: lambda: self.app_credentials_wanted.emit("amazon"),
        }
        self._act = remedies.get(trouble.remedy, self._copy_link)
        said = trouble.message
        extra = self._link.label(self.draft) if trouble.remedy is Remedy.COPY_REQUEST else None
        self.notice.show_bad(said.title, said.text, message_id=said.id, action=said.action, extra=extra)

    def _copy_request(self) -> None:
        QGuiApplication.clipboard().setText(request_text(self._region.name, self._link.url(self.draft)))
        self.notice.show_info(
            self.tr("The request is copied"),
            self.tr("Paste it into a message to the account's owner. It contains no secret."),
            message_id="request-copied",
        )


def _named(button: MainButton, name: str) -> MainButton:
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button
