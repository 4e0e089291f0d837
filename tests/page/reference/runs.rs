//! The scenarios of a scored data set as runs.

use serde_json::{Value, json};

use super::reference;
use crate::runs::{NAMES, report};
use crate::{Page, Problem};

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn the_credit_scenarios_are_told_apart() -> Result<(), Problem> {
    let root = reference();
    let page = Page::load()?;
    let scored = root.join("datasets/south-german-credit-scored");
    let names = [
        "baseline",
        "bias",
        "concept",
        "explainability",
        "feature",
        "feature_systematic",
        "label",
    ];
    let mut paths: Vec<_> = names
        .iter()
        .map(|name| scored.join(format!("{name}.csv")))
        .collect();
    paths.push(scored.join("model.json"));
    let paths: Vec<_> = paths.iter().map(|path| path.as_path()).collect();
    page.open_paths(&paths, None)?;
    page.set_label("credit_risk")?;
    page.visit("Runs")?;
    page.wait_for(
        "a row per run",
        "document.querySelectorAll('.run-row').length === 6",
    )?;
    // The worst first; a run whose features did not drift is not.
    let worst = page.value(&format!("{NAMES}[0]"))?;
    let unmoved = ["bias", "concept", "label"];
    assert!(
        !unmoved.contains(&worst.as_str().unwrap_or_default()),
        "{worst}"
    );
    page.value("[...document.querySelectorAll('.run-table th button')].find(head => head.innerText.startsWith('Run')).click()")?;
    page.wait_for("the order of names", &format!("{NAMES}[0] === 'bias'"))?;
    assert_eq!(page.value(NAMES)?, json!(names[1..]));
    let stories =
        page.value("[...document.querySelectorAll('.run-cell-story')].map(one => one.innerText)")?;
    for (place, words) in [
        (1, "concept drift"),
        (2, "explainability drift"),
        (3, "feature drift"),
        (4, "duration is 1 in every row"),
        (5, "label drift"),
    ] {
        let story = stories[place].as_str().unwrap_or_default();
        assert!(story.contains(words), "{story}");
    }
    // The least accurate first.
    page.value("[...document.querySelectorAll('.run-table th button')].find(head => head.innerText.includes('Model quality')).click()")?;
    page.wait_for("the order", &format!("{NAMES}[0] === 'concept'"))?;
    // A click shows the run here and everywhere.
    page.value("[...document.querySelectorAll('.run-cell-name button')].find(run => run.innerText === 'label').click()")?;
    page.wait_for(
        "the heading",
        "document.querySelector('.runs-of').innerText === 'Charts of label'",
    )?;
    page.wait_for(
        "the address",
        "decodeURIComponent(location.hash).includes('\"run\":\"label\"')",
    )?;
    assert_eq!(report(&page, "current.rows")?, json!(3800));
    page.wait_for(
        "the label's share",
        "[...document.querySelectorAll('figcaption')].some(words => words.innerText.includes('Share of each label (credit_risk)'))",
    )?;
    page.visit("Overview")?;
    page.wait_for(
        "the run's name",
        "document.querySelector('.run-bar select').value === 'label'",
    )?;
    page.visit("Runs")?;
    // Compared with a run instead of the baseline.
    page.value(
        "(choose => { choose.value = 'feature'; choose.dispatchEvent(new Event('change', {bubbles: true})) })\
         (document.querySelectorAll('.runs-tools select')[1])",
    )?;
    page.wait_for(
        "the sentence",
        "document.querySelector('main h1').innerText.includes('compared with the run feature')",
    )?;
    assert_eq!(report(&page, "grouping.reference")?, json!("feature"));
    // All as one again.
    page.value(
        "(choose => { choose.value = 'off'; choose.dispatchEvent(new Event('change', {bubbles: true})) })\
         (document.querySelector('.runs-tools select'))",
    )?;
    page.wait_for(
        "how to make runs",
        "document.querySelector('main .empty') && document.querySelector('.runs-tools select')",
    )?;
    assert_eq!(report(&page, "runs")?, Value::Null);
    page.ends_quietly()
}
