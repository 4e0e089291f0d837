//! The decision: who says something goes before who supposes it.

use super::basis::{Basis, Open};
use super::candidates::candidates;
use super::guess::Guess;
use super::meanings::{Answers, Meanings};
use super::stated::stated;
use crate::layout::Layout;
use crate::names::Answer;
use crate::source::Loaded;
use leeway_report::settings::{NONE, Rules};

impl Meanings {
    /// What columns mean under these settings. Names that no column has are left as they are, so that the report can say so.
    ///
    /// `sources` and `layout` are what is loaded. Rules go first, then what documents state, then what names suggest; what nothing says is `None` and asked in
    /// [`Meanings::open`]. Nothing fails.
    pub fn decide(sources: &[Loaded], layout: &Layout, rules: &Rules) -> Meanings {
        let user = Meanings::of(rules);
        let stated = stated(sources, layout);
        let known = |answers: &Answers| Answer::ALL.map(|answer| answers.column(answer).is_some());
        let (by_user, by_config) = (known(&user.answers), known(&stated.meanings.answers));
        let mut meanings = user.or(stated.meanings);
        for answer in Answer::ALL {
            meanings.bases[answer as usize] = match answer as usize {
                at if by_user[at] => Some(Basis::User),
                at if by_config[at] => Some(stated.basis.clone().unwrap_or(Basis::Analysis)),
                _ => None,
            };
            // The user says that there is none.
            meanings
                .answers
                .column_mut(answer)
                .take_if(|name| name == NONE);
        }
        let has_user_label = meanings.bases[Answer::Label as usize] == Some(Basis::User);
        meanings.open = match has_user_label {
            true => Vec::new(),
            false => stated.open,
        };
        let candidates = candidates(sources, layout, rules);
        Guess {
            sources,
            layout,
            candidates: &candidates,
        }
        .fill(&mut meanings);
        let Answers {
            label,
            prediction,
            probability,
            ..
        } = &meanings.answers;
        if label.is_some() && (label == prediction || label == probability) {
            let column = label.clone().unwrap_or_default();
            meanings.open.push(Open::SameColumn(column));
        }
        meanings
    }
}
