"""How page 2 shows a draft: buttons, steps and other ways as it has them, or Amazon's page instead. Does nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import Region
from lmb_desktop.pages.authorise_steps import by_hand_subtitle, method_name, steps_for, subtitle_for
from lmb_desktop.pages.consent_panel import ConsentPanel
from lmb_desktop.pages.ledger_suggestions import sign_in_parts
from lmb_desktop.pages.other_ways import OtherWays
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.seller_central_link import SellerCentralLink
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.pages.sign_in_place import SignInPlace
from lmb_desktop.pages.step_pictures import StepPictures
from lmb_desktop.pages.trouble_menu import TroubleMenu
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.notice_act import NoticeAct
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.wrapping import WrappingLayout


class SellerCentralView(AccountPage):
    """Show the way to Seller Central."""

    room_wanted = Signal(bool)
    """Amazon's page is shown in the page and would like more room, or no longer."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__("sellerCentralPage", session, parts)
        self.link = SellerCentralLink(parts)
        self.act = NoticeAct(self.notice)
        self.visit_button = _named(MainButton(self.tr("&Visit Seller Central")), "visitSellerCentralButton")
        self.copy_button = _named(MainButton(self.tr("&Copy link")), "copySellerCentralLinkButton")
        self.host = TextLabel("", role="small", muted=True)
        self.steps = StepPictures(steps_for(Method.SP_API))
        self.other_ways_button = LinkButton(self.tr("&Other ways to authorise"), chevron="opens")
        self.trouble_button = LinkButton(self.tr("It &did not work…"))
        self.ways = OtherWays()
        self.trouble_menu = TroubleMenu(self)
        self.panel = ConsentPanel(sign_in_parts(parts), parts.book, self.act)
        self.is_here = False
        """Amazon's page in the program was chosen, so the steps are those of this way."""
        self._place = SignInPlace(self, self.panel)
        self._place.room_wanted.connect(self.room_wanted)
        self._build()
        self._place.show_stage(Stage.CLOSED)
        self.other_ways_button.toggled.connect(self._unfold)
        self.trouble_button.clicked.connect(self._open_trouble_menu)
        self.panel.stage_changed.connect(self._on_stage_changed)
        self.panel.main_step_changed.connect(self.main_step_changed)
        self.panel.help_wanted.connect(self.help_wanted)

    def isComplete(self) -> bool:
        """Next is on, since someone may have the details already; only not while Amazon's page is open."""
        return not self.panel.is_busy

    def main_step(self) -> QPushButton | None:
        """Return Visit Seller Central until the page was opened or its link copied, or the way that was begun here."""
        if self.panel.stage is not Stage.CLOSED:
            return self.panel.main_step()
        if self.draft.consent is not None or self.draft.is_visited or self.panel.is_busy:
            return None
        return self.ways.here if self.is_here and self.ways.here.isVisibleTo(self) else self.visit_button

    def first_focus(self) -> QWidget | None:
        """Return the main step, or the field for what the browser brought."""
        return self.panel.first_focus() or self.main_step()

    def step_answer(self) -> str:
        """Return what the user brings back."""
        return method_name(self.draft.method, is_here=self.draft.consent is not None)

    def settings_changed(self) -> None:
        """Show the address and developer that are configured now."""
        if self.draft.region:
            self._paint_facts()

    @property
    def region(self) -> Region:
        """Return the region that was chosen."""
        return self.parts.book.region(self.draft.region)

    def paint(self) -> None:
        """Show what the draft has."""
        method = self.draft.method
        self._paint_titles()
        self.steps.set_steps(steps_for(method, is_here=self.is_here))
        self._paint_facts()
        if method is Method.MWS:
            self.other_ways_button.setChecked(True)

    def _paint_titles(self) -> None:
        if self.panel.stage is Stage.BROWSER:
            subtitle = by_hand_subtitle()
        else:
            subtitle = subtitle_for(self.draft.method, is_here=self.is_here)
        self.set_titles(self.tr("Authorise in Seller Central"), subtitle)

    def _paint_facts(self) -> None:
        settings = self.parts.settings()
        self.host.setText(self.link.host(self.draft))
        self.ways.show_method(self.draft.method, self.region, settings.amazon.mws)
        self.ways.show_here(is_offered=settings.offers_consent, is_busy=self.panel.is_busy)

    def _on_stage_changed(self) -> None:
        self._place.show_stage(self.panel.stage)
        self._paint_titles()
        self.ways.show_here(is_offered=self.parts.settings().offers_consent, is_busy=self.panel.is_busy)
        self.completeChanged.emit()
        wanted = self.panel.first_focus()
        if wanted is not None and self.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _unfold(self, is_open: bool) -> None:
        self.other_ways_button.set_chevron("opens-below" if is_open else "opens")
        self.ways.setVisible(is_open)
        if is_open and self.isVisible():
            QTimer.singleShot(0, self, self._bring_ways_into_view)

    def _bring_ways_into_view(self) -> None:
        scroll = self.findChild(PageScroll)
        if scroll is not None:
            scroll.ensureWidgetVisible(self.ways, 0, 0)

    def _open_trouble_menu(self) -> None:
        # `popup` returns at once; `exec`, and Qt's own menu button, would run a loop of their own.
        self.trouble_menu.popup(self.trouble_button.mapToGlobal(QPoint(0, self.trouble_button.height())))


def _named(button: MainButton, name: str) -> MainButton:
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button
