"""Addresses of Seller Central as the program opens them."""

from urllib.parse import urlencode

REGISTER = "/seller-central/gp/mws/registration/register.html"
CONSOLE = "/seller-central/sellingpartner/developerconsole"
MERCHANT = "/seller-central/sw/AccountInfo/MerchantToken/step/MerchantToken"


def register_address(settings, region="europe"):
    query = {"signInPageDisplayed": "1", "devAuth": "1", "developerName": settings["amazon"]["mws"]["developer_name"]}
    return f"{REGISTER}?{urlencode(query | {'devMWSAccountId': settings['amazon']['mws']['developer_ids'][region]})}"


def consent_address(settings, **changed):
    amazon = settings["amazon"]
    asked = {
        "application_id": amazon["application_id"],
        "state": "the-state",
        "redirect_uri": amazon["consent_redirect_uri"],
        "version": "beta",
    } | changed
    kept = {name: value for name, value in asked.items() if value is not None}
    return f"/seller-central/apps/authorize/consent?{urlencode(kept)}"
