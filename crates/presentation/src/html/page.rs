//! The page: the one place where a report becomes markup. Whatever is text is escaped here, so nothing out of a file is ever HTML.
//!
//! The markup is well-formed XML too, so that strict readers take it.

use super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use leeway_charts::markup::escaped;
use leeway_charts::{Chart, Drawing, Palette};

/// The style sheet; colours are those of the charts' theme.
const STYLE: &str = include_str!("style.css");

/// Width of a chart that stands beside others, in CSS pixels.
const SMALL: u32 = 400;
/// Width of a chart that takes the whole width …
const WIDE: u32 = 880;
/// … and of the same chart on a telephone.
const NARROW: u32 = 350;
/// Charts of more bytes are not drawn for telephones too; they are scrolled there.
const LARGE: usize = 30_000;
/// Width of a chart in a table.
const SPARK: u32 = 110;

/// Tables of more columns are scrolled where there is no room.
const FEW_COLUMNS: usize = 4;

/// Longer names and quotations are cut in the middle; the whole is a tooltip.
const LONGEST_CONTENT: usize = 160;
/// The window's title is cut, as browsers do.
const LONGEST_TITLE: usize = 65;
/// Longer sentences are cut.
const LONGEST_WORDS: usize = 2_000;

/// A page on its way.
#[derive(Default)]
pub struct Page {
    body: String,
    palette: Palette,
    sections: Vec<(&'static str, &'static str)>,
}

impl Page {
    /// The document. `head` is what stands above the sections: the sentence in two parts, and by whom and when.
    pub fn finish(self, answer: &str, rest: &str, made: &str) -> String {
        let mut links = String::new();
        for (id, title) in &self.sections {
            links.push_str(&format!("<a href=\"#{id}\">{}</a>\n", escaped(title)));
        }
        let close = match self.sections.is_empty() {
            true => "",
            false => "</section>\n",
        };
        let rest = match rest.trim() {
            "" => String::new(),
            rest => format!(" <span class=\"rest\">{}</span>", cut_words(rest)),
        };
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"generator\" content=\"Leeway\"/>\n\
             <title>{title}</title>\n<style>\n{STYLE}{colours}</style>\n</head>\n<body>\n<header>\n<p class=\"made\">{made}</p>\n\
             <h1>{answer}{rest}</h1>\n<nav aria-label=\"Sections\">\n{links}</nav>\n</header>\n<main>\n{body}{close}</main>\n</body>\n</html>\n",
            title = escaped(&cut(answer, LONGEST_TITLE)),
            colours = self.palette.style(),
            made = escaped(made),
            answer = cut_words(answer),
            body = self.body,
        )
    }

    fn text(&mut self, text: &Text) {
        for run in &text.0 {
            self.run(run);
        }
    }

    fn run(&mut self, run: &Run) {
        let markup = match run {
            Run::Plain(words) => cut_words(words),
            Run::Content(text) => content("bdi", "", text),
            Run::Quote(text) => content("q", " dir=\"auto\"", text),
            Run::Strong(words) => format!("<strong>{}</strong>", cut_words(words)),
            Run::Muted(words) => format!("<span class=\"muted\">{}</span>", cut_words(words)),
            Run::Mark(class, shape, words) => {
                let words = escaped(words);
                format!(
                    "<span class=\"mark {class}\"><span aria-hidden=\"true\">{shape}</span> {words}</span>"
                )
            }
            Run::Link(to, words) => {
                let (to, words) = (escaped(to), content("bdi", "", words));
                format!("<a href=\"#{to}\">{words}</a>")
            }
            Run::Number(shown, exact) if shown == exact => {
                format!("<span>{}</span>", escaped(shown))
            }
            Run::Number(shown, exact) => {
                let (shown, exact) = (escaped(shown), escaped(exact));
                format!("<span title=\"{exact}\">{shown}</span>")
            }
        };
        self.add(&markup);
    }

    fn add(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    fn element(&mut self, tag: &str, text: &Text) {
        self.add(&format!("<{tag}>"));
        self.text(text);
        self.add(&format!("</{tag}>"));
    }

    fn cell(&mut self, tag: &str, attributes: &str, cell: &Cell, title: &str) {
        self.add(&format!("<{tag}{attributes}>"));
        if let Some(chart) = &cell.chart {
            self.drawn(&**chart, SPARK, title, "");
        }
        match cell.parts.as_slice() {
            [] => {}
            [only] => self.text(only),
            [first, rest @ ..] => {
                self.text(first);
                rest.iter().for_each(|part| self.element("p", part));
            }
        }
        self.add(&format!("</{tag}>"));
    }

    fn table(&mut self, table: &Sheet) {
        let name = escaped(&cut(&table.name, LONGEST_CONTENT)).into_owned();
        // A narrow table needs no scrolling, and no name to find it by.
        let is_wide = table.columns.len() > FEW_COLUMNS;
        if is_wide {
            let open = "<section class=\"scroll\" aria-label=";
            self.add(&format!("{open}\"{name}\" tabindex=\"0\">\n"));
        }
        let (class, caption) = (table.class, escaped(table.caption));
        self.add(&format!(
            "<table class=\"{class}\"><caption>{caption}</caption>\n<thead><tr>"
        ));
        for (title, holds) in &table.columns {
            let (class, title) = (class_of(*holds), escaped(title));
            self.add(&format!("<th scope=\"col\"{class}>{title}</th>"));
        }
        self.add("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.add("<tr>");
            for (place, (cell, (_, holds))) in row.iter().zip(&table.columns).enumerate() {
                match place {
                    0 => self.cell("th", " scope=\"row\"", cell, ""),
                    _ => self.cell("td", class_of(*holds), cell, ""),
                }
            }
            self.add("</tr>\n");
        }
        self.add("</tbody></table>");
        self.add(if is_wide { "</section>\n" } else { "\n" });
    }

    /// Draws a chart, in an element of a class where one is given; answers what it draws.
    fn drawn(&mut self, chart: &dyn Chart, width: u32, title: &str, class: &str) -> Drawing {
        let drawing = Drawing::new(chart, width);
        let title = match title {
            "" => &drawing.summary,
            title => title,
        };
        let svg = drawing.element(&cut(title, LONGEST_CONTENT), &mut self.palette);
        match class {
            "" => self.add(&svg),
            class => self.add(&format!("<div class=\"{class}\">{svg}</div>")),
        }
        drawing
    }
}

impl Out for Page {
    fn section(&mut self, id: &'static str, title: &'static str) {
        if !self.sections.is_empty() {
            self.add("</section>\n");
        }
        self.sections.push((id, title));
        let title = escaped(title);
        self.add(&format!(
            "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n"
        ));
    }

    fn heading(&mut self, id: Option<String>, text: Text) {
        match id {
            Some(id) => self.add(&format!("<h3 id=\"{}\">", escaped(&id))),
            None => self.add("<h3>"),
        }
        self.text(&text);
        self.add("</h3>\n");
    }

    fn paragraph(&mut self, text: Text) {
        if !text.is_empty() {
            self.element("p", &text);
            self.add("\n");
        }
    }

    fn list(&mut self, items: Vec<Text>) {
        if items.is_empty() {
            return;
        }
        self.add("<ul>\n");
        for item in &items {
            self.element("li", item);
            self.add("\n");
        }
        self.add("</ul>\n");
    }

    fn facts(&mut self, facts: Vec<(&'static str, Text)>) {
        if facts.is_empty() {
            return;
        }
        self.add("<dl>\n");
        for (name, text) in &facts {
            self.add(&format!("<div><dt>{}</dt>", escaped(name)));
            self.element("dd", text);
            self.add("</div>\n");
        }
        self.add("</dl>\n");
    }

    fn tables(&mut self, tables: Vec<Sheet>) {
        let is_pair = tables.len() > 1;
        if is_pair {
            self.add("<div class=\"beside\">\n");
        }
        tables.iter().for_each(|table| self.table(table));
        if is_pair {
            self.add("</div>\n");
        }
    }

    fn pictures(&mut self, pictures: Vec<Picture>) {
        if pictures.is_empty() {
            return;
        }
        self.add("<div class=\"pictures\">\n");
        for picture in &pictures {
            let chart = &*picture.chart;
            let drawn = match picture.is_wide {
                false => {
                    self.add("<figure>");
                    self.drawn(chart, SMALL, &picture.name, "")
                }
                true => {
                    self.add("<figure class=\"wide\">");
                    let before = self.body.len();
                    let drawn = self.drawn(chart, WIDE, &picture.name, "on-wide");
                    if self.body.len() - before < LARGE {
                        self.drawn(chart, NARROW, &picture.name, "on-narrow");
                    }
                    drawn
                }
            };
            let words = cut_words(&drawn.summary);
            self.add(&format!("<figcaption>{words}</figcaption></figure>\n"));
        }
        self.add("</div>\n");
    }
}

fn class_of(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "",
        Holds::Sentences => " class=\"s\"",
        Holds::Numbers => " class=\"n\"",
        Holds::Pictures => " class=\"p\"",
    }
}

/// Text out of a file in an element of its own, cut where it is long.
fn content(tag: &str, attributes: &str, text: &str) -> String {
    let shown = cut(text, LONGEST_CONTENT);
    let title = match shown.len() < text.len() {
        true => format!(" title=\"{}\"", escaped(text)),
        false => String::new(),
    };
    format!("<{tag}{attributes}{title}>{}</{tag}>", escaped(&shown))
}

/// Words of ours. Blanks within numbers, and before their unit, become such at which no line is broken.
fn cut_words(words: &str) -> String {
    let words = escaped(&cut(words, LONGEST_WORDS)).replace('\u{2009}', "\u{202f}");
    words.replace(" %", "\u{202f}%")
}

/// At most so many letters, cut in the middle: both ends of a name tell names apart.
fn cut(text: &str, most: usize) -> String {
    let letters = text.chars().count();
    if letters <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most * 2 / 3).collect();
    let tail: String = text.chars().skip(letters - most / 3).collect();
    format!("{head}…{tail}")
}
