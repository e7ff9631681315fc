//! Starting chromedriver and its Chromium, and closing them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Builder;

use super::{Ecran, Navigateur};
use crate::{environnement, gardien};

/// How long a browser may take to close.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether the pages' scripts run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    On,
    Off,
}

#[track_caller]
pub(super) fn launch(ecran: Ecran, script: Script) -> Option<Navigateur> {
    let driver = environnement::program("chromedriver")?;
    let browser = environnement::program("chromium")?;
    let profile = environnement::scratch("chromium-");
    let mut command = gardien::command(driver);
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut driver = gardien::spawn(command).expect("chromedriver can be started");
    let address = format!("http://127.0.0.1:{}", port(&mut driver));
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let wanted = capabilities(&browser.to_string_lossy(), &profile, script);
    let client = runtime.block_on(connect(&address, wanted));
    let navigateur = Navigateur { runtime, client, driver, ecran, _profile: profile };
    navigateur.resize(ecran.size().1);
    Some(navigateur)
}

async fn connect(address: &str, wanted: Capabilities) -> Client {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    match builder.capabilities(wanted).connect(address).await {
        Ok(client) => client,
        Err(error) => panic!("chromium does not start: {error}"),
    }
}

fn capabilities(browser: &str, profile: &TempDir, script: Script) -> Capabilities {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--no-proxy-server",
        "--lang=fr-FR",
        "--accept-lang=fr-FR",
        "--force-color-profile=srgb",
        &format!("--user-data-dir={}", profile.path().display()),
    ];
    let mut options = json!({ "binary": browser, "args": arguments });
    if script == Script::Off {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let mut wanted = Capabilities::new();
    wanted.insert("browserName".to_owned(), json!("chrome"));
    wanted.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
    wanted.insert("goog:chromeOptions".to_owned(), options);
    wanted
}

/// Reads the port that chromedriver chose, then keeps reading so that it never waits for its reader.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("chromedriver has an output")).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    port.expect("chromedriver says its port")
}

impl Navigateur {
    /// Gives the page its screen, with this height.
    #[track_caller]
    pub(super) fn resize(&self, height: u32) {
        let mobile = self.ecran == Ecran::Telephone;
        let metrics: Value = json!({
            "width": self.ecran.size().0, "height": height, "deviceScaleFactor": 1, "mobile": mobile,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics);
        self.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": mobile }));
    }
}

impl Drop for Navigateur {
    fn drop(&mut self) {
        let client = self.client.clone();
        // A browser that does not answer is ended with its driver.
        let _ = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, client.close()).await });
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
