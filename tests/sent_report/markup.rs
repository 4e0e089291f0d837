//! What every report must be as a document, whatever is in it.

use std::collections::BTreeSet;

use roxmltree::{Document, Node, ParsingOptions};

/// The document; panics where it is not well-formed.
pub fn parsed(html: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    match Document::parse_with_options(html, options) {
        Ok(document) => document,
        Err(error) => {
            let at = error.pos();
            let line = html.lines().nth(at.row as usize - 1).unwrap_or_default();
            let near: String = line
                .chars()
                .skip((at.col as usize).saturating_sub(80))
                .take(160)
                .collect();
            panic!("{error}, near {near}");
        }
    }
}

/// All elements of a name below another one.
pub fn all<'a>(within: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    within
        .descendants()
        .filter(move |node| node.has_tag_name(name))
}

/// The text in an element and below it.
pub fn text(node: Node) -> String {
    let texts = node.descendants().filter(Node::is_text);
    texts.filter_map(|node| node.text()).collect()
}

/// Elements that a report has; anything else came out of a file.
const ELEMENTS: [&str; 45] = [
    "a",
    "bdi",
    "body",
    "caption",
    "data",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "g",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "li",
    "main",
    "meta",
    "nav",
    "p",
    "path",
    "q",
    "section",
    "span",
    "strong",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "b",
    "i",
    "code",
    "br",
    "col",
    "hr",
];

/// Attributes that a report has.
const ATTRIBUTES: [&str; 29] = [
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "d",
    "dir",
    "font-size",
    "font-weight",
    "href",
    "id",
    "lang",
    "name",
    "role",
    "scope",
    "stroke-width",
    "tabindex",
    "text-anchor",
    "title",
    "value",
    "viewBox",
    "x",
    "y",
    "fill",
    "stroke",
    "width",
    "height",
    "xmlns",
];

/// A report is readable without a script, asks no server for anything, and tells its parts to who cannot see them.
pub fn assert_report(html: &str) {
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    let document = parsed(html);
    let root = document.root_element();
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&name), "<{name}>");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(ATTRIBUTES.contains(&name), "{name}={value:?}");
            if name == "href" {
                let known = |id| {
                    let mut nodes = root.descendants();
                    nodes.any(|node| node.attribute("id") == Some(id))
                };
                assert!(value.strip_prefix('#').is_some_and(known), "href={value:?}");
            }
        }
    }
    let style = text(all(root, "style").next().unwrap());
    for word in ["url(", "@import", "image(", "src"] {
        assert!(!style.contains(word), "{word} in the style sheet");
    }
    assert_names(root);
    assert_headings(root);
    assert_tables(root);
    for svg in all(root, "svg") {
        let title = svg.first_element_child().unwrap();
        assert!(title.has_tag_name("title") && !text(title).trim().is_empty());
    }
}

fn assert_names(root: Node) {
    let mut ids = BTreeSet::new();
    for id in root.descendants().filter_map(|node| node.attribute("id")) {
        assert!(ids.insert(id), "the id {id} twice");
    }
    let mut regions = BTreeSet::new();
    let labelled = |node: &Node| node.has_tag_name("section");
    let names = root
        .descendants()
        .filter(labelled)
        .filter_map(|node| node.attribute("aria-label"));
    for name in names {
        assert!(regions.insert(name), "the region {name:?} twice");
    }
}

fn assert_headings(root: Node) {
    let levels = root
        .descendants()
        .filter_map(|node| match node.tag_name().name() {
            "h1" => Some(1),
            "h2" => Some(2),
            "h3" => Some(3),
            _ => None,
        });
    let levels: Vec<u32> = levels.collect();
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert_eq!(levels.first(), Some(&1));
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "h{} under h{}", pair[1], pair[0]);
    }
}

fn assert_tables(root: Node) {
    for table in all(root, "table") {
        let caption = table.first_element_child().unwrap();
        assert!(caption.has_tag_name("caption") && !text(caption).is_empty());
        let columns = all(all(table, "thead").next().unwrap(), "th").count();
        for head in all(table, "th") {
            assert!(matches!(head.attribute("scope"), Some("col" | "row")));
        }
        for row in all(all(table, "tbody").next().unwrap(), "tr") {
            let cells = row.children().filter(Node::is_element);
            let names: Vec<&str> = cells.map(|cell| cell.tag_name().name()).collect();
            assert_eq!(names.len(), columns, "{}", text(row));
            assert!(names[0] == "th" && names[1..].iter().all(|name| *name == "td"));
        }
    }
}
