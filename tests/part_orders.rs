//! Two large files whose parts are read by others: whatever the order in which the parts come, and however much is done between them, reading goes on to its
//! end and leads to the same report. Where the engine would sleep and nobody could wake it any more, the test fails; no time is measured.
#![allow(clippy::unwrap_used)]

mod support;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::rc::Rc;

use leeway::documents::{PartPlan, PartRange, PartReader, outline_file, read_part};
use leeway::engine::protocol::{Reply, Request};
use leeway::engine::{Dropped, Session, Stepped};
use leeway::report::{Report, Timings};

/// Long enough that reading the megabyte before the parts takes few lines.
const LINE_BYTES: usize = 40_000;
const PART_BYTES: u64 = 200_000;

/// An answer: the place of the file, and the how manieth question about it.
type Gate = (usize, u32);

/// Reads parts, whose answers come once their gates are open.
struct Gated {
    file: usize,
    data: Rc<[u8]>,
    answers: BTreeMap<u32, Option<Vec<u8>>>,
    open: Rc<RefCell<BTreeSet<Gate>>>,
    asked: Rc<RefCell<BTreeSet<Gate>>>,
}

impl Gated {
    fn keep(&mut self, answer: Option<Vec<u8>>) -> u32 {
        let asked = self.answers.len() as u32;
        self.answers.insert(asked, answer);
        self.asked.borrow_mut().insert((self.file, asked));
        asked
    }
}

impl PartReader for Gated {
    fn ahead(&self) -> usize {
        2
    }

    fn part_bytes(&self) -> u64 {
        PART_BYTES
    }

    fn ask(&mut self, plan: &PartPlan, range: PartRange) -> u32 {
        let size = self.data.len() as u64;
        let answer = read_part(plan, &mut Cursor::new(self.data.clone()), size, range);
        self.keep(answer)
    }

    fn ask_outline(&mut self) -> u32 {
        let size = self.data.len() as u64;
        let answer = outline_file(&mut Cursor::new(self.data.clone()), size);
        self.keep(answer)
    }

    fn has_answered(&self, asked: u32) -> bool {
        self.open.borrow().contains(&(self.file, asked))
    }

    fn take(&mut self, asked: u32) -> Option<Vec<u8>> {
        assert!(self.has_answered(asked), "taken before it came");
        self.answers.get_mut(&asked).unwrap().take()
    }
}

/// A session that reads files in parts, and the gates of the parts.
struct Driven {
    session: Session,
    open: Rc<RefCell<BTreeSet<Gate>>>,
    asked: Rc<RefCell<BTreeSet<Gate>>>,
}

impl Driven {
    fn new(files: &[(&str, Rc<[u8]>)]) -> Self {
        let (open, asked) = (Rc::default(), Rc::default());
        let dropped = files.iter().enumerate().map(|(file, (path, data))| {
            let mut dropped = support::text(path, data.to_vec());
            let (data, open, asked) = (data.clone(), Rc::clone(&open), Rc::clone(&asked));
            dropped.parts = Some(Box::new(move || {
                Box::new(Gated {
                    file,
                    data: data.clone(),
                    answers: BTreeMap::new(),
                    open: Rc::clone(&open),
                    asked: Rc::clone(&asked),
                })
            }));
            dropped
        });
        let dropped: Vec<Dropped> = dropped.collect();
        let mut session = Session::new(|| 0.0);
        let request = Request::Open { files: Vec::new() };
        session.begin(request, dropped).unwrap();
        Driven {
            session,
            open,
            asked,
        }
    }

    /// Works as the worker does, which sleeps where the session is waiting, for at most so many steps; true once the request is answered.
    fn work(&mut self, most_steps: usize) -> bool {
        for _ in 0..most_steps {
            if self.session.is_waiting() {
                return false;
            }
            match self.session.step().unwrap() {
                Stepped::Working(_) => {}
                Stepped::Finished(Reply::Done(_), _) => return true,
                Stepped::Finished(reply, _) => panic!("{reply:?}"),
            }
        }
        false
    }

    fn report(self) -> Report {
        Report {
            timings: Timings::default(),
            ..self.session.report().clone()
        }
    }
}

/// What is left to do once all gates are open; nothing here takes nearly as many steps.
const TO_THE_END: usize = 10_000;

/// The report when the answers come in these batches; after each, at most so many steps are made.
fn read_in(files: &[(&str, Rc<[u8]>)], batches: &[Vec<Gate>], most_steps: usize) -> Report {
    let mut driven = Driven::new(files);
    let mut is_done = driven.work(most_steps);
    for batch in batches {
        assert!(
            !is_done,
            "answered before {batch:?} had come, of {batches:?}"
        );
        driven.open.borrow_mut().extend(batch);
        is_done = driven.work(most_steps);
    }
    if !is_done {
        assert!(
            driven.work(TO_THE_END),
            "asleep for good: {batches:?} with {most_steps} steps in between"
        );
    }
    driven.report()
}

/// Every way to open the gates: in every order, and any of them together.
fn batches_of(gates: &[Gate]) -> Vec<Vec<Vec<Gate>>> {
    let Some((last, others)) = gates.split_last() else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for batches in batches_of(others) {
        for place in 0..batches.len() {
            let mut with_others = batches.clone();
            with_others[place].push(*last);
            all.push(with_others);
        }
        for place in 0..=batches.len() {
            let mut alone = batches.clone();
            alone.insert(place, vec![*last]);
            all.push(alone);
        }
    }
    all
}

/// Rows whose first megabyte is read before anybody is asked, and then as many parts.
fn rows(parts: u64, word: &str) -> Rc<[u8]> {
    let mut text = String::from("word,long\n");
    let bytes = (1 << 20) + (parts * PART_BYTES) as usize;
    while text.len() < bytes {
        text += &format!("{word}{},{}\n", text.len() % 3, "x".repeat(LINE_BYTES));
    }
    text.into_bytes().into()
}

/// Opens the files with every order of answers, and compares the report with that of files that were read whole.
#[track_caller]
fn every_order_leads_to_the_end(files: &[(&str, Rc<[u8]>)]) {
    let mut whole = Session::new(|| 0.0);
    let texts = files
        .iter()
        .map(|(path, data)| support::text(path, data.to_vec()))
        .collect();
    support::open(&mut whole, texts).unwrap();
    let whole = Report {
        timings: Timings::default(),
        ..whole.report().clone()
    };

    let mut driven = Driven::new(files);
    let is_each = |file| (0..64).map(move |asked| (file, asked));
    let each = (0..files.len()).flat_map(is_each);
    driven.open.borrow_mut().extend(each);
    assert!(driven.work(TO_THE_END));
    let gates: Vec<Gate> = driven.asked.borrow().iter().copied().collect();
    for (file, (path, _)) in files.iter().enumerate() {
        let is_of_it = |gate: &Gate| gate.0 == file;
        assert!(
            gates.iter().any(is_of_it),
            "{path} is not read in parts: {gates:?}"
        );
    }
    assert_eq!(driven.report(), whole);

    for batches in batches_of(&gates) {
        for most_steps in [1, 2, TO_THE_END] {
            assert_eq!(
                read_in(files, &batches, most_steps),
                whole,
                "{batches:?}, {most_steps}"
            );
        }
    }
}

#[test]
fn two_files_of_rows_are_read_to_their_end_in_every_order_of_their_parts() {
    every_order_leads_to_the_end(&[
        ("baseline/train.csv", rows(2, "a")),
        ("current/scored.csv", rows(2, "b")),
    ]);
}

#[test]
fn so_are_files_with_more_parts_than_are_asked_for_at_a_time() {
    every_order_leads_to_the_end(&[
        ("baseline/train.csv", rows(3, "a")),
        ("current/scored.csv", rows(2, "b")),
    ]);
}
