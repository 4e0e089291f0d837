//! A column of sentences: the words that moved and why, on the screen of the feature.

use leeway::monitors::drift::Verdict;
use serde_json::json;

use crate::page::{TABLE, feature};
use crate::{Page, Problem};

/// Complaints of which every `refunds`-th asks for its money; none with 0.
fn complaints(refunds: usize) -> String {
    let subjects = ["The parcel", "My order", "Your driver", "This invoice"];
    let verbs = ["came late", "was broken", "never answered", "is wrong"];
    let mut rows = String::from("amount,comment\n");
    for row in 0..300 {
        let place = row * 37 % 16;
        let (subject, verb) = (subjects[place % 4], verbs[place / 4]);
        let asks = refunds > 0 && row % refunds == 0;
        let end = if asks { ", \"\"refund\"\" me" } else { "" };
        rows += &format!(
            "{}.5,\"{subject} {verb},\nsays customer {row}{end}\"\n",
            row % 97
        );
    }
    rows
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn the_words_that_moved_and_why_are_on_the_screen() -> Result<(), Problem> {
    let page = Page::load()?;
    let (before, now) = (complaints(0), complaints(5));
    page.open_texts(&[("baseline.csv", &before), ("current.csv", &now)], None)?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    let comment = feature(&report, "comment");
    assert!(comment.verdict >= Verdict::Drifted, "{}", comment.sentence);
    let new = page.value("[...document.querySelectorAll('tr.row')].find(row => row.textContent.includes('comment')).querySelector('.cell-new').textContent")?;
    assert!(new.to_string().contains("refund"), "{new}");
    page.browser
        .script("location.hash = '#/feature/comment'", json!([]))?;
    page.wait_for(
        "the words",
        "document.querySelector('[aria-label=\"Words that moved\"] tbody tr')",
    )?;
    let words = page.text("[aria-label='Words that moved'] tbody")?;
    assert!(words.contains("refund") && words.contains("20"), "{words}");
    let why = page.text("[aria-label='Why']")?;
    assert!(why.to_lowercase().contains("word that moved most"), "{why}");
    let head = page.text(".feature-head")?;
    assert!(head.contains("“refund” is in 20"), "{head}");
    let scripts = page.text("[aria-label='Texts'] tbody")?;
    assert!(
        scripts.contains("Latin") && scripts.contains("Empty texts"),
        "{scripts}"
    );
    page.ends_quietly()
}
