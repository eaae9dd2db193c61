"""Seller Central's pages: who is let in, what they show, what they refuse."""

import pytest

from tests.practice.addresses import CONSOLE, MERCHANT, REGISTER, consent_address, register_address


def test_a_page_asks_to_sign_in_and_then_comes_back(browser):
    browser.open(MERCHANT)
    assert browser.has("sign-in")
    browser.click("sign-in", email="owner@kestrel.example", password="anything")
    assert browser.url.endswith(MERCHANT)
    assert browser.text("seller-id-australia") == "A2KC9J5DP3WX7F"


def test_signing_in_needs_a_known_email_and_some_password(browser):
    browser.open(MERCHANT)
    assert browser.click("sign-in", email="owner@kestrel.example").has("problem")
    assert browser.click("sign-in", email="nobody@else.example", password="x").has("problem")


def test_every_page_is_marked_as_practice_and_loads_nothing_from_elsewhere(browser):
    browser.open(MERCHANT)
    assert "Practice Seller Central" in browser.page_text
    assert "This page is made by LMB Desktop for practising." in browser.page_text
    assert "default-src 'none'" in browser.headers["Content-Security-Policy"]
    assert browser.headers["Referrer-Policy"] == "no-referrer"


def test_a_sign_in_never_leads_to_another_host(browser):
    browser.open("/seller-central/sign-in?return=//evil.example/")
    browser.click("person-kestrel-candles")
    assert not browser.outside


def test_the_developer_page_has_name_and_number_filled_in(browser, settings):
    browser.open(register_address(settings)).click("person-harbour-tea")
    assert browser.value("developer-name") == "LMB Desktop"
    assert browser.value("developer-id") == "5123-6619-0422"


def test_the_agreement_is_refused_until_both_boxes_are_ticked(browser, settings):
    browser.open(register_address(settings)).click("person-harbour-tea").click("next")
    assert browser.click("next").has("problem")
    assert browser.click("next", agree_1="yes").has("problem")
    browser.click("next", agree_1="yes", agree_2="yes")
    assert browser.text("seller-id") == "A3KP7Q2WX8N4VT"
    assert browser.text("mws-token").startswith("amzn.mws.")
    assert len(browser.text("mws-token")) == 45


@pytest.mark.parametrize(("region", "seller_id"), [("europe", "A3KP7Q2WX8N4VT"), ("north-america", "A2HT5V9QN3KC7E")])
def test_the_developer_id_decides_the_region(browser, settings, region, seller_id):
    browser.open(register_address(settings, region)).click("person-harbour-tea").click("next")
    browser.click("next", agree_1="yes", agree_2="yes")
    assert browser.text("seller-id") == seller_id


def test_a_developer_id_of_another_region_is_refused(browser, settings):
    browser.open(register_address(settings, "japan")).click("person-harbour-tea").click("next")
    assert "region" in browser.text("problem")


def test_the_individual_plan_is_refused_with_the_word_professional(browser, settings):
    browser.open(register_address(settings)).click("person-attic-finds")
    assert browser.status == 403
    assert "Professional" in browser.text("error-text")


@pytest.mark.parametrize("address", [CONSOLE, REGISTER])
def test_a_secondary_user_sees_the_page_about_missing_access(browser, address):
    browser.open(address).click("person-harbour-tea-assistant")
    assert browser.text("error-code") == "SPDC8143"


def test_the_console_makes_a_new_token_for_each_press_and_shows_it_once(browser):
    browser.open(CONSOLE).click("person-harbour-tea").click("authorise")
    assert not browser.has("refresh-token")
    first = browser.click("authorise-app-europe").text("refresh-token")
    second = browser.click("authorise-app-europe").text("refresh-token")
    assert first.startswith("Atzr|IwEB")
    assert first != second
    browser.open(browser.url)
    assert not browser.has("refresh-token")


def test_each_merged_account_has_a_button_of_its_own(browser):
    browser.open(CONSOLE).click("person-harbour-tea").click("authorise")
    assert browser.has("authorise-app-europe")
    assert browser.has("authorise-app-north-america")


def test_the_console_shows_client_id_and_secret(browser, settings):
    browser.open(CONSOLE).click("person-harbour-tea").click("view-credentials")
    assert browser.text("client-id") == settings["amazon"]["client_id"]
    assert browser.text("client-secret") == settings["amazon"]["client_secret"]


def test_the_consent_page_answers_with_state_seller_and_code(browser, settings):
    browser.open(consent_address(settings)).click("person-northlight-cycles")
    assert browser.click("allow").has("problem")
    answer = browser.click("allow", agree_1="yes").answer
    assert browser.outside.startswith(settings["amazon"]["consent_redirect_uri"] + "?")
    assert set(answer) == {"state", "selling_partner_id", "spapi_oauth_code"}
    assert (answer["state"], answer["selling_partner_id"]) == ("the-state", "A1NL6C4YB8RQ2M")


def test_a_seller_with_two_accounts_chooses_which_one_to_authorise(browser, settings):
    browser.open(consent_address(settings)).click("person-harbour-tea")
    answer = browser.click("allow", agree_1="yes", account="north-america").answer
    assert answer["selling_partner_id"] == "A2HT5V9QN3KC7E"


def test_cancelling_the_consent_changes_nothing(browser, settings, control):
    browser.open(consent_address(settings)).click("person-harbour-tea").click("cancel")
    assert "did not authorise" in browser.text("error-text")
    assert control("grants") == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"version": None}, "MD1000"),
        ({"redirect_uri": "https://elsewhere.example/"}, "MD5101"),
        ({"redirect_uri": "https://lmb-desktop.example/amazon-consent#x"}, "MD5110"),
    ],
)
def test_a_wrong_consent_address_is_named_by_its_code_and_never_redirects(browser, settings, changed, code):
    browser.open(consent_address(settings, **changed)).click("person-harbour-tea")
    assert browser.text("error-code") == code
    assert f"errorCode={code}" in browser.url
    assert not browser.outside


def test_a_private_app_cannot_be_consented_to(browser, settings):
    browser.open(CONSOLE).click("person-lantern-and-loom").click("view-credentials")
    browser.open(consent_address(settings, application_id=browser.text("application-id")))
    assert browser.text("error-code") == "MD9100"


def test_a_consent_takes_ten_minutes_at_most(browser, settings, control):
    browser.open(consent_address(settings)).click("person-harbour-tea")
    control("clock", offset_s=601)
    assert browser.click("allow", agree_1="yes").text("error-code") == "Expired"


def test_a_disabled_authorisation_ends_its_refresh_token(browser, amazon):
    browser.open(CONSOLE).click("person-kestrel-candles").click("authorise")
    token = browser.click("authorise-app-australia").text("refresh-token")
    access = amazon.access(token)
    browser.open("/seller-central/apps/manage").click("disable-1")
    reply = amazon.token(grant_type="refresh_token", refresh_token=token)
    assert reply.json()["error"] == "invalid_grant"
    assert "revoked" in amazon.participations("fe", access).json()["errors"][0]["details"]


def test_a_browser_that_keeps_its_cookies_is_still_the_first_seller_at_the_next_consent(browser, settings):
    browser.open(consent_address(settings)).click("person-northlight-cycles").click("allow", agree_1="yes")
    answer = browser.open(consent_address(settings)).click("allow", agree_1="yes").answer
    assert answer["selling_partner_id"] == "A1NL6C4YB8RQ2M"


@pytest.mark.parametrize("code", ["CONSENT_LIMIT_REACHED", "SPSA0404", "MD5110"])
def test_an_error_of_the_consent_page_can_be_ordered_once(browser, settings, control, code):
    control("fail", service="consent", code=code)
    browser.open(consent_address(settings)).click("person-harbour-tea")
    assert (browser.text("error-code"), browser.status) == (code, 400)
    assert browser.open(consent_address(settings)).has("allow")
