//! Narrow windows and wide tables.

use std::fmt::Write;

use serde_json::json;

use crate::page::TABLE;
use crate::{Page, Problem};

/// A phone's width in CSS pixels, the least that the page promises to work with.
const NARROW: u32 = 375;

#[track_caller]
fn assert_fits(page: &Page, screen: &str) -> Result<(), Problem> {
    let wide = page.value(
        "(() => { const room = document.documentElement.clientWidth; \
         if (document.documentElement.scrollWidth <= room) return []; \
         return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > room + 1) \
             .slice(0, 5).map(one => one.outerHTML.slice(0, 160)); })()",
    )?;
    assert_eq!(wide, json!([]), "{screen} is wider than its window");
    Ok(())
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn every_screen_fits_a_narrow_window() -> Result<(), Problem> {
    let page = Page::load()?;
    page.browser.resize(NARROW, 700, 2.0)?;
    assert_fits(&page, "Start")?;
    page.browser
        .script_async("await leeway.demo()", json!([]))?;
    page.wait_for("the feature table", TABLE)?;
    assert_fits(&page, "Overview")?;
    for name in ["income", "employment"] {
        page.value(&format!("location.hash = '#/feature/{name}'"))?;
        page.wait_for(
            "the feature",
            &format!("document.querySelector('article.feature h1')?.innerText === '{name}'"),
        )?;
        page.wait_for(
            "its chart",
            "document.querySelector('article.feature canvas')",
        )?;
        assert_fits(&page, name)?;
    }
    page.visit("Sources")?;
    assert_fits(&page, "Sources")?;
    for open in ["?", ","] {
        page.browser.press(open)?;
        page.wait_for("the dialog", "document.querySelector('dialog[open]')")?;
        assert_fits(&page, open)?;
        let is_inside =
            "document.querySelector('dialog[open]').getBoundingClientRect().right <= innerWidth";
        assert_eq!(page.value(is_inside)?, true);
        page.browser.press(crate::webdriver::hands::key::ESCAPE)?;
        page.wait_for(
            "the dialog to close",
            "!document.querySelector('dialog[open]')",
        )?;
    }
    // Twice the zoom of a window of 1280 pixels.
    page.browser.resize(640, 450, 2.0)?;
    page.visit("Overview")?;
    assert_fits(&page, "Overview at 200 %")?;
    page.ends_quietly()
}

/// A table of `columns` columns, of which every tenth holds labels.
fn wide(columns: usize, rows: usize, shift: usize) -> String {
    let mut csv = (0..columns)
        .map(|column| format!("feature_{column:04}"))
        .collect::<Vec<_>>()
        .join(",")
        + "\n";
    for row in 0..rows {
        for column in 0..columns {
            let value =
                (row * 7919 + column * 104_729) % 1000 + if column % 3 == 0 { shift } else { 0 };
            let mark = if column == 0 { "" } else { "," };
            match column % 10 {
                0 => write!(csv, "{mark}label {}", value % 5).unwrap(),
                _ => write!(csv, "{mark}{value}").unwrap(),
            }
        }
        csv.push('\n');
    }
    csv
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_thousand_features_need_few_rows_on_screen() -> Result<(), Problem> {
    let page = Page::load()?;
    page.open_texts(
        &[
            ("train.csv", &wide(1000, 200, 0)),
            ("current.csv", &wide(1000, 200, 400)),
        ],
        None,
    )?;
    page.wait_for("the feature table", TABLE)?;
    assert_eq!(page.report()?.features.len(), 1000);
    assert_eq!(
        page.value("document.querySelector('table.features').ariaRowCount")?,
        "1001"
    );
    let drawn = "document.querySelectorAll('tr.row').length";
    let at = |page: &Page| -> Result<(u64, String, u64), Problem> {
        let rows = page.value(drawn)?.as_u64().unwrap_or(u64::MAX);
        let place = page.value(
            "[...document.querySelectorAll('tr.row')].find(row => row.getBoundingClientRect().bottom > innerHeight / 2)?.ariaRowIndex",
        )?;
        let seen = page.value(
            "[...document.querySelectorAll('tr.row')].filter(row => { const box = row.getBoundingClientRect(); \
             return box.bottom > 0 && box.top < innerHeight; }).length",
        )?;
        Ok((
            rows,
            place.as_str().unwrap_or_default().to_owned(),
            seen.as_u64().unwrap_or(0),
        ))
    };
    let mut places = Vec::new();
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        page.value(&format!(
            "(() => {{ const top = document.querySelector('table.features').getBoundingClientRect().top + scrollY; \
             scrollTo(0, top + {share} * (document.documentElement.scrollHeight - top)); }})()"
        ))?;
        page.browser.script_async(
            "for (let i = 0; i < 4; i++) await new Promise(done => requestAnimationFrame(done))",
            json!([]),
        )?;
        let (rows, place, seen) = at(&page)?;
        assert!(rows < 80, "{rows} rows are drawn at {share}");
        assert!(seen >= 3, "only {seen} rows are seen at {share}");
        places.push(place.parse::<u32>().unwrap_or(0));
    }
    assert!(places.is_sorted() && places[4] > 900, "{places:?}");

    // Searching and sorting find what is not drawn.
    page.value("scrollTo(0, 0)")?;
    page.browser.press("/")?;
    page.wait_for("the search field", "document.activeElement.id === 'search'")?;
    page.browser.press("0999")?;
    page.wait_for("one row", "document.querySelectorAll('tr.row').length === 1 && document.querySelector('tr.row a').innerText === 'feature_0999'")?;
    page.ends_quietly()
}
