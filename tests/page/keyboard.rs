//! The page without a mouse.

use serde_json::{Value, json};

use crate::page::TABLE;
use crate::webdriver::hands::key;
use crate::{Page, Problem};

/// The page with the example open.
fn example() -> Result<Page, Problem> {
    let page = Page::load()?;
    page.browser
        .script_async("await leeway.demo()", json!([]))?;
    page.wait_for("the feature table", TABLE)?;
    Ok(page)
}

fn focused(page: &Page) -> Result<String, Problem> {
    let focused = page.value("document.activeElement.innerText")?;
    Ok(focused.as_str().unwrap_or_default().to_owned())
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn slash_searches_and_escape_ends_it() -> Result<(), Problem> {
    let page = example()?;
    page.browser.press("/")?;
    page.wait_for("the search field", "document.activeElement.id === 'search'")?;
    page.browser.press("rate")?;
    let one = "document.querySelectorAll('tr.row').length === 1 && document.querySelector('tr.row a').innerText";
    assert_eq!(page.wait_for("one row", one)?, "interest_rate");
    assert!(page.text(".tools-count")?.contains("1 of 15"));
    // Keys of the page are letters in a field.
    page.browser.press("j?")?;
    assert_eq!(page.value("document.activeElement.value")?, "ratej?");
    assert_eq!(
        page.value("document.querySelectorAll('dialog[open]').length")?,
        0
    );
    page.browser.press(key::ESCAPE)?;
    page.wait_for(
        "all rows",
        "document.querySelectorAll('tr.row').length === 15",
    )?;

    // From another screen too.
    page.visit("Sources")?;
    page.browser.press("/")?;
    page.wait_for("the search field", "document.activeElement.id === 'search'")?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn j_and_k_walk_through_rows_and_features() -> Result<(), Problem> {
    let page = example()?;
    let names = page.value(
        "[...document.querySelectorAll('tr.row .cell-feature a')].map(link => link.innerText)",
    )?;
    let name = |place: usize| names[place].as_str().unwrap_or_default().to_owned();
    for place in 0..3 {
        page.browser.press("j")?;
        page.wait_for(
            "the row",
            &format!("document.activeElement.id === 'feature-{place}'"),
        )?;
    }
    page.browser.press("k")?;
    page.wait_for("the row above", "document.activeElement.id === 'feature-1'")?;
    assert_eq!(focused(&page)?, name(1));
    page.browser.press(key::ENTER)?;
    let is_shown = |place: usize| {
        format!(
            "document.querySelector('article.feature h1')?.innerText === {:?}",
            name(place)
        )
    };
    page.wait_for("the feature", &is_shown(1))?;
    page.browser.press("j")?;
    page.wait_for("the next feature", &is_shown(2))?;
    page.browser.press("kk")?;
    page.wait_for("the first feature", &is_shown(0))?;
    // There is none before the first.
    page.browser.press("k")?;
    page.wait_for("the first feature", &is_shown(0))?;
    page.browser.press("o")?;
    page.wait_for("the feature table", TABLE)?;
    page.browser.press("s")?;
    page.wait_for(
        "the sources",
        "document.querySelector('main h1')?.innerText === 'Sources'",
    )?;
    page.value("history.back()")?;
    page.wait_for("the feature table", TABLE)?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn dialogs_open_by_key_hold_the_focus_and_give_it_back() -> Result<(), Problem> {
    let page = example()?;
    page.browser.press("j")?;
    page.wait_for("the row", "document.activeElement.id === 'feature-0'")?;
    for (open, title) in [("?", "Help"), (",", "Settings")] {
        page.browser.press(open)?;
        page.wait_for(
            "the dialog",
            &format!("document.querySelector('dialog[open][aria-label={title}]')"),
        )?;
        for _ in 0..30 {
            page.browser.press(key::TAB)?;
            let inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')";
            assert_eq!(page.value(inside)?, true, "{title} lets go of the focus");
        }
        page.browser.press(key::ESCAPE)?;
        page.wait_for(
            "the dialog to close",
            "!document.querySelector('dialog[open]')",
        )?;
        page.wait_for("the focus", "document.activeElement.id === 'feature-0'")?;
    }
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn tab_goes_through_everything_in_order_and_everything_has_a_name() -> Result<(), Problem> {
    let page = example()?;
    for screen in ["Overview", "Sources"] {
        page.visit(screen)?;
        walk(&page, screen)?;
    }
    // The last stop may be a field that takes letters for itself.
    page.value("document.activeElement?.blur()")?;
    page.browser.press("o")?;
    page.wait_for("the feature table", TABLE)?;
    page.value("document.querySelector('tr.row a').click()")?;
    page.wait_for(
        "the feature",
        "document.querySelector('article.feature h1')",
    )?;
    walk(&page, "Feature")?;
    page.ends_quietly()
}

/// Presses Tab from the top: every stop is further down in the document, can be seen, shows its focus, and has a name.
fn walk(page: &Page, screen: &str) -> Result<(), Problem> {
    page.value(
        "(() => { document.activeElement?.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); \
         const top = document.createElement('span'); top.tabIndex = -1; top.id = 'top'; \
         document.body.prepend(top); top.focus(); window.before = top; })()",
    )?;
    let mut stops = 0;
    for _ in 0..40 {
        page.browser.press(key::TAB)?;
        let stop = page.value(
            "(() => { const here = document.activeElement; \
             if (here === document.body) return null; \
             const box = here.getBoundingClientRect(), label = here.closest('label'); \
             const shape = (label ?? here).getBoundingClientRect(), style = getComputedStyle(here); \
             const ring = [here, label].filter(Boolean).some(one => { const style = getComputedStyle(one); \
                 return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }); \
             const name = here.getAttribute('aria-label') || here.innerText || here.title || label?.innerText || \
                 document.querySelector(`label[for='${here.id}']`)?.innerText || here.querySelector('title')?.textContent; \
             const inOrder = !!(window.before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING); \
             window.before = here; \
             return {html: here.outerHTML.slice(0, 200), name, inOrder, ring, \
                 seen: shape.width > 0 && shape.height > 0 && style.visibility === 'visible'}; })()",
        )?;
        if stop.is_null() {
            break;
        }
        stops += 1;
        let html = &stop["html"];
        for what in ["inOrder", "seen", "ring"] {
            assert_eq!(stop[what], true, "{screen}: {what} is not so for {html}");
        }
        let name = stop["name"].as_str().map(str::trim);
        assert!(
            name.is_some_and(|name| !name.is_empty()),
            "{screen}: no name for {html}"
        );
    }
    page.value("document.getElementById('top').remove()")?;
    assert!(stops >= 8, "{screen}: only {stops} stops");
    Ok(())
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn landmarks_and_charts_have_names() -> Result<(), Problem> {
    let page = example()?;
    assert_eq!(page.value("document.querySelectorAll('main').length")?, 1);
    assert_eq!(page.value("document.querySelectorAll('h1').length")?, 1);
    page.value("document.querySelector('tr.row a').click()")?;
    page.wait_for(
        "a chart",
        "document.querySelector('article.feature canvas')",
    )?;
    let nameless: Value = page.value(
        "[...document.querySelectorAll('canvas, svg')] \
         .filter(chart => !chart.closest('[aria-hidden=true]') && !chart.closest('[aria-label]') \
             && !chart.querySelector('title') && chart.getAttribute('role') !== 'presentation') \
         .map(chart => chart.outerHTML.slice(0, 200))",
    )?;
    assert_eq!(nameless, json!([]));
    page.ends_quietly()
}
