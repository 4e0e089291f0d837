//! What columns mean, as a value.

use super::basis::{Basis, Open};
use crate::names::Answer;
use leeway_documents::model_quality::ProblemType;
use leeway_report::settings::{FacetChoice, LabelList, Rules};

/// Where the truth and the model's answers are, and how they are read. Equal answers measure the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// Column of the true label.
    pub label: Option<String>,
    /// Column or JMESPath of the predicted label or number.
    pub prediction: Option<String>,
    /// Column or JMESPath of the positive label's probability.
    pub probability: Option<String>,
    /// The positive label, several joined by commas, or the threshold above which a label is positive.
    pub positive: Option<String>,
    /// What is predicted.
    pub problem: Option<ProblemType>,
    /// From which probability on the positive label is predicted, where that is to replace the predicted label.
    pub threshold: Option<f64>,
    /// Labels that arrays of probabilities stand for, in order.
    pub headers: Vec<String>,
}

/// What columns mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meanings {
    /// Truth and answers.
    pub answers: Answers,
    /// Groups that are compared with all other rows.
    pub facets: Vec<FacetChoice>,
    /// Column that the conditional metrics condition on.
    pub group_variable: Option<String>,
    /// Who says which column is the label, the prediction and the probability; `None` where nobody does.
    pub bases: [Option<Basis>; 3],
    /// What is not settled.
    pub open: Vec<Open>,
}

impl Answers {
    /// The column of an answer.
    ///
    /// By its name in the layout; `None` where it is open or there is none.
    pub fn column(&self, answer: Answer) -> Option<&str> {
        let column = match answer {
            Answer::Label => &self.label,
            Answer::Prediction => &self.prediction,
            Answer::Probability => &self.probability,
        };
        column.as_deref()
    }

    pub(super) fn column_mut(&mut self, answer: Answer) -> &mut Option<String> {
        match answer {
            Answer::Label => &mut self.label,
            Answer::Prediction => &mut self.prediction,
            Answer::Probability => &mut self.probability,
        }
    }

    /// True for the columns of label, prediction and probability, which are no features.
    ///
    /// `name` is a column's, as it stands.
    pub fn include(&self, name: &str) -> bool {
        let mut names = [&self.label, &self.prediction, &self.probability].into_iter();
        names.any(|known| known.as_deref() == Some(name))
    }

    /// True when any of the three is known.
    ///
    /// Label, prediction, probability; a positive label alone is none of them.
    pub fn are_known(&self) -> bool {
        self.label.is_some() || self.prediction.is_some() || self.probability.is_some()
    }

    /// The positive labels one by one; an interval is its lower end.
    ///
    /// Empty where none is known.
    pub fn positives(&self) -> Vec<String> {
        let text = self.positive.as_deref();
        text.map_or_else(Vec::new, |text| labels(text).0)
    }

    /// What it says, else what `other` says.
    fn or(self, other: Answers) -> Answers {
        Answers {
            label: self.label.or(other.label),
            prediction: self.prediction.or(other.prediction),
            probability: self.probability.or(other.probability),
            positive: self.positive.or(other.positive),
            problem: self.problem.or(other.problem),
            threshold: self.threshold.or(other.threshold),
            headers: match self.headers.is_empty() {
                true => other.headers,
                false => self.headers,
            },
        }
    }
}

impl Meanings {
    /// What the settings say.
    ///
    /// What they leave open is `None`, [`leeway_report::settings::NONE`] where they say that there is none; names are not looked up.
    pub fn of(rules: &Rules) -> Meanings {
        let problem = rules.problem_type.as_deref();
        Meanings {
            answers: Answers {
                label: rules.label.clone(),
                prediction: rules.prediction.clone(),
                probability: rules.probability.clone(),
                positive: rules.positive.clone(),
                problem: problem.and_then(ProblemType::of),
                threshold: rules.probability_threshold,
                headers: Vec::new(),
            },
            facets: rules.facets.clone(),
            group_variable: rules.group_variable.clone(),
            ..Meanings::default()
        }
    }

    /// What it says, else what `other` says.
    pub(super) fn or(self, other: Meanings) -> Meanings {
        Meanings {
            answers: self.answers.or(other.answers),
            facets: match self.facets.is_empty() {
                true => other.facets,
                false => self.facets,
            },
            group_variable: self.group_variable.or(other.group_variable),
            ..Meanings::default()
        }
    }

    /// The settings with these meanings in place of what was left open.
    ///
    /// What the user set stays; positive labels are one text, joined by commas.
    pub fn write_into(self, rules: Rules) -> Rules {
        let answers = self.answers;
        Rules {
            label: answers.label.or(rules.label),
            prediction: answers.prediction.or(rules.prediction),
            probability: answers.probability.or(rules.probability),
            positive: answers.positive,
            problem_type: answers.problem.map(|problem| problem.name().to_owned()),
            probability_threshold: answers.threshold,
            facets: self.facets,
            group_variable: self.group_variable,
            ..rules
        }
    }
}

/// Labels as an analysis joins them; an interval is its lower end.
pub(super) fn labels(text: &str) -> LabelList {
    let lower = text.strip_prefix('(').and_then(|rest| rest.split_once(','));
    match lower {
        Some((lower, rest)) if rest.ends_with(']') => LabelList(vec![lower.trim().to_owned()]),
        _ => LabelList(text.split(',').map(str::to_owned).collect()),
    }
}
