//! One table of files that hold the same rows.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::kin::{Kinship, Pair, United};
use super::outputs::outputs;
use super::same::Differing;
use super::same::is_same_column;
use crate::kin::Kin;
use crate::roles::roles;
use crate::source::{Loaded, columns_of, table};
use leeway_documents::{Content, Document, Note, Role};
use leeway_monitors::words;
use leeway_report::Joined;
use leeway_table::{Column, Origin, Table};

/// How the rows of a member are those of its leader.
struct Member {
    source: usize,
    joined: Joined,
    /// For every row of the leader the row of the member; `None`: the same.
    rows: Option<Rc<[u32]>>,
}

impl Kinship {
    /// The sources with the columns of those that hold the same rows put together; the others say whose rows they are.
    ///
    /// In the order of `sources`. The rows of files that are `added` by `joins` stay their own.
    pub fn unite(
        &mut self,
        mut sources: Vec<Loaded>,
        joins: &BTreeMap<String, Joined>,
    ) -> Vec<Loaded> {
        let roles = roles(&sources);
        let answers = outputs(&sources);
        let is_side = |role: Option<Role>| matches!(role, Some(Role::Baseline | Role::Current));
        let is_apart =
            |source: &usize| joins.get(&sources[*source].document.path) == Some(&Joined::Added);
        let mut tables: Vec<usize> = (0..sources.len())
            .filter(|at| is_side(roles[*at]) && table(&sources[*at]).is_some())
            .filter(|at| !answers.contains_key(at))
            .collect();
        tables.sort_by(|&one, &other| {
            let columns = |at: usize| columns_of(&sources, at).len();
            let path = |at: usize| &sources[at].document.path;
            let by_width = columns(other).cmp(&columns(one));
            by_width
                .then(path(one).cmp(path(other)))
                .then(one.cmp(&other))
        });
        let mut members: BTreeMap<usize, Vec<Member>> = BTreeMap::new();
        let mut leaders: Vec<usize> = Vec::new();
        let mut kin: BTreeMap<usize, Kin> = BTreeMap::new();
        for &source in &tables {
            let mut others = leaders.iter().copied().filter(|&leader| {
                roles[leader] == roles[source] && !is_apart(&source) && !is_apart(&leader)
            });
            let joined = others.find_map(|leader| {
                let pair = self.pair(&sources[leader], &sources[source]);
                let is_first = sources[leader].id < sources[source].id;
                let (joined, rows) = joined(pair, is_first)?;
                Some((
                    leader,
                    Member {
                        source,
                        joined,
                        rows,
                    },
                ))
            });
            match joined {
                Some((leader, member)) => members.entry(leader).or_default().push(member),
                None => leaders.push(source),
            }
        }
        for (&output, &input) in answers.iter().filter(|(output, _)| !is_apart(output)) {
            let is_unused = sources[output].is_role_chosen && sources[output].role.is_none();
            if is_unused || !is_side(roles[input]) {
                continue;
            }
            let rows = |at: usize| table(&sources[at]).map_or(0, |table| table.rows);
            let leader = members.iter().find_map(|(leader, all)| {
                let is_here = |member: &Member| member.source == input && member.rows.is_none();
                all.iter().any(is_here).then_some(*leader)
            });
            if rows(input) == rows(output) {
                members
                    .entry(leader.unwrap_or(input))
                    .or_default()
                    .push(Member {
                        source: output,
                        joined: Joined::ByLine,
                        rows: None,
                    });
            } else {
                let note = Note::new("This is what a batch transform answered for another file, but it has another number of rows; they were not joined, and its rows do not count.")
                    .found(&words::count(rows(output) as u64))
                    .expected(format!("{}, as {} has", words::count(rows(input) as u64), sources[input].document.path))
                    .advice("Download both files again, or check that the transform wrote one line for each that it read.");
                let left_out = Kin {
                    role: roles[input],
                    is_left_out: true,
                    notes: vec![note],
                    ..Kin::default()
                };
                kin.insert(output, left_out);
            }
        }
        for (&leader, all) in &members {
            let mut ids = vec![sources[leader].id];
            ids.extend(all.iter().map(|member| sources[member.source].id));
            let known = self.united.get(&ids).cloned();
            let united = known.unwrap_or_else(|| United {
                document: Rc::new(united(&sources, leader, all)),
                cached: Rc::default(),
            });
            let of_leader = kin.entry(leader).or_default();
            (of_leader.takes, of_leader.role) = (ids[1..].to_vec(), roles[leader]);
            for member in all {
                let note = self.note(&sources, leader, member);
                let of_member = Kin {
                    joined: member.joined,
                    with: Some(sources[leader].id),
                    differing: self.differing(&sources[leader], &sources[member.source]),
                    role: roles[leader],
                    notes: vec![note],
                    ..Kin::default()
                };
                kin.insert(member.source, of_member);
            }
            self.asked.insert(ids.clone());
            self.united.insert(ids, united);
        }
        self.note_overlaps(&sources, &roles, &leaders, &mut kin);
        self.put_in(&mut sources, kin);
        sources
    }

    /// Says of files of one side that some rows stand in both.
    fn note_overlaps(
        &self,
        sources: &[Loaded],
        roles: &[Option<Role>],
        leaders: &[usize],
        kin: &mut BTreeMap<usize, Kin>,
    ) {
        let path = |at: usize| &sources[at].document.path;
        for (&one, &other) in leaders
            .iter()
            .flat_map(|one| leaders.iter().map(move |other| (one, other)))
        {
            let is_pair = path(one) < path(other) && roles[one] == roles[other];
            let Some(rows) = is_pair.then(|| self.pair(&sources[one], &sources[other])) else {
                continue;
            };
            if let Pair::Some(rows) = rows {
                let all = table(&sources[other]).map_or(0, |table| table.rows as u64);
                let note = Note::new("Some rows of this file stand in another one too, and count twice.")
                    .found(&format!("{} of {} rows, in {}", words::count(*rows), words::count(all), path(one)))
                    .advice("If one of the files is a copy or a part of the other, choose the role none for it in Sources.");
                let kin = kin.entry(other).or_default();
                kin.notes.push(note);
                kin.overlaps.push((path(one).clone(), *rows));
            }
        }
    }

    fn put_in(&mut self, sources: &mut [Loaded], kin: BTreeMap<usize, Kin>) {
        for (source, kin) in kin {
            let mut ids = vec![sources[source].id];
            ids.extend(&kin.takes);
            if let Some(united) = self.united.get(&ids).filter(|_| !kin.takes.is_empty()) {
                sources[source].document = united.document.clone();
                sources[source].cached = united.cached.clone();
            }
            sources[source].kin = Rc::new(kin);
        }
    }

    /// The shared columns that differ in files that hold the same rows.
    fn differing(&self, one: &Loaded, other: &Loaded) -> Differing {
        match self.pair(one, other) {
            Pair::Same(differing) => differing.clone(),
            _ => Differing::new(),
        }
    }

    fn note(&self, sources: &[Loaded], leader: usize, member: &Member) -> Note {
        let path = &sources[leader].document.path;
        let theirs = columns_of(sources, leader);
        let new = |column: &&Column| !theirs.iter().any(|known| known.name == column.name);
        let new: Vec<String> = columns_of(sources, member.source)
            .iter()
            .filter(new)
            .map(|column| column.name.clone())
            .collect();
        let note = match member.joined {
            Joined::ByLine => Note::new(
                "This is what a batch transform answered for another file; it was joined line by line, and adds no rows.",
            ),
            Joined::ById => Note::new(
                "The rows of this file are taken for those of another in another order, because what tells its rows apart is equal; they were joined, and count once.",
            ),
            _ => Note::new(
                "The rows of this file are taken for those of another, because their values are equal; they count once.",
            ),
        };
        let note = match new.is_empty() || member.joined == Joined::ByLine {
            true => note.found(&format!("the rows of {path}")),
            false => note.found(&format!(
                "the rows of {path}, with {} beside",
                words::list(&new, 6)
            )),
        };
        match self.differing(&sources[leader], &sources[member.source]) {
            differing if !differing.is_empty() => {
                let differing: Vec<String> = differing
                    .iter()
                    .map(|(name, rows)| format!("{name} in {} rows", words::count(*rows)))
                    .collect();
                note.expected(format!("equal values; but {} are different", words::list(&differing, 6)))
                    .advice("The values of the other file were taken. If these are other rows, answer so above the screens that depend on it.")
            }
            _ if member.joined == Joined::ByLine => note.advice(
                "If it answers for other rows, give it another name than that file's with .out behind.",
            ),
            _ => note
                .advice("If these are other rows, answer so above the screens that depend on it."),
        }
    }
}

/// How two tables are joined, and for every row of the leader the member's; `is_first` where the leader is the first of the pair.
fn joined(pair: &Pair, is_first: bool) -> Option<(Joined, Option<Rc<[u32]>>)> {
    match pair {
        Pair::Same(_) => Some((Joined::SameRows, None)),
        Pair::Reordered(rows) if is_first => Some((Joined::ById, Some(rows.clone()))),
        Pair::Reordered(rows) => {
            let mut turned = vec![0; rows.len()];
            for (first, &second) in rows.iter().enumerate() {
                turned[second as usize] = first as u32;
            }
            Some((Joined::ById, Some(turned.into())))
        }
        Pair::Some(_) | Pair::Apart => None,
    }
}

/// The leader's document with the columns of its members that it has not.
fn united(sources: &[Loaded], leader: usize, members: &[Member]) -> Document {
    let mut document = Document::clone(&sources[leader].document);
    if let Content::Table(into) = &mut document.content {
        for member in members {
            if let Some(from) = table(&sources[member.source]) {
                match member.joined {
                    Joined::ByLine => add_outputs(into, from),
                    _ => add_columns(into, from, member.rows.as_deref()),
                }
            }
        }
    }
    document
}

fn add_columns(into: &mut Table, from: &Table, rows: Option<&[u32]>) {
    let has_names = from.columns.iter().any(|column| column.named);
    for column in &from.columns {
        if into.column(&column.name).is_none() && (column.named || !has_names) {
            into.columns.push(match rows {
                Some(rows) => column.taken(rows),
                None => column.clone(),
            });
        }
    }
}

/// Adds what a model answered: all columns but those that were carried over from its input.
fn add_outputs(into: &mut Table, from: &Table) {
    let inputs = into.columns.len();
    let mut unnamed = 0;
    for column in &from.columns {
        let is_carried = column.origin == Origin::Input
            || into.columns[..inputs].iter().any(|known| {
                let may_be = known.name == column.name || !column.named;
                may_be && is_same_column(known, column)
            });
        if is_carried {
            continue;
        }
        let mut output = column.clone();
        output.origin = Origin::Output;
        if !output.named {
            output.name = leeway_documents::position_name(unnamed, Origin::Output);
            unnamed += 1;
        }
        into.columns.push(output);
    }
    if into.times.is_empty() {
        into.times.clone_from(&from.times);
    }
    if into.keys.is_empty() {
        into.keys.clone_from(&from.keys);
        into.positions.clone_from(&from.positions);
    }
}
