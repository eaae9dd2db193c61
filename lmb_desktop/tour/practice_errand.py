"""What the person fetches from Practice Seller Central: a token and the Seller ID, while the windows stay alive."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urljoin

from lmb_desktop.tour.errand import Browser

MERCHANT_TOKEN = "/sw/AccountInfo/MerchantToken/step/MerchantToken"


@dataclass(frozen=True)
class Brought:
    """What was copied in Seller Central; made-up, so it is no secret."""

    seller_id: str
    token: str


def fetch_details(console_url: str, *, email: str, password: str, region: str) -> Future[Brought]:
    """Run the errand on a thread of its own."""
    pool = ThreadPoolExecutor(1, "errand")
    fetched = pool.submit(_run, console_url, email=email, password=password, region=region)
    pool.shutdown(wait=False)
    return fetched


def _run(console_url: str, *, email: str, password: str, region: str) -> Brought:
    browser = Browser()
    page = browser.open(console_url)
    page = browser.submit(page, "sign-in", email=email, password=password)
    page = browser.open(urljoin(page.url, page.links["authorise"]))
    page = browser.submit(page, f"authorise-app-{region}")
    token = page.texts["refresh-token"]
    base = console_url.split("/sellingpartner/")[0]
    merchant = browser.open(base + MERCHANT_TOKEN)
    return Brought(merchant.texts[f"seller-id-{region}"], token)
