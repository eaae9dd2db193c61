"""Reauthorising: ask Amazon again for an account, which must stay the same seller. Its app's kept secret stays here."""

from __future__ import annotations

from dataclasses import replace

from lmb_desktop.core.account import Account, SellerApp, SellerCredentials, SellerIdentity, is_same_seller
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.errors import AccountGone, SecretLost, SellerIdDiffers, WrongSeller
from lmb_desktop.core.kept_secret import seller_credentials
from lmb_desktop.core.verifying import Verifying


class Reauthorising:
    """Verify fresh credentials of an account that exists; every method is slow work and belongs off the GUI thread.

    An own app without a client secret means the secret that is kept for the account, and no token the one that is
    kept: they are filled in here, from the keyring, and handed to nobody else.
    """

    def __init__(self, ports: ConnectionPorts, verifying: Verifying) -> None:
        self._ports = ports
        self._verifying = verifying

    def verify(self, account_id: str, credentials: SellerCredentials, cancel: CancelToken) -> SellerIdentity:
        """Ask Amazon; raises WrongSeller when it is another seller, what Verify raises, and SecretStoreError."""
        account = self._account(account_id)
        complete = self.completed(account, credentials)
        cancel.raise_if_cancelled()
        try:
            identity = self._verifying.verify(complete, cancel)
        except SellerIdDiffers as error:
            raise self._wrong(account, error.fact("found"), details=error.details) from error
        if identity.seller_id != account.seller_id:
            raise self._wrong(account, identity.seller_id)
        return identity

    def keeps_app_secret(self, account_id: str) -> bool:
        """Tell whether the secret of the account's own app lies in the keyring; raises SecretStoreError if locked."""
        account = self._account(account_id)
        if not account.own_client_id:
            return False
        try:
            self._kept_app(account)
        except SecretLost:
            return False
        return True

    def completed(self, account: Account, credentials: SellerCredentials) -> SellerCredentials:
        """Return the credentials with the kept secret where its app is meant; raises SecretStoreError, SecretLost."""
        own = credentials.own_app
        if not credentials.token:
            # A token belongs to the app it was made for.
            if own is None or own.client_id != account.own_client_id:
                raise SecretLost
            credentials = replace(credentials, token=self._kept(account).token)
        if own is None or own.client_secret:
            return credentials
        if own.client_id != account.own_client_id:
            raise SecretLost
        return replace(credentials, own_app=self._kept_app(account))

    def _kept_app(self, account: Account) -> SellerApp:
        kept = self._kept(account).own_app
        if kept is None:
            raise SecretLost
        return kept

    def _kept(self, account: Account) -> SellerCredentials:
        if not account.seller_slot:
            raise SecretLost
        return seller_credentials(self._ports.secrets.get(account.id, account.seller_slot), account)

    def _wrong(self, account: Account, got: str, *, details: str = "") -> WrongSeller:
        """Return the refusal of another seller, which says where in the program that one is connected."""
        accounts = self._ports.store.holdings().accounts
        known = next((one for one in accounts if is_same_seller(one, got, account.region)), None)
        facts = {"expected": account.seller_id, "got": got}
        if known is not None:
            facts["known_as"] = f"{known.name} ({known.client})" if known.client else known.name
        return WrongSeller(**facts, details=details)

    def _account(self, account_id: str) -> Account:
        account = self._ports.store.account(account_id)
        if account is None:
            raise AccountGone
        return account
