//! Drift over time: the heat map, a feature's lines, and the choice of windows.

use serde_json::json;

use crate::loans;
use crate::page::TABLE;
use crate::webdriver::hands::key;
use crate::{Page, Problem};
use leeway::report::Basis;

const HEAT_MAP: &str = "document.querySelector('.overview .over-time canvas')";

fn windows(page: &Page) -> Result<usize, Problem> {
    Ok(page
        .report()?
        .current
        .map_or(0, |current| current.windows.len()))
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_cell_of_the_heat_map_leads_to_its_feature_and_window() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = loans::folder("loans-over-time")?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the feature table", TABLE)?;
    page.wait_for("the heat map", HEAT_MAP)?;
    assert_eq!(windows(&page)?, 12);
    let summary = page.value(&format!("{HEAT_MAP}.ariaLabel"))?;
    let summary = summary.as_str().unwrap_or_default().to_owned();
    assert!(summary.contains("features in 12 windows"), "{summary}");
    let rate = page.value(
        "[...document.querySelectorAll('tr.row')].find(row => row.innerText.includes('interest_rate')).querySelector('.cell-since').innerText",
    )?;
    assert_eq!(rate, "14:00");

    // The first item is the first feature's name, the next ones are its cells.
    page.value(&format!("{HEAT_MAP}.focus()"))?;
    for _ in 0..2 {
        page.browser.press(key::RIGHT)?;
    }
    let said = page.wait_for(
        "the tooltip",
        "document.querySelector('.over-time .tooltip')?.innerText",
    )?;
    let said = said.as_str().unwrap_or_default().to_owned();
    for words in ["08:00", "Rows that differ", "adjusted p", "300 rows"] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    page.browser.press(key::DOWN)?;
    let other = format!(
        "document.querySelector('.over-time .tooltip')?.innerText !== {said:?} && document.querySelector('.over-time .tooltip')?.innerText"
    );
    let below = page.wait_for("the cell below", &other)?;
    let name = below.as_str().and_then(|text| text.split(", ").next());
    let name = name.unwrap_or_default().to_owned();
    page.browser.press(key::ENTER)?;
    page.wait_for(
        "the feature",
        &format!("document.querySelector('article.feature h1')?.innerText === {name:?}"),
    )?;
    assert_eq!(
        page.value("location.hash")?,
        format!("#/feature/{name}?window=0")
    );
    let chosen = page.text(".chosen-window")?;
    assert!(chosen.starts_with("2024-06-03 08:00: "), "{chosen}");
    page.value("document.querySelector('.chosen-window button').click()")?;
    page.wait_for("the address", "!location.hash.includes('window')")?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn windows_are_chosen_in_the_settings() -> Result<(), Problem> {
    let page = Page::load()?;
    page.browser
        .script_async("await leeway.demo()", json!([]))?;
    page.wait_for("the heat map", HEAT_MAP)?;
    page.browser.press(",")?;
    page.wait_for("the settings", "document.querySelector('#windows')")?;
    let choose = |name: &str| {
        format!(
            "(() => {{ const choice = document.querySelector('#windows select'); choice.value = '{name}'; \
             choice.dispatchEvent(new Event('change', {{bubbles: true}})); }})()"
        )
    };
    page.value(&choose("day"))?;
    page.wait_for(
        "why there is no heat map",
        "document.querySelector('.no-windows')?.innerText.includes('one window')",
    )?;
    assert_eq!(windows(&page)?, 1);
    page.value(&choose("rows"))?;
    page.wait_for("the heat map", HEAT_MAP)?;
    let rows = page.report()?.current.map_or(0, |current| current.rows);
    assert_eq!(windows(&page)?, rows.div_ceil(1000) as usize);
    page.value(&choose("none"))?;
    page.wait_for(
        "why there is no heat map",
        "document.querySelector('.no-windows')?.innerText.includes('no windows')",
    )?;
    assert_eq!(windows(&page)?, 0);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn statistics_say_that_they_cannot_be_selected() -> Result<(), Problem> {
    let page = Page::load()?;
    // The example's own statistics, as a baseline and as three executions.
    page.browser.script_async(
        "await leeway.demo(); \
         const {bytes} = await leeway.export('statistics.json'); \
         await leeway.clear(); \
         const hour = hour => ({path: `reports/2024/06/03/${hour}/statistics.json`, bytes}); \
         await leeway.open([{path: 'baseline/statistics.json', bytes}], {role: 'baseline'}); \
         await leeway.open([hour('09'), hour('10'), hour('11')], {role: 'current'})",
        json!([]),
    )?;
    let report = page.report()?;
    assert_eq!(
        report.current.as_ref().map(|side| side.from),
        Some(Basis::Statistics)
    );
    let says = |place: &str| {
        page.wait_for(
            place,
            &format!(
                "[...document.querySelectorAll('{place} figcaption')].some(one => one.innerText.includes('Statistics have no rows'))"
            ),
        )
    };
    page.wait_for("the heat map", HEAT_MAP)?;
    says(".over-time")?;
    assert_eq!(
        page.value("document.querySelector('.chart-brush')")?,
        json!(null)
    );
    page.browser.find("tr.row a")?.click()?;
    page.wait_for(
        "the feature",
        "document.querySelector('article.feature h1')",
    )?;
    says(".over-time")?;
    says("article.feature")?;
    assert_eq!(
        page.value("document.querySelector('.chart-brush')")?,
        json!(null)
    );
    page.ends_quietly()
}
