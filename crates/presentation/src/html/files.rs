//! The tables of a report as CSV files and its charts as SVG files.

use std::collections::BTreeSet;

use super::content::{Cell, Holds, Out, Picture, Sheet, Text};
use crate::csv::csv;
use leeway_charts::Drawing;

/// Width of a chart that stands alone, in CSS pixels.
const WIDTH: u32 = 720;

/// Longer names of files are cut: some systems refuse them.
const LONGEST_NAME: usize = 100;

/// Files on their way.
#[derive(Default)]
pub struct Files {
    /// Paths and contents, in reading order.
    pub files: Vec<(String, Vec<u8>)>,
    taken: BTreeSet<String>,
    /// The one file that is wanted, where it is one.
    only: Option<String>,
}

impl Files {
    /// Of all files the one table whose file is called `name`.
    pub fn only(name: &str) -> Self {
        Files {
            only: Some(name.to_owned()),
            ..Files::default()
        }
    }

    fn is_wanted(&self, table: &Sheet) -> bool {
        let is_named = |name: &str| self.only == Some(format!("{name}.csv"));
        self.only.is_none() || is_named(&file_name(&table.name)) || is_named(&table.name)
    }

    fn add(&mut self, folder: &str, name: &str, ending: &str, text: String) {
        let name = file_name(name);
        let mut path = format!("{folder}/{name}.{ending}");
        let mut number = 2;
        // Some systems tell no capitals from small letters.
        while !self.taken.insert(path.to_lowercase()) {
            path = format!("{folder}/{name} {number}.{ending}");
            number += 1;
        }
        self.files.push((path, text.into_bytes()));
    }
}

impl Out for Files {
    fn section(&mut self, _: &'static str, _: &'static str) {}
    fn heading(&mut self, _: Option<String>, _: Text) {}
    fn paragraph(&mut self, _: Text) {}
    fn list(&mut self, _: Vec<Text>) {}
    fn facts(&mut self, _: Vec<(&'static str, Text)>) {}

    fn tables(&mut self, tables: Vec<Sheet>) {
        for table in tables {
            if !table.is_exported && self.is_wanted(&table) {
                self.add("tables", &table.name, "csv", text(&table));
            }
        }
    }

    fn pictures(&mut self, pictures: Vec<Picture>) {
        if self.only.is_some() {
            return;
        }
        for picture in pictures {
            let drawing = Drawing::new(&*picture.chart, WIDTH);
            self.add("charts", &picture.name, "svg", drawing.document());
        }
    }
}

fn text(table: &Sheet) -> String {
    let is_text = |column: &(&str, Holds)| column.1 != Holds::Pictures;
    let titles = table.columns.iter().filter(|column| is_text(column));
    let header: Vec<String> = titles.map(|(title, _)| (*title).to_owned()).collect();
    let row = |row: &Vec<Cell>| -> Vec<String> {
        let cells = row.iter().zip(&table.columns);
        let cells = cells.filter(|(_, column)| is_text(column));
        cells.map(|(cell, _)| field(cell)).collect()
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
    csv(std::iter::once(&header).chain(&rows))
}

fn field(cell: &Cell) -> String {
    let parts: Vec<String> = cell.parts.iter().map(Text::exactly).collect();
    parts.join(" ")
}

/// A name that every system takes for a file.
fn file_name(name: &str) -> String {
    let taken = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let mut file: String = name.chars().map(taken).take(LONGEST_NAME).collect();
    while file.ends_with(['.', ' ']) {
        file.pop();
    }
    match file.trim_start_matches(['.', ' ']) {
        "" => "unnamed".to_owned(),
        file => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_hold_no_path() {
        assert_eq!(file_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(file_name("a<b>: \"c\" | d? "), "a_b__ _c_ _ d_");
        assert_eq!(file_name(" ."), "unnamed");
        assert_eq!(file_name(&"x".repeat(10_000)).len(), LONGEST_NAME);
    }

    #[test]
    fn files_of_one_name_are_counted() {
        let mut files = Files::default();
        for name in ["Age", "age", "a:ge", "a?ge"] {
            files.add("charts", name, "svg", String::new());
        }
        let paths: Vec<&str> = files.files.iter().map(|file| file.0.as_str()).collect();
        assert_eq!(
            paths,
            [
                "charts/Age.svg",
                "charts/age 2.svg",
                "charts/a_ge.svg",
                "charts/a_ge 2.svg"
            ]
        );
    }
}
