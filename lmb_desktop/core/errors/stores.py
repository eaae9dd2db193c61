"""What can go wrong with the keyring and the account list. Facts only, no sentences."""

from __future__ import annotations

from lmb_desktop.core.errors.family import LmbError


class SecretStoreError(LmbError):
    """The keyring did not do its part."""

    slug = "keyring"


class SecretStoreMissing(SecretStoreError):
    """There is no usable keyring on this computer."""

    slug = "keyring-missing"


class SecretStoreLocked(SecretStoreError):
    """The keyring is locked."""

    slug, retry = "keyring-locked", True


NO_KEYRING = (SecretStoreMissing, SecretStoreLocked)
"""The two in which the user may choose to keep a secret in memory until the program quits."""


class SecretStoreRefused(SecretStoreError):
    """The keyring did not keep the entry."""

    slug = "keyring-refused"


class SecretStoreSlow(SecretStoreError):
    """The keyring did not answer in time."""

    slug, retry = "keyring-slow", True


class SecretTooLong(SecretStoreError):
    """The secret is longer than eight keyring entries hold. Facts: length, limit (characters)."""

    slug = "secret-too-long"


class SecretLost(SecretStoreError):
    """The entry is no longer in the keyring."""

    slug = "secret-lost"


class SecretNotKept(SecretLost):
    """The secret was held in memory by a program that has ended."""

    slug = "secret-not-kept"


class StoreError(LmbError):
    """The account list did not do its part."""

    slug = "store"


class StoreBusy(StoreError):
    """Another program is writing the account list."""

    slug, retry = "store-busy", True


class StoreDamaged(StoreError):
    """The account list cannot be read. Facts: place."""

    slug = "store-damaged"


class StoreTooNew(StoreError):
    """The account list was written by a newer version. Facts: step."""

    slug = "store-too-new"


class DiskFull(StoreError):
    """There is no space left on the disk."""

    slug = "disk-full"


class FolderNotWritable(StoreError):
    """The data folder cannot be written or is not there. Facts: place, reason."""

    slug = "folder-not-writable"


class AccountFileUnusable(StoreError):
    """A file of accounts from another computer cannot be used. Facts: place, problem."""

    slug = "account-file-unusable"


class AccountFileElsewhere(AccountFileUnusable):
    """The accounts of a file belong elsewhere. Facts: place, kind (practice, live, sandbox, production)."""

    slug = "account-file-of-practice"


class DuplicateAccount(StoreError):
    """This seller in this region is there already. Facts: account_id, name, seller_id, region, client."""

    slug = "duplicate-account"


class NameTaken(StoreError):
    """Another account has this name. Facts: name."""

    slug = "name-taken"


class NoSuchAccount(StoreError):
    """No account has this id or name. Facts: name."""

    slug = "no-such-account"


class AccountGone(NoSuchAccount):
    """The account that something was to be done with was deleted meanwhile, elsewhere."""

    slug = "account-gone"


class LinkGone(NoSuchAccount):
    """The ledger connection that something was to be done with was ended meanwhile, elsewhere."""

    slug = "link-gone"
