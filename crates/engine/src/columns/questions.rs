//! What is not settled about label, prediction and probability, as questions.

use super::basis::{Basis, Open};
use crate::layout::Unsure;
use crate::names::Answer;
use crate::view::View;
use leeway_documents::Role;
use leeway_report::columns::{Affected, Question, Subject};

/// What only the user can say or can confirm.
///
/// In the order in which it came up; a label is asked for where predictions or ground truth call for one, and by bias.
pub fn questions(view: View) -> Vec<Question> {
    let View {
        meanings,
        layout,
        sources,
        ..
    } = view;
    let answers = &meanings.answers;
    let has_answers = answers.prediction.is_some() || answers.probability.is_some();
    let has_truth = !layout.tables(sources, Role::Labels).is_empty();
    let affected = |about: Subject| match about {
        Subject::Label if answers.label.is_some() => {
            vec![Affected::Overview, Affected::Quality, Affected::Bias]
        }
        Subject::Label if has_answers || has_truth => vec![Affected::Quality, Affected::Bias],
        Subject::Label => vec![Affected::Bias],
        _ => vec![Affected::Quality, Affected::Bias],
    };
    let ask = |about: Subject,
               supposed: Option<&str>,
               candidates: Vec<String>,
               sentence: String| Question {
        about,
        column: supposed.map(str::to_owned),
        candidates,
        supposed: supposed.map(str::to_owned),
        affects: affected(about),
        sentence,
    };
    // A time that is supposed is confirmed together with the answers that are.
    let is_time = |question: &&Question| {
        question.about == Subject::Time && question.supposed.is_some() && question.column.is_none()
    };
    let has_tables = [Role::Baseline, Role::Current]
        .iter()
        .any(|role| !layout.tables(sources, *role).is_empty());
    let has_supposed = meanings
        .open
        .iter()
        .any(|open| matches!(open, Open::Supposed(..)));
    let mut of_readings = view.readings.questions.iter();
    let time = of_readings
        .find(is_time)
        .filter(|_| has_tables && has_supposed);
    let of_open = |open: &Open| match open {
        Open::Supposed(parts, others) => {
            let (first, name) = &parts[0];
            let of_part = |answer: &Answer| meanings.bases[*answer as usize].as_ref();
            let are_by_name = parts
                .iter()
                .all(|(answer, _)| of_part(answer) == Some(&Basis::Name));
            let taken = |(answer, name): &(Answer, String)| {
                let taken = format!("the {}: {name}", subject(*answer).name());
                let is_alone = parts.len() == 1 && time.is_none();
                let because = of_part(answer).filter(|_| is_alone || !are_by_name);
                because.map_or(taken.clone(), |basis| {
                    format!("{taken}, because {}", basis.clause())
                })
            };
            let time_name = time.and_then(|time| time.supposed.as_ref());
            let is_one_reason = are_by_name && parts.len() + usize::from(time.is_some()) > 1;
            let of_time = time_name.map(|name| match is_one_reason {
                true => format!("the rows' time: {name}"),
                false => format!(
                    "the rows' time: {name}, because its name says so and its dates never go back"
                ),
            });
            let taken: Vec<String> = parts.iter().map(taken).chain(of_time).collect();
            let taken = taken.join(", as ");
            let sentence = match is_one_reason {
                true => format!("Taken as {taken}, because their names say so."),
                false => format!("Taken as {taken}."),
            };
            let taken = parts.iter().map(|(_, name)| name);
            let mut candidates: Vec<String> = taken.chain(time_name).cloned().collect();
            let others = others.iter().filter(|name| Some(*name) != time_name);
            candidates.extend(others.cloned());
            let mut question = ask(subject(*first), Some(name), candidates, sentence);
            for screen in time.iter().flat_map(|time| &time.affects) {
                if !question.affects.contains(screen) {
                    question.affects.push(*screen);
                }
            }
            question
        }
        Open::Unknown(answer, candidates) => {
            let about = subject(*answer);
            let sentence = match answer {
                Answer::Label if has_truth => "The ground truth has labels. Which column of the baseline is the label?".to_owned(),
                Answer::Label if has_answers => "No label is known, so answers of the model are held against nothing. Which column is the label?".to_owned(),
                Answer::Label => "No label is known. Which column is it?".to_owned(),
                _ => format!("Several columns could be the {}: choose one.", about.name()),
            };
            ask(about, None, candidates.clone(), sentence)
        }
        Open::Contradiction { labels } => {
            let said = labels
                .iter()
                .map(|(path, label)| format!("{path} says {label}"));
            let said = said.collect::<Vec<String>>().join(", ");
            let sentence = format!(
                "The configurations name different labels: {said}. The newest by path is in force everywhere."
            );
            let names = labels.iter().map(|(_, label)| label.clone()).collect();
            ask(Subject::Label, answers.label.as_deref(), names, sentence)
        }
        Open::NoSuchLabel { path, label } => {
            let sentence =
                format!("{path} names {label} as the label, and no loaded file has such a column.");
            ask(Subject::Label, Some(label), Vec::new(), sentence)
        }
        Open::SameColumn(name) => {
            let sentence = format!(
                "{name} is both the label and the model's answer, so every answer looks right. Choose another label, or none."
            );
            ask(Subject::Label, Some(name), Vec::new(), sentence)
        }
    };
    let of_unsure = |unsure: &Unsure| {
        let path = &unsure.path;
        let [missing, ..] = unsure.could_be_missing.as_slice() else {
            return None;
        };
        let sentence = format!(
            "{path} has no header and one column less than the baseline. It is read as if {missing} were missing, and it could be another."
        );
        Some(Question {
            affects: vec![Affected::Overview, Affected::Quality, Affected::Bias],
            ..ask(
                Subject::Alignment,
                Some(missing),
                unsure.could_be_missing.clone(),
                sentence,
            )
        })
    };
    let is_apart = |question: &&Question| time.is_none_or(|time| time != *question);
    let of_readings = view.readings.questions.iter();
    let open = meanings.open.iter().filter(|_| has_tables).map(of_open);
    open.chain(layout.unsure.iter().filter_map(of_unsure))
        .chain(of_readings.filter(is_apart).cloned())
        .collect()
}

fn subject(answer: Answer) -> Subject {
    match answer {
        Answer::Label => Subject::Label,
        Answer::Prediction => Subject::Prediction,
        Answer::Probability => Subject::Probability,
    }
}
