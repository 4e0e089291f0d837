//! Bad input where only the page can show what becomes of it.

use leeway::monitors::drift::Verdict;
use serde_json::json;

use crate::page::TABLE;
use crate::{Page, Problem};

const MARKUP: &str = "<script>window.hacked=1</script>";
const PICTURE: &str = "<img src=x onerror=window.hacked=1>";

/// Fails if text became elements, or ran.
#[track_caller]
fn assert_inert(page: &Page, scripts: &serde_json::Value) -> Result<(), Problem> {
    assert_eq!(&page.value("document.scripts.length")?, scripts);
    assert_eq!(
        page.value("document.querySelectorAll('img, main b').length")?,
        0
    );
    assert_eq!(page.value("window.hacked ?? null")?, json!(null));
    Ok(())
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn markup_in_names_and_labels_is_text() -> Result<(), Problem> {
    let page = Page::load()?;
    let scripts = page.value("document.scripts.length")?;
    let column = "<b>kind</b>";
    let train = format!(
        "{column},n\n{}",
        format!("plain,1\n{MARKUP},2\n").repeat(40)
    );
    let current = format!(
        "{column},n\n{}",
        format!("plain,1\n{PICTURE},2\n").repeat(40)
    );
    let file = format!("current {MARKUP}.csv");
    page.open_texts(&[("train.csv", &train), (&file, &current)], None)?;
    page.wait_for("the feature table", TABLE)?;
    let shown = page.text("main")?;
    assert!(shown.contains(column), "{shown}");
    assert!(shown.contains(PICTURE), "{shown}");
    assert_inert(&page, &scripts)?;

    page.value("document.querySelector('tr.row a[title^=\"<b>\"]').click()")?;
    page.wait_for("the feature", "document.querySelector('article.feature table, article.feature svg, article.feature canvas')")?;
    assert_eq!(page.text("article.feature h1")?, column);
    let shown = page.value("document.querySelector('article.feature').textContent")?;
    let shown = shown.as_str().unwrap_or_default();
    assert!(shown.contains(MARKUP) && shown.contains(PICTURE), "{shown}");
    assert_inert(&page, &scripts)?;

    page.visit("Sources")?;
    let shown = page.text("main")?;
    assert!(shown.contains(&file), "{shown}");
    assert_inert(&page, &scripts)?;

    // A refusal has the file's name in it too, and so has the address a feature's.
    let empty = format!("{PICTURE}.csv");
    let refused = page.refusal(&[(&empty, "")])?;
    assert!(
        refused.contains(&format!("{empty}: The file is empty.")),
        "{refused}"
    );
    page.go_to(&format!("#/feature/{PICTURE}"))?;
    assert_inert(&page, &scripts)?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn nothing_in_common_is_said_on_the_overview_and_at_the_files() -> Result<(), Problem> {
    let page = Page::load()?;
    page.open_texts(
        &[
            ("train.csv", "a,b\n1,2\n3,4\n"),
            ("current.csv", "c,d\n1,2\n3,4\n"),
        ],
        None,
    )?;
    page.wait_for("the overview", "location.hash.startsWith('#/overview')")?;
    assert_eq!(
        page.text("main h1")?,
        "The two sides have no feature in common."
    );
    page.visit("Sources")?;
    let shown = page.text("main")?;
    for words in [
        "No column of this file is a column of the baseline, so nothing can be compared.",
        "Found c and d",
        "Expected a and b",
        "Check the roles in Sources",
    ] {
        assert!(shown.contains(words), "{words:?} is not in {shown}");
    }
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn two_baselines_are_taken_together_and_one_can_be_made_the_other_side() -> Result<(), Problem> {
    let page = Page::load()?;
    let rows = |from: u32| {
        (from..from + 60)
            .map(|i| format!("{i}.5\n"))
            .collect::<String>()
    };
    let first = format!("a\n{}", rows(0));
    let second = format!("a\n{}", rows(500));
    page.open_texts(
        &[("first.csv", &first), ("second.csv", &second)],
        Some("baseline"),
    )?;
    assert_eq!(page.report()?.baseline.unwrap().rows, 120);
    page.visit("Sources")?;
    let shown = page.text("main")?;
    for words in [
        "There is more than one baseline; their rows were taken together.",
        "Found second.csv",
        "Expected one baseline, such as first.csv",
    ] {
        assert!(shown.contains(words), "{words:?} is not in {shown}");
    }
    page.value(
        "(() => { const role = document.querySelector('select[aria-label=\"Role of second.csv\"]'); \
         role.value = 'current'; role.dispatchEvent(new Event('change', {bubbles: true})); })()",
    )?;
    page.wait_for(
        "the other side",
        "!document.querySelector('main').innerText.includes('more than one baseline')",
    )?;
    let report = page.report()?;
    assert_eq!(report.features[0].verdict, Verdict::Strong);
    assert_eq!(report.current.unwrap().rows, 60);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn what_cannot_be_used_is_refused_and_the_rest_stays() -> Result<(), Problem> {
    let page = Page::load()?;
    page.open_texts(
        &[
            ("train.csv", "a,b\n1,2\n3,4\n"),
            ("current.csv", "a,b\n1,2\n3,4\n"),
        ],
        None,
    )?;
    let before = page.report()?;
    let refused = page.refusal(&[("empty.csv", ""), ("cut.json", "{\"features\":[{")])?;
    assert!(
        refused.contains("cut.json, line 1: The JSON ends early.")
            || refused.contains("empty.csv: The file is empty."),
        "{refused}"
    );
    assert!(
        refused.contains("1 more could not be used either"),
        "{refused}"
    );
    assert_eq!(page.report()?.sources, before.sources);
    for (call, said) in [
        ("leeway.open([])", "No files were given."),
        (
            "leeway.open([{path: 'a.csv'}])",
            "each must be a File, or an object {path, bytes}",
        ),
        ("leeway.open(null)", "each must be a File"),
        (
            "leeway.open([{path: 'a.csv', bytes: 'a\\n1'}], {role: 'judge'})",
            "There is no role \"judge\".",
        ),
        ("leeway.export('report.pdf')", "report.pdf"),
        ("leeway.set(5)", "object"),
    ] {
        let refused = page
            .browser
            .script_async(&format!("await {call}"), json!([]));
        let refused = refused
            .err()
            .map(|problem| problem.to_string())
            .unwrap_or_default();
        assert!(
            refused.contains(said),
            "{call}: {refused:?} does not say {said:?}"
        );
    }

    // By hand: the page says it, and the message goes when it is closed.
    let scratch = crate::page::Scratch::new("refused")?;
    let picture = scratch.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0")?;
    page.browser.drop_files(&[&picture])?;
    page.wait_for(
        "the message",
        "document.querySelector('[role=alert]').innerText.includes('picture.png')",
    )?;
    let message = page.text("[role=alert]")?;
    assert!(
        message.contains("This is not a text file. Found: a PNG picture."),
        "{message}"
    );
    page.browser.find("[role=alert] button")?.click()?;
    page.wait_for(
        "the message to go",
        "!document.querySelector('[role=alert]').innerText",
    )?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_bad_file_among_good_ones_is_listed_and_the_good_ones_compared() -> Result<(), Problem> {
    let page = Page::load()?;
    let good = "a,b\n1,x\n3,y\n";
    page.open_texts(
        &[
            ("train.csv", good),
            ("cut.json", "{\"features\":[{"),
            ("current.csv", "a,b\n1,x\n3\n4,y\n"),
        ],
        None,
    )?;
    page.wait_for("the feature table", TABLE)?;
    assert_eq!(page.report()?.features.len(), 2);
    assert!(page.text(".screens")?.contains("1 failed"));
    page.visit("Sources")?;
    let shown = page.text("main")?;
    for words in [
        "Not used",
        "The JSON ends early.",
        "line 3",
        "Rows with too few or too many fields were left out.",
        "Found 1 field: 3",
        "Expected 2 fields",
    ] {
        assert!(shown.contains(words), "{words:?} is not in {shown}");
    }
    page.ends_quietly()
}
