//! What nobody said: label, prediction and probability by columns' names, and of what the model answered by its values.
//!
//! A name suggests one column or none: where two are called so, neither is taken and the user is asked. Values never make a label: a feature that the model uses
//! agrees with its answers too.

use super::answers::distinct;
use super::basis::{Basis, Open};
use super::candidates::{Candidate, MOST_LABELS, array_of};
use super::classes::positive_among;
use super::meanings::{Answers, Meanings};
use crate::layout::{Layout, table};
use crate::names::Answer;
use crate::names::{Called, label_column};
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_documents::model_quality::ProblemType;
use leeway_table::{Column, Origin};

/// Candidates that a question offers.
const MOST_OFFERED: usize = 300;

/// What is guessed among.
pub struct Guess<'a> {
    /// What is loaded.
    pub sources: &'a [Loaded],
    /// What it means together.
    pub layout: &'a Layout,
    /// The columns that may be chosen.
    pub candidates: &'a [Candidate<'a>],
}

impl Guess<'_> {
    /// Fills in what is open, with its basis; what cannot be guessed stays `None` and is asked.
    ///
    /// What is known already stays. A positive label is guessed only where the problem is of two labels.
    pub fn fill(&self, meanings: &mut Meanings) {
        self.fill_answers(meanings);
        self.fill_label(meanings);
        let answers = &meanings.answers;
        let is_of_two = answers
            .problem
            .is_none_or(|problem| problem == ProblemType::Binary);
        if answers.positive.is_none() && is_of_two {
            let labels = self.label_values(answers);
            let predicted = || self.named(answers.prediction.as_deref())?.labels();
            let labels = labels.or_else(|| predicted().filter(|_| answers.label.is_none()));
            meanings.answers.positive = labels.and_then(|labels| positive_among(&labels));
        }
        self.suppose(meanings);
    }

    fn named(&self, name: Option<&str>) -> Option<&Candidate<'_>> {
        let mut all = self.candidates.iter();
        all.find(|one| Some(one.name.as_str()) == name)
    }

    fn outputs(&self) -> Vec<&Candidate<'_>> {
        self.candidates.iter().filter(|one| one.is_output).collect()
    }

    /// Prediction and probability: what the model answered, else what is called so.
    fn fill_answers(&self, meanings: &mut Meanings) {
        let is_open =
            |meanings: &Meanings, answer: Answer| meanings.bases[answer as usize].is_none();
        let parts = [Answer::Prediction, Answer::Probability];
        let are_open = parts.map(|part| is_open(meanings, part));
        let outputs = self.outputs();
        if are_open == [true, true]
            && let Some((array, length)) = array_of(&outputs)
        {
            self.take(meanings, Answer::Prediction, array.clone(), Basis::Answered);
            if length == 2 {
                self.take(meanings, Answer::Probability, array, Basis::Answered);
            }
            return;
        }
        for (part, _) in parts.iter().zip(are_open).filter(|(_, is_open)| *is_open) {
            self.by_name(meanings, *part);
        }
        let are_known = parts.iter().any(|part| !is_open(meanings, *part));
        if are_open == [true, true] && !are_known {
            self.by_values(meanings, &outputs);
        }
    }

    /// Of one answer without a name: a share is the probability of one of two labels, all else the prediction. Of several the labels are the prediction.
    fn by_values(&self, meanings: &mut Meanings, outputs: &[&Candidate]) {
        let labels = self.label_values(&meanings.answers);
        let is_label = |one: &&&Candidate| {
            let found = one.labels();
            found.is_some_and(|found| {
                !found.is_empty()
                    && labels
                        .as_ref()
                        .is_some_and(|labels| found.iter().all(|label| labels.contains(label)))
            })
        };
        let share = outputs.iter().find(|one| one.is_share());
        let (prediction, probability) = match outputs {
            [only] => {
                let is_binary = labels.as_ref().is_none_or(|labels| labels.len() <= 2);
                let is_share = share.is_some() && is_binary && !is_label(&only);
                match is_share {
                    true => (None, Some(only)),
                    false => (Some(only), None),
                }
            }
            several => {
                let is_whole = |one: &&&Candidate| {
                    one.labels().is_some() && share.is_none_or(|share| share.name != one.name)
                };
                let found = several
                    .iter()
                    .find(is_label)
                    .or_else(|| several.iter().find(is_whole));
                let other =
                    share.filter(|share| found.is_none_or(|found| found.name != share.name));
                (found, other)
            }
        };
        // Whatever else it may be, a model's only answer that is no share is its prediction.
        let basis = |answer| match (outputs, share) {
            ([_], None) => Basis::Answered,
            _ => Basis::AnsweredAlike(answer),
        };
        for (answer, found) in [
            (Answer::Prediction, prediction),
            (Answer::Probability, probability),
        ] {
            if let Some(found) = found {
                self.take(meanings, answer, found.name.clone(), basis(answer));
            }
        }
    }

    /// Prediction or probability by its name: what the model answered goes before other columns.
    fn by_name(&self, meanings: &mut Meanings, answer: Answer) {
        for is_output in [true, false] {
            let is_free = |one: &&Candidate| {
                let is_taken = Answer::ALL
                    .iter()
                    .any(|other| meanings.answers.column(*other) == Some(&one.name));
                one.is_output == is_output && (is_output || !is_taken)
            };
            let called: Vec<(Called, &Candidate)> = self
                .candidates
                .iter()
                .filter(is_free)
                .filter_map(|one| Some((Called::of(&one.name, answer, is_output)?, one)))
                .filter(|(_, one)| answer != Answer::Probability || one.is_within_one())
                .collect();
            let basis = match is_output {
                true => Basis::Answered,
                false => Basis::Name,
            };
            match surest(&called).as_slice() {
                [] => {}
                [only] => return self.take(meanings, answer, only.name.clone(), basis),
                [first, ..] if is_output => {
                    return self.take(meanings, answer, first.name.clone(), basis);
                }
                several => {
                    let names = several.iter().map(|one| one.name.clone()).collect();
                    meanings.open.push(Open::Unknown(answer, names));
                    return;
                }
            }
        }
    }

    /// The label: what files of ground truth call so, else what is called like one. Where several are or none is, it is asked.
    fn fill_label(&self, meanings: &mut Meanings) {
        if meanings.bases[Answer::Label as usize].is_some() {
            return;
        }
        let is_free = |one: &&Candidate| {
            let answers = &meanings.answers;
            let name = Some(one.name.as_str());
            !one.is_output
                && !one.is_input
                && name != answers.column(Answer::Prediction)
                && name != answers.column(Answer::Probability)
        };
        let by_truth = self.truth_columns().find_map(|name| {
            let mut free = self.candidates.iter().filter(is_free);
            free.find(|one| one.name == name)
        });
        if let Some(found) = by_truth {
            return self.take(
                meanings,
                Answer::Label,
                found.name.clone(),
                Basis::GroundTruth,
            );
        }
        let called: Vec<(Called, &Candidate)> = self
            .candidates
            .iter()
            .filter(is_free)
            .filter_map(|one| Some((Called::of(&one.name, Answer::Label, false)?, one)))
            .collect();
        match surest(&called).as_slice() {
            [only] => self.take(meanings, Answer::Label, only.name.clone(), Basis::Name),
            several => {
                let is_alone = |one: &&&Candidate| one.is_on_baseline_alone;
                let free: Vec<&Candidate> = match several {
                    [] => self.candidates.iter().filter(is_free).collect(),
                    several => several.to_vec(),
                };
                let first = free.iter().filter(is_alone);
                let rest = free.iter().filter(|one| !is_alone(one));
                let names = first.chain(rest).map(|one| one.name.clone());
                let names: Vec<String> = names.take(MOST_OFFERED).collect();
                if !names.is_empty() {
                    meanings.open.push(Open::Unknown(Answer::Label, names));
                }
            }
        }
    }

    /// The names of the columns of labels in files of ground truth, and of those that were merged with captures.
    fn truth_columns(&self) -> impl Iterator<Item = &str> {
        let captures = self.layout.tables(self.sources, Role::Current).into_iter();
        let merged = captures.filter_map(|source| {
            let columns = &table(&self.sources[source])?.columns;
            let is_capture = columns.iter().any(|column| column.origin == Origin::Output);
            let is_label = |column: &&Column| {
                let called = Called::of(&column.name, Answer::Label, false);
                column.origin == Origin::Field && called == Some(Called::Surely)
            };
            columns.iter().find(is_label).filter(|_| is_capture)
        });
        let files = self.layout.tables(self.sources, Role::Labels).into_iter();
        let columns = files.filter_map(|source| label_column(table(&self.sources[source])?));
        let named = columns.filter(|column| column.named);
        merged.chain(named).map(|column| column.name.as_str())
    }

    /// What names or values alone suggest is one supposition, which can be confirmed at once. A label beside a prediction or a probability under the names that Model
    /// Monitor gives them is its header, and known.
    fn suppose(&self, meanings: &mut Meanings) {
        let is_supposed = |answer: &Answer| {
            let basis = meanings.bases[*answer as usize].as_ref();
            basis.is_some_and(|basis| !basis.is_certain())
        };
        let supposed: Vec<(Answer, String)> = Answer::ALL
            .into_iter()
            .filter(is_supposed)
            .filter_map(|answer| Some((answer, meanings.answers.column(answer)?.to_owned())))
            .collect();
        let is_header = |(answer, name): &(Answer, String)| {
            let known = ["label", "prediction", "probability"];
            name == known[*answer as usize]
        };
        if supposed.len() > 1 && supposed.iter().all(is_header) {
            for (answer, _) in supposed {
                meanings.bases[answer as usize] = Some(Basis::Header);
            }
        } else if let Some((first, _)) = supposed.first() {
            let has_outputs = self.candidates.iter().any(|one| one.is_output);
            let could_be = |one: &&Candidate| match first {
                Answer::Label => !one.is_output && !one.is_input,
                _ => one.is_output == has_outputs && !one.is_input,
            };
            let others = self.candidates.iter().filter(could_be);
            let is_other = |name: &String| supposed.iter().all(|(_, taken)| taken != name);
            let others = others.map(|one| one.name.clone()).filter(is_other);
            let others = others.take(MOST_OFFERED).collect();
            meanings.open.push(Open::Supposed(supposed, others));
        }
    }

    fn take(&self, meanings: &mut Meanings, answer: Answer, name: String, basis: Basis) {
        *meanings.answers.column_mut(answer) = Some(name);
        meanings.bases[answer as usize] = Some(basis);
    }

    /// The distinct true labels, if they are few: of label files, else of the column that is or is called the label.
    fn label_values(&self, answers: &Answers) -> Option<Vec<String>> {
        let mut found = Vec::new();
        for source in self.layout.tables(self.sources, Role::Labels) {
            let table = table(&self.sources[source])?;
            found.extend(distinct(label_column(table)?, MOST_LABELS)?);
        }
        if found.is_empty() {
            let called = |one: &&Candidate| Called::of(&one.name, Answer::Label, false).is_some();
            let named = match &answers.label {
                Some(label) => self.named(Some(label)),
                None => self
                    .candidates
                    .iter()
                    .filter(|one| !one.is_output)
                    .find(called),
            };
            found = named.filter(|one| !one.is_output)?.labels()?;
        }
        found.sort();
        found.dedup();
        Some(found)
    }
}

/// Those of the surest name.
fn surest<'a>(called: &[(Called, &'a Candidate<'a>)]) -> Vec<&'a Candidate<'a>> {
    let surest = called.iter().map(|(called, _)| *called).max();
    let of_it = called.iter().filter(|(called, _)| Some(*called) == surest);
    of_it.map(|(_, one)| *one).collect()
}
