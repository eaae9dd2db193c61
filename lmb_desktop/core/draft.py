"""AccountDraft: the answers given so far. Frozen; changing an early answer drops the later ones it made wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lmb_desktop.core.account import Method, SellerApp, SellerCredentials, SellerGrant, SellerIdentity
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import EMPTY, Secret


@dataclass(frozen=True)
class AccountDraft:
    """What the wizard knows. `account_id` is made with the draft, so that a half can be saved before the end."""

    account_id: str
    region: str = ""
    method: Method = Method.SP_API
    is_visited: bool = False
    client: str = ""
    name: str = ""
    is_name_edited: bool = False
    seller_id: str = ""
    token: Secret = EMPTY
    consent: SellerGrant | None = None
    """What Amazon's own page gave, while Seller ID and token are from there."""
    uses_own_app: bool = False
    own_client_id: str = ""
    own_client_secret: Secret = EMPTY
    identity: SellerIdentity | None = None
    is_seller_saved: bool = False
    link_id: str | None = None
    previous_region: str = ""

    @property
    def is_verified(self) -> bool:
        """Tell whether what stands in the fields now was confirmed and saved."""
        return self.identity is not None

    @property
    def own_app(self) -> SellerApp | None:
        """Return the seller's own app when it is used."""
        return SellerApp(self.own_client_id, self.own_client_secret) if self.uses_own_app else None

    @property
    def own_app_id(self) -> str:
        """Return the client ID of the seller's own app when Amazon is asked with it."""
        return self.own_client_id if self.uses_own_app and self.method is Method.SP_API else ""

    @property
    def credentials(self) -> SellerCredentials:
        """Return what Verify sends."""
        own_app = self.own_app if self.method is Method.SP_API else None
        is_id_proven = self.consent is not None and self.consent.is_id_proven
        return SellerCredentials(
            self.region, self.method, self.seller_id, self.token, own_app=own_app, is_id_proven=is_id_proven
        )

    def with_region(self, region: str) -> AccountDraft:
        """Choose the region; another one drops what belonged to the old one, the name and typed text stay."""
        if region == self.region:
            return self
        return replace(
            self.without_consent(),
            region=region,
            previous_region=self.region,
            is_visited=False,
            identity=None,
        )

    def with_region_found(self, region: str) -> AccountDraft:
        """Go to the region in which Amazon found the seller; what stands here is right for it, a consent too."""
        consent = self.consent
        moved = self.with_region(region).with_visit()
        return moved if consent is None else moved.with_consent(consent)

    def with_method(self, method: Method) -> AccountDraft:
        """Choose how Amazon is asked; another one undoes the verification."""
        if method is self.method:
            return self
        return replace(self.without_consent(), method=method, is_visited=False, identity=None)

    def with_visit(self) -> AccountDraft:
        """Note that the Seller Central page was opened or its link copied."""
        return replace(self, is_visited=True)

    def with_consent(self, consent: SellerGrant) -> AccountDraft:
        """Take over what Amazon's own page gave to this program's app; anything typed before gives way to it."""
        return replace(
            self,
            method=Method.SP_API,
            seller_id=consent.seller_id,
            token=consent.token,
            consent=consent,
            uses_own_app=False,
            identity=None,
        )

    def without_consent(self) -> AccountDraft:
        """Drop a consent with the Seller ID and the token that came of it; without one nothing changes."""
        if self.consent is None:
            return self
        return replace(self, seller_id="", token=EMPTY, consent=None, identity=None)

    def with_client(self, client: str) -> AccountDraft:
        """Say whom the account belongs to, nobody with an empty text; the verification stays."""
        return replace(self, client=client)

    def with_name(self, name: str, *, is_edited: bool = True) -> AccountDraft:
        """Name the account; the verification stays."""
        return replace(self, name=name, is_name_edited=is_edited)

    def with_credentials(
        self,
        *,
        seller_id: str | None = None,
        token: Secret | None = None,
        own_app: SellerApp | None = None,
    ) -> AccountDraft:
        """Take over typed credentials; anything new undoes the verification."""
        changed = replace(
            self,
            seller_id=self.seller_id if seller_id is None else seller_id,
            token=self.token if token is None else token,
            own_client_id=self.own_client_id if own_app is None else own_app.client_id,
            own_client_secret=self.own_client_secret if own_app is None else own_app.client_secret,
        )
        # What is typed is no longer what Amazon's own page gave.
        return self if changed == self else replace(changed, consent=None, identity=None)

    def with_own_app(self, uses_own_app: bool) -> AccountDraft:
        """Use the seller's own app, or the program's; a change undoes the verification."""
        return self if uses_own_app == self.uses_own_app else replace(self, uses_own_app=uses_own_app, identity=None)

    def with_seller(self, identity: SellerIdentity) -> AccountDraft:
        """Take over what Amazon confirmed, once it is saved."""
        return replace(self, identity=identity, is_seller_saved=True)

    def with_ledger(self, link_id: str) -> AccountDraft:
        """Note the link that was saved."""
        return replace(self, link_id=link_id)

    @classmethod
    def resumed(cls, view: AccountView) -> AccountDraft:
        """Return the draft with which the wizard carries an unfinished account on; its token stays in the keyring.

        A half whose secret was held in memory by a program that has ended must be entered again.
        """
        account = view.account
        identity = SellerIdentity(
            seller_id=account.seller_id,
            store_name=account.store_name,
            participations=account.participations,
            id_check=account.id_check,
            verified_at=account.seller_facts.last_ok or account.created_at,
        )
        is_kept = view.seller.state is not State.NOT_FINISHED
        return cls(
            account_id=account.id,
            region=account.region,
            method=account.method,
            is_visited=True,
            client=account.client or "",
            name=account.name,
            is_name_edited=True,
            seller_id=account.seller_id,
            uses_own_app=bool(account.own_client_id),
            own_client_id=account.own_client_id,
            identity=identity if is_kept else None,
            is_seller_saved=True,
            link_id=account.link_id if view.ledger.state is not State.NOT_FINISHED else None,
        )
