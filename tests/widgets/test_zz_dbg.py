import pytest
from tests.fakes.provider_site import page
from tests.widgets.web_engine import QUIET, WAIT_MS, opener, sign_ins, site, callback
from lmb_desktop.widgets import web_page, web_profile
pytestmark=[QUIET]
@pytest.mark.parametrize("on",[True,False])
@pytest.mark.parametrize("target",["https://evil.example/","/help"])
def test_x(site, sign_ins, qtbot, monkeypatch, on, target):
    if on: monkeypatch.setattr(web_profile,"SWITCHED_OFF",tuple(a for a in web_profile.SWITCHED_OFF if "JavascriptCanOpen" not in str(a)))
    o=web_page.SignInPage.acceptNavigationRequest
    def a(self,url,kind,m):
        r=o(self,url,kind,m); print("NAV",url,kind,m,r,flush=True); return r
    monkeypatch.setattr(web_page.SignInPage,"acceptNavigationRequest",a)
    oc=web_page.SignInPage.createWindow
    def c(self,k): print("CREATE",k,flush=True); return oc(self,k)
    monkeypatch.setattr(web_page.SignInPage,"createWindow",c)
    site.replies["/authorize"]=page(opener(target))
    site.replies["/help"] = page("", "Help")
    w=sign_ins.loaded(sign_ins.open(site.url()))
    qtbot.wait(300)
    sign_ins.click(w)
    qtbot.wait(1500)
    print(w.kinds, site.asked)
